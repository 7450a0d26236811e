#include "services/actions/domain/review.h"

#include <algorithm>

#include "assay/rules/review.h"
#include "assay/rules/standard.h"
#include "services/actions/domain/chronology.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;

// What follows from all of them must fit one entry.
constexpr int kDecisionsMax = 100;

bool Lists(const std::vector<rules::ReviewItem>& items, const std::string& code) {
  return std::any_of(items.begin(), items.end(),
                     [&code](const rules::ReviewItem& item) { return item.code == code; });
}

std::string CodesOf(const std::vector<rules::ReviewItem>& items) {
  std::string codes;
  for (const rules::ReviewItem& item : items) {
    codes += (codes.empty() ? "" : ", ") + item.code;
  }
  return codes.empty() ? "none, since the ruleset knows none of its standards" : codes;
}

bool IsOneTooMany(const v1::ManagementReview& review, const std::string& id) {
  const auto& taken = review.decisions();
  return taken.size() >= kDecisionsMax &&
         std::none_of(taken.begin(), taken.end(),
                      [&id](const v1::ReviewDecision& decision) { return decision.id() == id; });
}

// What must be said where an action or a to-do item follows.
std::optional<Rejection> CheckFollowUp(const v1::ManagementReview& review,
                                       const v1::ReviewDecision& decision) {
  if (decision.owner_id().empty()) {
    return Refuse("decision-without-owner", "Name who carries the decision out.",
                  "decision.ownerId");
  }
  if (decision.priority() == v1::PRIORITY_UNSPECIFIED) {
    return Refuse("decision-without-priority", "Give what follows a priority.",
                  "decision.priority");
  }
  if (decision.due_on().empty()) {
    return Refuse("decision-without-date", "Give what follows a date by which it is done.",
                  "decision.dueOn");
  }
  if (decision.due_on() < review.held_on()) {
    return Refuse("due-before-review",
                  "The review was held on " + review.held_on() +
                      ": what follows from it is due that day or later.",
                  "decision.dueOn");
  }
  if (decision.before_certification() && decision.outcome() != v1::BECOMES_TO_DO) {
    return Refuse("only-to-dos-before-certification",
                  "Only an item of the to-do list is marked as due before certification: let the "
                  "decision become one.",
                  "decision.beforeCertification");
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> StandardKeys(const v1::ManagementReview& review) {
  std::vector<std::string> keys;
  for (const std::string& standard : review.standards()) {
    keys.push_back(rules::StandardKey(standard));
  }
  return keys;
}

Outcome DecideRecordReviewInput(const v1::ManagementReview& review,
                                const v1::RecordReviewInput& command, const Context& context) {
  const v1::ReviewInput& input = command.input();
  std::vector<rules::ReviewItem> inputs =
      rules::RequiredInputs(*context.rules, StandardKeys(review));
  if (!Lists(inputs, input.code())) {
    return Refuse("unknown-input",
                  "The standards of this review ask for no input \"" + input.code() +
                      "\"; they ask for: " + CodesOf(inputs) + ".",
                  "input.code");
  }
  bool has_content = IsSaid(input.content());
  if (has_content == input.nothing_to_report()) {
    return Refuse(has_content ? "content-and-nothing" : "input-left-open",
                  has_content
                      ? "An input has content or nothing to report, not both: take one back."
                      : "Write what was treated, or say that there is nothing to report.",
                  "input.content");
  }
  v1::ReviewInputRecorded recorded;
  *recorded.mutable_input() = input;
  // Both said, so that the later record of an input replaces the earlier one.
  recorded.mutable_input()->set_content(has_content ? input.content() : "");
  recorded.mutable_input()->set_nothing_to_report(input.nothing_to_report());
  return Outcome().Then(command.id(), recorded);
}

Outcome DecideTakeReviewDecision(const v1::ManagementReview& review,
                                 const v1::TakeReviewDecision& command, const Context& context) {
  const v1::ReviewDecision& decision = command.decision();
  std::vector<rules::ReviewItem> outputs =
      rules::RequiredOutputs(*context.rules, StandardKeys(review));
  if (!Lists(outputs, decision.output_code())) {
    return Refuse("unknown-result",
                  "The standards of this review ask for no result \"" + decision.output_code() +
                      "\"; they ask for: " + CodesOf(outputs) + ".",
                  "decision.outputCode");
  }
  if (IsOneTooMany(review, decision.id())) {
    return Refuse("too-many-decisions",
                  "A review takes at most " + std::to_string(kDecisionsMax) +
                      " decisions: sign this one and take the rest in another.");
  }
  if (decision.outcome() != v1::STANDS_AS_MINUTED) {
    if (auto refusal = CheckFollowUp(review, decision)) {
      return *refusal;
    }
  }
  v1::ReviewDecisionTaken taken;
  *taken.mutable_decision() = decision;
  taken.mutable_decision()->set_before_certification(decision.before_certification());
  return Outcome().Then(command.id(), taken);
}

}  // namespace assay::actions
