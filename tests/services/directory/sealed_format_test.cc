// The worked example of docs/formats/sealed.md, computed anew: every line of bytes that comes out
// here stands there.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "assay/base/bytes.h"
#include "services/directory/sealed_text.h"

namespace assay::directory {
namespace {

std::string Page() {
  std::ifstream in("docs/formats/sealed.md");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// `count` bytes that rise from `first`.
std::string Rising(int first, size_t count) {
  std::string bytes;
  for (size_t i = 0; i < count; ++i) {
    bytes.push_back(static_cast<char>(first + static_cast<int>(i)));
  }
  return bytes;
}

// As the page prints bytes: 32 in a line.
std::string Printed(const std::string& bytes) {
  std::string lines;
  for (size_t at = 0; at < bytes.size(); at += 32) {
    lines += (at == 0 ? "" : "\n") + ToHex(bytes.substr(at, 32));
  }
  return lines;
}

constexpr char kPerson[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

Address ExampleAddress() {
  Address address;
  address.set_log_id("0190a1b2-0000-7000-8000-000000000001");
  address.set_epoch(1);
  address.set_position(7);
  address.set_ordinal(0);
  return address;
}

TEST(SealedFormatTest, TheSealedNameIsAsThePageShowsIt) {
  SecretKey key(Rising(0x00, 32));
  std::string nonce = Rising(0x40, kNonceBytes);
  std::string binding = SealedBinding(kPerson, "name", ExampleAddress());
  std::string ciphertext = Encrypt(key, nonce, binding, "Anke Brandt");
  for (const std::string& bytes : {std::string(key.view()), nonce, binding, ciphertext}) {
    EXPECT_NE(Page().find("\n" + Printed(bytes) + "\n"), std::string::npos) << Printed(bytes);
  }
  EXPECT_EQ(Decrypt(key, nonce, binding, ciphertext), "Anke Brandt");
}

TEST(SealedFormatTest, TheKeyFileIsAsThePageShowsIt) {
  SecretKey master(Rising(0x80, 32));
  std::string key_id = Rising(0x60, 16);
  std::string nonce = Rising(0xa0, kNonceBytes);
  std::string binding = KeyBinding(kPerson, key_id);
  std::string file = "\x01" + key_id + nonce + Encrypt(master, nonce, binding, Rising(0x00, 32));
  for (const std::string& bytes : {std::string(master.view()), binding, file}) {
    EXPECT_NE(Page().find("\n" + Printed(bytes) + "\n"), std::string::npos) << Printed(bytes);
  }
}

TEST(SealedFormatTest, NoTwoPlacesHaveTheSameBinding) {
  Address one = ExampleAddress();
  Address other = ExampleAddress();
  other.set_epoch(17);
  EXPECT_NE(SealedBinding(kPerson, "name", one), SealedBinding(kPerson, "name", other));
  one.set_epoch(11);
  one.set_position(1);
  other.set_epoch(1);
  other.set_position(11);
  EXPECT_NE(SealedBinding(kPerson, "name", one), SealedBinding(kPerson, "name", other));
}

}  // namespace
}  // namespace assay::directory
