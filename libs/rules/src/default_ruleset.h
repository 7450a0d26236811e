#pragma once

#include <string_view>

namespace assay::rules {

// data/assay-2026.1.toml, word for word; generated at build time.
std::string_view DefaultRulesetText();

}  // namespace assay::rules
