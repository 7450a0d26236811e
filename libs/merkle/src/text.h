#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "assay/base/status.h"
#include "assay/merkle/tree.h"

// The small pieces that all formats here are written in.
namespace assay::merkle {

// Exactly as std::to_string writes it: no sign, no leading zero, within 64 bits.
Result<uint64_t> ParseDecimal(std::string_view text);
// Nothing unless `bytes` is 32 long.
std::optional<Hash> ToHash(std::string_view bytes);
// Standard base64 of exactly 32 bytes.
Result<Hash> ParseHashLine(std::string_view line);
std::string HashLine(const Hash& hash);  // with its newline

// Takes the text up to the next newline off `text`. InvalidArgument when there is none.
Result<std::string_view> TakeLine(std::string_view* text);

// Valid UTF-8 without control characters other than newline.
bool IsNoteText(std::string_view text);
// Not empty, no Unicode space, no "+", valid UTF-8.
bool IsKeyName(std::string_view name);

}  // namespace assay::merkle
