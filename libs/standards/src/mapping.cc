#include "assay/standards/mapping.h"

#include <set>

#include "assay/base/check.h"

namespace assay::standards {

Mapping::Mapping(std::vector<Topic> topics) : topics_(std::move(topics)) {
  for (size_t i = 0; i < topics_.size(); ++i) {
    for (const Reference& clause : topics_[i].clauses) {
      if (topics_[i].relation == Relation::kRelated) {
        related_[clause].push_back(i);
      } else {
        ASSAY_CHECK(same_.emplace(clause, i).second);
      }
    }
  }
}

const Topic* Mapping::TopicOf(const Reference& clause) const {
  auto at = same_.find(clause);
  return at == same_.end() ? nullptr : &topics_[at->second];
}

std::vector<Reference> Mapping::Equivalent(const Reference& clause) const {
  std::set<Reference> found;
  if (const Topic* topic = TopicOf(clause)) {
    for (const Reference& other : topic->clauses) {
      if (other.standard != clause.standard) {
        found.insert(other);
      }
    }
  }
  return {found.begin(), found.end()};
}

std::vector<Reference> Mapping::Related(const Reference& clause) const {
  std::set<Reference> found;
  if (auto at = related_.find(clause); at != related_.end()) {
    for (size_t topic : at->second) {
      found.insert(topics_[topic].clauses.begin(), topics_[topic].clauses.end());
    }
  }
  found.erase(clause);
  return {found.begin(), found.end()};
}

}  // namespace assay::standards
