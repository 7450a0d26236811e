#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "assay/base/rejection.h"
#include "assay/calculators/v1/calculators.pb.h"

namespace assay::calculators {

// Sites that are sampled together. New sites are a set of their own initially and belong to another
// one later, so what is sampled may differ.
struct SiteSet {
  std::string name;         // empty for the only one
  int64_t sites = 0;        // of the set itself: the initial sample is taken from these
  int64_t later_sites = 0;  // with those that merge into it; 0 where it merges into another
  bool sampling = true;
  std::string merges_into;
  std::vector<std::string> ids;  // empty: not drawn
  std::vector<std::string> later_ids;
};

// The sets that a request speaks of; a Rejection where it contradicts itself. At least one.
std::variant<std::vector<SiteSet>, Rejection> SiteSetsOf(const v1::SiteSample& request);

}  // namespace assay::calculators
