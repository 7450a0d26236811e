#include "site_sets.h"

#include <algorithm>
#include <optional>
#include <set>

#include "narration.h"

namespace assay::calculators {
namespace {

using Sets = std::vector<SiteSet>;
using IdTexts = google::protobuf::RepeatedPtrField<std::string>;

// The number of sites: said, or counted from the ids; at `prefix` of the request.
std::variant<int64_t, Rejection> CountOf(bool said, int64_t sites, const IdTexts& ids,
                                         const std::string& prefix) {
  std::set<std::string> different(ids.begin(), ids.end());
  if (static_cast<int>(different.size()) != ids.size()) {
    return Invalid(prefix + "site_ids", "A site stands twice in this list.");
  }
  if (!said && ids.empty()) {
    return Missing(prefix + "sites", "Say how many sites there are, without the central function.");
  }
  if (said && !ids.empty() && sites != ids.size()) {
    return Invalid(prefix + "site_ids", std::to_string(ids.size()) + " sites are listed, but " +
                                            std::to_string(sites) + " are said to be there.");
  }
  return said ? sites : ids.size();
}

std::variant<Sets, Rejection> OneSet(const v1::SiteSample& request) {
  auto count = CountOf(request.has_sites(), request.sites(), request.site_ids(), "");
  if (auto* fault = std::get_if<Rejection>(&count)) {
    return *fault;
  }
  std::vector<std::string> ids(request.site_ids().begin(), request.site_ids().end());
  int64_t sites = std::get<int64_t>(count);
  return Sets{{.sites = sites,
               .later_sites = sites,
               .sampling = !request.has_sampling() || request.sampling(),
               .ids = ids,
               .later_ids = ids}};
}

Sets Levels(const v1::SiteSample& request) {
  Sets sets;
  for (int sites : request.levels()) {
    sets.push_back({.name = "level " + std::to_string(sets.size() + 1),
                    .sites = sites,
                    .later_sites = sites,
                    .sampling = !request.has_sampling() || request.sampling()});
  }
  return sets;
}

SiteSet* Find(Sets* sets, const std::string& name) {
  auto at = std::find_if(sets->begin(), sets->end(),
                         [&name](const SiteSet& set) { return set.name == name; });
  return at == sets->end() ? nullptr : &*at;
}

// Lets new sites count with the set they merge into.
std::optional<Rejection> Merge(Sets* sets) {
  for (size_t i = 0; i < sets->size(); ++i) {
    SiteSet& joining = (*sets)[i];
    if (joining.merges_into.empty()) {
      continue;
    }
    std::string field = "groups[" + std::to_string(i) + "].merges_into";
    SiteSet* home = Find(sets, joining.merges_into);
    if (home == nullptr || home == &joining || !home->merges_into.empty()) {
      return Invalid(field, "New sites merge into another group of the request, which stays.");
    }
    if (home->sampling != joining.sampling) {
      return Invalid(field, "Sampled sites and sites that are all visited do not merge.");
    }
    home->later_sites += joining.sites;
    home->later_ids.insert(home->later_ids.end(), joining.ids.begin(), joining.ids.end());
    joining.later_sites = 0;
    joining.later_ids.clear();
  }
  return std::nullopt;
}

std::variant<Sets, Rejection> Groups(const v1::SiteSample& request) {
  Sets sets;
  std::set<std::string> ids;
  for (const v1::SiteGroup& group : request.groups()) {
    std::string prefix = "groups[" + std::to_string(sets.size()) + "].";
    auto count = CountOf(group.has_sites(), group.sites(), group.site_ids(), prefix);
    if (auto* fault = std::get_if<Rejection>(&count)) {
      return *fault;
    }
    if (Find(&sets, group.name()) != nullptr) {
      return Invalid(prefix + "name", "Another group has this name.");
    }
    for (const std::string& id : group.site_ids()) {
      if (!ids.insert(id).second) {
        return Invalid(prefix + "site_ids", "A site stands in two groups.");
      }
    }
    std::vector<std::string> own(group.site_ids().begin(), group.site_ids().end());
    int64_t sites = std::get<int64_t>(count);
    sets.push_back({.name = group.name(),
                    .sites = sites,
                    .later_sites = sites,
                    .sampling = !group.has_sampling() || group.sampling(),
                    .merges_into = group.merges_into(),
                    .ids = own,
                    .later_ids = own});
  }
  if (auto fault = Merge(&sets)) {
    return *fault;
  }
  return sets;
}

}  // namespace

std::variant<std::vector<SiteSet>, Rejection> SiteSetsOf(const v1::SiteSample& request) {
  bool one = request.has_sites() || !request.site_ids().empty();
  bool levels = !request.levels().empty();
  bool groups = !request.groups().empty();
  if (one + levels + groups > 1) {
    return Invalid(levels ? "levels" : "groups",
                   "Say sites, levels or groups; one of them, not several.");
  }
  if (groups && request.has_sampling()) {
    return Invalid("sampling", "Each group says for itself whether it is sampled.");
  }
  return groups ? Groups(request) : levels ? Levels(request) : OneSet(request);
}

}  // namespace assay::calculators
