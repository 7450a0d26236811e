#pragma once

#include <string>
#include <string_view>

namespace assay::rules {

// The key under which rulesets know a standard: its number without publisher and edition. "ISO/IEC
// 20000-1:2018" gives "20000-1", "ISO 9001" gives "9001", and a key gives itself. Any text gives
// some key; an unknown one matches nothing.
std::string StandardKey(std::string_view name);

}  // namespace assay::rules
