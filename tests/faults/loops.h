#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace assay::testing {

// ASSAY_FAULTS=long: every place and every way to fail; otherwise a sample of them.
inline bool LongLoops() {
  const char* asked = std::getenv("ASSAY_FAULTS");
  return asked != nullptr && std::string(asked) == "long";
}

// ASSAY_FAULTS_SEED, or one that is always the same.
inline uint64_t Seed() {
  const char* asked = std::getenv("ASSAY_FAULTS_SEED");
  return asked != nullptr ? std::strtoull(asked, nullptr, 10) : 20'261'121;
}

// ASSAY_FAULTS_FROM: the first change to fail, to see again what failed.
inline uint64_t FirstChange() {
  const char* asked = std::getenv("ASSAY_FAULTS_FROM");
  return asked != nullptr ? std::strtoull(asked, nullptr, 10) : 0;
}

}  // namespace assay::testing
