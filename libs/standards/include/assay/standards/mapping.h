#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "assay/standards/outline.h"

namespace assay::standards {

// What clauses of one topic are to each other.
enum class Relation : uint8_t {
  kSame,     // one answer serves them all
  kRelated,  // worth looking at together; answered each for itself
};

// Clauses of several standards about one thing.
struct Topic {
  std::string id;     // "internal-audit"
  std::string title;  // for people
  Relation relation = Relation::kSame;
  std::vector<Reference> clauses;  // auditable ones: a heading stands here as those below it
  std::vector<Question> questions;
};

// Which clauses belong together. Immutable; any thread.
class Mapping {
 public:
  Mapping() = default;
  // REQUIRES: an auditable clause is in one topic of kind kSame at most.
  explicit Mapping(std::vector<Topic> topics);

  const std::vector<Topic>& topics() const { return topics_; }
  // The topic of kind kSame that the clause is in; null when in none.
  const Topic* TopicOf(const Reference& clause) const;
  // The auditable clauses of other standards that are answered together with this auditable one,
  // in order. Symmetric: a is among those of b exactly when b is among those of a. Editions of one
  // standard are not equivalent to each other.
  std::vector<Reference> Equivalent(const Reference& clause) const;
  // The clauses of topics of kind kRelated that it is in, without itself, in order. Symmetric.
  std::vector<Reference> Related(const Reference& clause) const;

 private:
  std::vector<Topic> topics_;
  std::map<Reference, size_t> same_;
  std::map<Reference, std::vector<size_t>> related_;
};

}  // namespace assay::standards
