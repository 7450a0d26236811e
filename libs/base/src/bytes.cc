#include "assay/base/bytes.h"

#include <sodium.h>
#include <xxhash.h>

#include "assay/base/check.h"

namespace assay {
namespace {

template <typename Integer>
void Append(std::string* out, Integer value) {
  for (int shift = static_cast<int>(sizeof(Integer)) * 8 - 8; shift >= 0; shift -= 8) {
    out->push_back(static_cast<char>(static_cast<uint64_t>(value) >> shift));
  }
}

template <typename Integer>
Integer Read(std::string_view bytes) {
  ASSAY_CHECK(bytes.size() >= sizeof(Integer));
  uint64_t value = 0;
  for (size_t i = 0; i < sizeof(Integer); ++i) {
    value = (value << 8) | static_cast<uint8_t>(bytes[i]);
  }
  return static_cast<Integer>(value);
}

}  // namespace

void AppendBigEndian16(std::string* out, uint16_t value) {
  Append(out, value);
}
void AppendBigEndian32(std::string* out, uint32_t value) {
  Append(out, value);
}
void AppendBigEndian64(std::string* out, uint64_t value) {
  Append(out, value);
}

std::string BigEndian64(uint64_t value) {
  std::string out;
  Append(&out, value);
  return out;
}

uint16_t ReadBigEndian16(std::string_view bytes) {
  return Read<uint16_t>(bytes);
}
uint32_t ReadBigEndian32(std::string_view bytes) {
  return Read<uint32_t>(bytes);
}
uint64_t ReadBigEndian64(std::string_view bytes) {
  return Read<uint64_t>(bytes);
}

std::string ToHex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                 bytes.size());
  text.pop_back();
  return text;
}

Result<std::string> FromHex(std::string_view text) {
  std::string bytes(text.size() / 2, '\0');
  size_t length = 0;
  if (text.size() % 2 != 0 ||
      sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                     text.size(), nullptr, &length, nullptr) != 0 ||
      length != bytes.size()) {
    return InvalidArgument("not hexadecimal");
  }
  return bytes;
}

std::string ToBase64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

Result<std::string> FromBase64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size()) {
    return InvalidArgument("not base64");
  }
  bytes.resize(length);
  return bytes;
}

std::string PrefixEnd(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<uint8_t>(end.back()) == 0xff) {
    end.pop_back();
  }
  if (!end.empty()) {
    end.back() = static_cast<char>(static_cast<uint8_t>(end.back()) + 1);
  }
  return end;
}

uint64_t Checksum(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace assay
