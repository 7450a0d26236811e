#include "assay/rules/site_draw.h"

#include <algorithm>
#include <set>
#include <utility>

#include "assay/base/hash.h"

namespace assay::rules {

std::vector<std::string> DrawSites(std::string_view seed, const std::vector<std::string>& sites,
                                   size_t count) {
  std::set<std::pair<std::string, std::string>> lots;
  for (const std::string& site : sites) {
    std::string lot(seed);
    lot.push_back('\0');
    lots.emplace(Sha256(lot + site), site);
  }
  std::vector<std::string> drawn;
  for (const auto& [lot, site] : lots) {
    if (drawn.size() == count) {
      break;
    }
    drawn.push_back(site);
  }
  return drawn;
}

}  // namespace assay::rules
