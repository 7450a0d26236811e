#include "assay/calculators/calculate.h"
#include "assay/rules/recertification.h"
#include "narration.h"

namespace assay::calculators {
namespace {

using calendar::Date;
using State = v1::RestorationAnswer;

rules::Recertification RecertificationOf(const v1::Restoration& request, Date expiry,
                                         Date decided) {
  bool complete = !request.has_activities_complete() || request.activities_complete();
  return {.expiry = expiry,
          .decided = decided,
          .audit_completed = complete ? std::optional(decided) : std::nullopt,
          .majors_verified = !request.open_major()};
}

State::State StateOf(rules::RenewalOutcome outcome) {
  switch (outcome) {
    case rules::RenewalOutcome::kRenewed:
      return State::RENEWED;
    case rules::RenewalOutcome::kRestored:
      return State::RESTORED;
    case rules::RenewalOutcome::kNewStage2:
      return State::NEW_STAGE2_REQUIRED;
    case rules::RenewalOutcome::kNotYet:
      return State::NOT_YET;
  }
  return State::NOT_YET;
}

// The term that a renewal on time or a restoration leads to.
void TellRenewal(const rules::Renewal& renewal, Date expiry, Narration* narration,
                 v1::RestorationAnswer* answer) {
  answer->set_state(StateOf(renewal.outcome));
  if (!renewal.effective) {
    return;
  }
  answer->set_effective(renewal.effective->ToString());
  answer->set_expiry(renewal.expiry->ToString());
  bool restored = renewal.outcome == rules::RenewalOutcome::kRestored;
  narration->Step(restored ? "RC-5" : "RC-3",
                  restored ? "Decided after the expiry and in time to restore: effective on " +
                                 answer->effective() + "."
                           : "Decided by the expiry: effective on " + answer->effective() + ".");
  narration->Step("D7", "The cycle is kept: the new term begins the day after " +
                            expiry.ToString() + " and ends on " + answer->expiry() + ".");
  if (renewal.gap) {
    answer->add_gap(renewal.gap->first.ToString());
    answer->add_gap(renewal.gap->last.ToString());
    narration->Step(
        "RC-6", "No certificate is valid from " + answer->gap(0) + " to " + answer->gap(1) + ".");
  }
}

// Without a decision: how it stands on a day.
void TellStanding(const v1::Restoration& request, Date expiry, Date today, Narration* narration,
                  v1::RestorationAnswer* answer) {
  const rules::Ruleset& ruleset = narration->ruleset();
  if (!rules::IsExpired(expiry, today)) {
    answer->set_state(State::VALID);
    narration->Step("RC-4", "On " + today.ToString() + " the certificate is still valid.");
    return;
  }
  bool late = today > rules::RestoreUntil(ruleset, expiry);
  answer->set_state(late ? State::NEW_STAGE2_REQUIRED : State::EXPIRED);
  narration->Step("RC-4", "On " + today.ToString() +
                              " the certificate has expired; nothing extends its validity.");
  rules::Recertification undone = RecertificationOf(request, expiry, today);
  if (late || !undone.activities_complete()) {
    narration->Judge(rules::JudgeRecertification(ruleset, narration->basis(), undone));
  }
}

}  // namespace

Answered<v1::RestorationAnswer> Calculate(const rules::Ruleset& ruleset,
                                          const v1::Restoration& request) {
  Narration narration(ruleset, request.basis());
  Date expiry = RequiredDate(request.expiry());
  std::optional<Date> decision = DateOf(request.decision());
  std::optional<Date> today = DateOf(request.today());
  if (decision && today && *decision > *today) {
    return Invalid("decision", "The decision lies after today, " + today->ToString() + ".");
  }
  v1::RestorationAnswer answer;
  answer.set_restore_until(rules::RestoreUntil(ruleset, expiry).ToString());
  narration.Step("RC-5", "Expired on " + expiry.ToString() + ", it can be restored within " +
                             Counted(ruleset.Int("RC-5", "months"), "month") + ": until " +
                             answer.restore_until() + ", that day included.");
  if (decision) {
    rules::Recertification recertification = RecertificationOf(request, expiry, *decision);
    if (!request.has_activities_complete()) {
      narration.Step("RC-4",
                     "Nothing is said of outstanding activities: audit and verification "
                     "are taken as complete, unless a major is open.");
    }
    TellRenewal(rules::RenewalOf(ruleset, recertification), expiry, &narration, &answer);
    narration.Judge(rules::JudgeRecertification(ruleset, narration.basis(), recertification));
  } else if (today) {
    TellStanding(request, expiry, *today, &narration, &answer);
  }
  narration.Finish(&answer);
  return answer;
}

}  // namespace assay::calculators
