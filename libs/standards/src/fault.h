#pragma once

#include <string>

#include "assay/base/status.h"

namespace assay::standards {

// InvalidArgument that says where in the standards' files something is wrong.
inline Status Bad(const std::string& where, const std::string& what) {
  return InvalidArgument("standards: " + where + ": " + what);
}

}  // namespace assay::standards
