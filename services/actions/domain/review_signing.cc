#include <algorithm>

#include "assay/aggregate/acting_person.h"
#include "assay/rules/review.h"
#include "services/actions/domain/chronology.h"
#include "services/actions/domain/review.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;

template <typename Test>
bool AnyAttendee(const v1::ManagementReview& review, Test test) {
  return std::any_of(review.attendees().begin(), review.attendees().end(), test);
}

rules::Judgement JudgeCompleteness(const v1::ManagementReview& review, const Context& context) {
  std::vector<rules::ReviewInput> inputs;
  for (const v1::ReviewInput& input : review.inputs()) {
    inputs.push_back({.code = input.code(),
                      .has_content = !input.content().empty(),
                      .nothing_to_report = input.nothing_to_report()});
  }
  std::vector<std::string> outputs;
  for (const v1::ReviewDecision& decision : review.decisions()) {
    outputs.push_back(decision.output_code());
  }
  std::vector<std::string> standards = StandardKeys(review);
  return rules::JudgeReview(
      *context.rules, rules::Basis::kAct,
      {.standards = standards,
       .inputs = inputs,
       .outputs = outputs,
       .top_management_present =
           AnyAttendee(review, [](const v1::Attendee& one) { return one.top_management(); })});
}

std::optional<Rejection> CheckRoles(const v1::ManagementReview& review, const std::string& signer) {
  if (!AnyAttendee(review, [](const v1::Attendee& one) {
        return one.role() == v1::REVIEW_CHAIR && one.top_management();
      })) {
    return Refuse("chair-not-top-management",
                  "Somebody of top management chairs a management review: correct the attendance, "
                  "or hold the review again.");
  }
  if (!AnyAttendee(review,
                   [](const v1::Attendee& one) { return one.role() == v1::REVIEW_SECRETARY; })) {
    return Refuse("no-secretary",
                  "A management review has a secretary who moderates and minutes it: correct the "
                  "attendance.");
  }
  if (!AnyAttendee(review, [&signer](const v1::Attendee& one) {
        return one.person_id() == signer && one.top_management();
      })) {
    return Refuse("signer-not-there",
                  "The minutes are signed by a member of top management who took part.",
                  "signedBy");
  }
  return std::nullopt;
}

// An objective that was missed is put right; everything else makes the system better.
v1::ActionOpened ActionFrom(const v1::ReviewDecision& decision, const v1::ManagementReview& review,
                            const v1::SignReview& command) {
  bool corrective = decision.output_code() == "missed-objectives";
  v1::ActionOpened opened;
  opened.set_kind(corrective ? v1::CORRECTIVE_ACTION : v1::IMPROVEMENT);
  opened.set_source(v1::REVIEW_RESULT);
  opened.set_grade(v1::UNGRADED);
  opened.set_title(decision.text());
  opened.set_review_id(review.id());
  opened.set_journey_id(review.journey_id());
  opened.set_owner_id(decision.owner_id());
  opened.set_priority(decision.priority());
  opened.set_due_on(decision.due_on());
  opened.set_occurred_on(command.occurred_on());
  return opened;
}

v1::ToDoAdded ToDoFrom(const v1::ReviewDecision& decision, const v1::ManagementReview& review) {
  v1::ToDoAdded added;
  added.set_title(decision.text());
  added.set_review_id(review.id());
  added.set_owner_id(decision.owner_id());
  added.set_priority(decision.priority());
  added.set_due_on(decision.due_on());
  added.set_before_certification(decision.before_certification());
  return added;
}

v1::ReviewSigned SignedFrom(const v1::ManagementReview& review, const v1::SignReview& command) {
  v1::ReviewSigned event;
  event.set_signed_by(command.signed_by());
  event.set_minutes(command.minutes());
  event.set_occurred_on(command.occurred_on());
  *event.mutable_attendees() = review.attendees();
  event.set_held_on(review.held_on());
  event.set_journey_id(review.journey_id());
  return event;
}

}  // namespace

Outcome DecideSignReview(const v1::ManagementReview& review, const v1::SignReview& command,
                         const Context& context) {
  rules::Judgement judgement = JudgeCompleteness(review, context);
  if (auto refusal = rules::Refusal(judgement, "")) {
    return *refusal;
  }
  if (auto refusal = CheckRoles(review, command.signed_by())) {
    return *refusal;
  }
  if (auto refusal =
          aggregate::RefuseForAnother(command.signed_by(), "signs", "signedBy", context)) {
    return *refusal;
  }
  if (auto refusal = RefuseBefore(command.occurred_on(), review.held_on(), "the review was held")) {
    return *refusal;
  }
  Outcome outcome = Outcome().Then(command.id(), SignedFrom(review, command));
  uint32_t numbers = 0;
  for (const v1::ReviewDecision& decision : review.decisions()) {
    if (decision.outcome() == v1::BECOMES_ACTION) {
      v1::ActionOpened opened = ActionFrom(decision, review, command);
      opened.set_number(context.Number(numbers++));
      outcome.Begin(decision.id(), opened);
    } else if (decision.outcome() == v1::BECOMES_TO_DO) {
      outcome.Begin(decision.id(), ToDoFrom(decision, review));
    }
  }
  outcome.Warn(judgement);
  return outcome;
}

}  // namespace assay::actions
