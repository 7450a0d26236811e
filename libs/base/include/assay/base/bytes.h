#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay {

// Fixed-width big-endian integers: their byte order is their numeric order, so they serve as keys.
void AppendBigEndian16(std::string* out, uint16_t value);
void AppendBigEndian32(std::string* out, uint32_t value);
void AppendBigEndian64(std::string* out, uint64_t value);
std::string BigEndian64(uint64_t value);

// REQUIRES: `bytes` holds at least the integer's width.
uint16_t ReadBigEndian16(std::string_view bytes);
uint32_t ReadBigEndian32(std::string_view bytes);
uint64_t ReadBigEndian64(std::string_view bytes);

// Lower-case hexadecimal.
std::string ToHex(std::string_view bytes);
Result<std::string> FromHex(std::string_view text);

// RFC 4648 base64 with padding.
std::string ToBase64(std::string_view bytes);
Result<std::string> FromBase64(std::string_view text);

// The first key that is greater than every key starting with `prefix`; empty when there is none.
std::string PrefixEnd(std::string_view prefix);

// XXH3-64 of `bytes`: detects decay, proves nothing.
uint64_t Checksum(std::string_view bytes);

}  // namespace assay
