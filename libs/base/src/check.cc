#include "assay/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace assay::internal {

void CheckFailed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "assay: check failed: %s at %s:%d\n", condition, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace assay::internal
