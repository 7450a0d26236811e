#include "assay/base/id.h"

#include <algorithm>

#include "assay/base/bytes.h"
#include "assay/base/hash.h"

namespace assay {
namespace {

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
  std::string hex;
  std::copy_if(text.begin(), text.end(), std::back_inserter(hex), [](char c) { return c != '-'; });
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, FromHex(hex));
  return FromBytes(bytes);
}

Result<Id> Id::FromBytes(std::string_view bytes) {
  if (bytes.size() != kBytes) {
    return InvalidArgument("an id is 16 bytes");
  }
  std::array<uint8_t, kBytes> array{};
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return Id(array);
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

std::string Id::ToBytes() const {
  return {bytes_.begin(), bytes_.end()};
}

}  // namespace assay
