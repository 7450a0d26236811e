#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/rejection.h"
#include "assay/rules/ruleset.h"

namespace assay::rules {

// One rule that is not kept. Holds no personal data.
struct Breach {
  std::string rule;
  std::string clause;
  Severity severity = Severity::kBlock;  // already softened to kWarn where a fact is judged
  std::string message;                   // one sentence: what is wrong and what would be right
  std::string ruleset;
  bool softened = false;  // a blocking rule, broken by a fact

  bool operator==(const Breach&) const = default;
};

// What the rules say about one plan, act or fact. Every function of this library that judges
// returns one; no breaches means: in order. A value.
class Judgement {
 public:
  // Notes that `rule` is broken. Does nothing when the rule is not in the ruleset or does not apply
  // to the basis; a blocking rule becomes a warning for Basis::kFact.
  void Add(const Ruleset& ruleset, Basis basis, std::string_view rule, std::string message);
  // Takes over all breaches of another judgement, behind the own ones.
  void Merge(const Judgement& other);

  const std::vector<Breach>& breaches() const { return breaches_; }
  bool clean() const { return breaches_.empty(); }
  bool blocked() const { return FirstBlocking() != nullptr; }
  // Null when nothing blocks. The pointer is good until the judgement changes.
  const Breach* FirstBlocking() const;
  // The breaches that do not block: recorded with the command.
  std::vector<Breach> Warnings() const;
  // Whether `rule` is among the breaches.
  bool Names(std::string_view rule) const;

 private:
  std::vector<Breach> breaches_;
};

// The domain's no for a broken rule: code "rule-broken", with rule, clause and ruleset; `field` is
// the command field it is about.
Rejection ToRejection(const Breach& breach, std::string field);

// The rejection for the first blocking breach; none when nothing blocks. What a `decide` begins
// with.
std::optional<Rejection> Refusal(const Judgement& judgement, std::string field);

}  // namespace assay::rules
