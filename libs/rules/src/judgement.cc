#include "assay/rules/judgement.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace assay::rules {

void Judgement::Add(const Ruleset& ruleset, Basis basis, std::string_view rule,
                    std::string message) {
  const Rule* found = ruleset.Find(rule);
  if (found == nullptr || !found->AppliesTo(basis)) {
    return;
  }
  bool softened = basis == Basis::kFact && found->severity == Severity::kBlock;
  breaches_.push_back({.rule = found->id,
                       .clause = found->clause,
                       .severity = softened ? Severity::kWarn : found->severity,
                       .message = std::move(message),
                       .ruleset = ruleset.name(),
                       .softened = softened});
}

void Judgement::Merge(const Judgement& other) {
  std::vector<Breach> added = other.breaches_;  // a copy first: `other` may be this one
  breaches_.insert(breaches_.end(), std::make_move_iterator(added.begin()),
                   std::make_move_iterator(added.end()));
}

const Breach* Judgement::FirstBlocking() const {
  auto found = std::find_if(breaches_.begin(), breaches_.end(), [](const Breach& breach) {
    return breach.severity == Severity::kBlock;
  });
  return found != breaches_.end() ? &*found : nullptr;
}

std::vector<Breach> Judgement::Warnings() const {
  std::vector<Breach> warnings;
  std::copy_if(breaches_.begin(), breaches_.end(), std::back_inserter(warnings),
               [](const Breach& breach) { return breach.severity != Severity::kBlock; });
  return warnings;
}

bool Judgement::Names(std::string_view rule) const {
  return std::any_of(breaches_.begin(), breaches_.end(),
                     [rule](const Breach& breach) { return breach.rule == rule; });
}

Rejection ToRejection(const Breach& breach, std::string field) {
  return {.code = "rule-broken",
          .message = breach.message,
          .field = std::move(field),
          .rule = breach.rule,
          .clause = breach.clause,
          .ruleset = breach.ruleset};
}

std::optional<Rejection> Refusal(const Judgement& judgement, std::string field) {
  const Breach* breach = judgement.FirstBlocking();
  if (breach == nullptr) {
    return std::nullopt;
  }
  return ToRejection(*breach, std::move(field));
}

}  // namespace assay::rules
