#include "assay/base/id.h"

#include <sodium.h>

#include <algorithm>

#include "assay/base/bytes.h"
#include "assay/base/check.h"
#include "assay/base/hash.h"

namespace assay {
namespace {

// What a part of a key begins with.
constexpr char kIdForm = 1;
constexpr char kTextForm = 2;

bool IsDash(size_t index) {
  return index == 8 || index == 13 || index == 18 || index == 23;
}

bool IsLowerHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

Id WithVersion(std::string_view random, uint8_t version) {
  std::array<uint8_t, Id::kBytes> bytes{};
  std::copy_n(random.begin(), bytes.size(), bytes.begin());
  bytes[6] = static_cast<uint8_t>((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = static_cast<uint8_t>((bytes[8] & 0x3f) | 0x80);
  return Id(bytes);
}

}  // namespace

Id Id::TimeOrdered(int64_t unix_ms) {
  std::string bytes = BigEndian64(static_cast<uint64_t>(unix_ms)).substr(2) + RandomBytes(10);
  return WithVersion(bytes, 7);
}

Id Id::Derived(std::string_view name) {
  return WithVersion(Sha256(name), 8);
}

bool IsId(std::string_view text) {
  if (text.size() != Id::kTextLength) {
    return false;
  }
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsDash(i) ? text[i] != '-' : !IsLowerHex(text[i])) {
      return false;
    }
  }
  return true;
}

Result<Id> Id::Parse(std::string_view text) {
  if (!IsId(text)) {
    return InvalidArgument(
        "not an id: expected 36 characters like 0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
  }
  Id id;
  size_t length = 0;
  int read =
      sodium_hex2bin(id.bytes_.data(), kBytes, text.data(), text.size(), "-", &length, nullptr);
  ASSAY_CHECK(read == 0 && length == kBytes);
  return id;
}

Result<Id> Id::FromBytes(std::string_view bytes) {
  if (bytes.size() != kBytes) {
    return InvalidArgument("an id is 16 bytes");
  }
  std::array<uint8_t, kBytes> array{};
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return Id(array);
}

std::string Id::TextOf(std::string_view bytes) {
  Result<Id> id = FromBytes(bytes);
  return id.ok() ? id->ToString() : "";
}

std::string Id::ToString() const {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(kTextLength);
  for (uint8_t byte : bytes_) {
    if (IsDash(text.size())) {
      text.push_back('-');
    }
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 0x0f]);
  }
  return text;
}

void AppendKeyText(std::string* key, std::string_view text) {
  if (Result<Id> id = Id::Parse(text); id.ok()) {
    key->append(1, kIdForm).append(id->bytes());
  } else {
    key->append(1, kTextForm);
    AppendBigEndian32(key, static_cast<uint32_t>(text.size()));
    key->append(text);
  }
}

Result<std::string> ReadKeyText(std::string_view bytes) {
  if (bytes.size() >= 1 + Id::kBytes && bytes.front() == kIdForm) {
    return Id::FromBytes(bytes.substr(1, Id::kBytes))->ToString();
  }
  if (bytes.size() >= 5 && bytes.front() == kTextForm &&
      bytes.size() - 5 >= ReadBigEndian32(bytes.substr(1))) {
    return std::string(bytes.substr(5, ReadBigEndian32(bytes.substr(1))));
  }
  return DataLoss("a key is not as it was written");
}

}  // namespace assay
