#pragma once

#include <string_view>
#include <vector>

namespace assay::standards {

// The files of data/ as they are: the outlines, and the topics.
std::vector<std::string_view> BuiltInOutlineTexts();
std::string_view BuiltInTopicsText();

}  // namespace assay::standards
