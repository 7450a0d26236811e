#pragma once

#include <string_view>

namespace assay::calendar {

// Whether `bytes` are well-formed UTF-8 (RFC 3629): no overlong forms, surrogates or values above
// U+10FFFF.
bool IsUtf8(std::string_view bytes);

}  // namespace assay::calendar
