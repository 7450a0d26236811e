#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "narration.h"

namespace assay::calculators {

// The effective number of personnel of one standard (T-9): said, or summed up from groups, part
// time pro rata and identical activities by their root (IS-1 for 27001, T-10 elsewhere). `prefix`
// is the path of `time` in the request. At least 1.
std::variant<int64_t, Rejection> EffectivePersonnel(const v1::StandardTime& time,
                                                    const std::string& prefix,
                                                    Narration* narration);

}  // namespace assay::calculators
