#include "assay/rules/standard.h"

namespace assay::rules {

std::string StandardKey(std::string_view name) {
  name = name.substr(0, name.find(':'));
  while (!name.empty() && name.back() == ' ') {
    name.remove_suffix(1);
  }
  size_t space = name.rfind(' ');
  return std::string(space == std::string_view::npos ? name : name.substr(space + 1));
}

}  // namespace assay::rules
