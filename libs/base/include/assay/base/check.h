#pragma once

namespace assay::internal {
[[noreturn]] void CheckFailed(const char* condition, const char* file, int line) noexcept;
}  // namespace assay::internal

// An invariant of ours: when it does not hold the process stops with file and line, in release
// builds too. Never for input, never for the outside world.
#define ASSAY_CHECK(condition)                                        \
  do {                                                                \
    if (!(condition)) [[unlikely]] {                                  \
      ::assay::internal::CheckFailed(#condition, __FILE__, __LINE__); \
    }                                                                 \
  } while (false)
