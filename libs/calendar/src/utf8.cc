#include "utf8.h"

#include <cstddef>
#include <cstdint>

namespace assay::calendar {
namespace {

// Bytes of the character that `lead` begins, 0 if none does.
size_t LengthOf(uint8_t lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xc2 && lead < 0xe0) {
    return 2;
  }
  if (lead >= 0xe0 && lead < 0xf0) {
    return 3;
  }
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

// Second bytes that would make an overlong form, a surrogate or a value above U+10FFFF.
bool IsBadPair(uint8_t lead, uint8_t second) {
  return (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
         (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
}

}  // namespace

bool IsUtf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    auto lead = static_cast<uint8_t>(bytes[at]);
    size_t length = LengthOf(lead);
    if (length == 0 || length > bytes.size() - at) {
      return false;
    }
    for (size_t i = 1; i < length; ++i) {
      auto next = static_cast<uint8_t>(bytes[at + i]);
      if ((next & 0xc0) != 0x80 || (i == 1 && IsBadPair(lead, next))) {
        return false;
      }
    }
    at += length;
  }
  return true;
}

}  // namespace assay::calendar
