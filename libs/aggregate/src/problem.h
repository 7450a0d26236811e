#pragma once

#include <string>

namespace assay::aggregate {

// A name of the language as people say it: "wrong-state" and "WRONG_STATE" give "wrong state".
std::string Spoken(std::string name);

}  // namespace assay::aggregate
