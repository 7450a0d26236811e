#include "assay/calculators/calculate.h"
#include "assay/rules/nonconformity.h"
#include "narration.h"

namespace assay::calculators {

Answered<v1::MajorDeadlineAnswer> Calculate(const rules::Ruleset& ruleset,
                                            const v1::MajorDeadline& request) {
  Narration narration(ruleset, request.basis());
  calendar::Date end = RequiredDate(request.stage2_end());
  std::optional<calendar::Date> verified = DateOf(request.verified());
  if (verified && *verified < end) {
    return Invalid("verified", "A major of stage 2 is not verified before stage 2 ended on " +
                                   end.ToString() + ".");
  }
  rules::ResponseDates dates =
      rules::ResponseDatesOf(ruleset, rules::Grade::kMajor, rules::AuditKind::kStage2, end);
  v1::MajorDeadlineAnswer answer;
  answer.set_verify_by(dates.verify_by->ToString());
  answer.set_plan_by(dates.plan_by->ToString());
  answer.set_implement_by(dates.implement_by->ToString());
  narration.Step("NC-4", "A major of stage 2 is verified within " +
                             Counted(ruleset.Int("NC-4", "months"), "month") +
                             " after its last day, " + end.ToString() + ": by " +
                             answer.verify_by() + ", that day included.");
  narration.Step("NC-2", "The body expects cause, correction and corrective action within " +
                             Counted(ruleset.Int("NC-2", "plan_days_major"), "day") + ": by " +
                             answer.plan_by() + ".");
  narration.Step("NC-6", "The actions are done within " +
                             Counted(ruleset.Int("NC-6", "implement_days_major"), "day") +
                             ", and not after the verification is due: by " +
                             answer.implement_by() + ".");
  if (verified) {
    rules::Judgement judgement =
        rules::JudgeStage2Verification(ruleset, narration.basis(), end, *verified);
    answer.set_outcome(*verified > *dates.verify_by ? v1::MajorDeadlineAnswer::NEW_STAGE2_REQUIRED
                                                    : v1::MajorDeadlineAnswer::IN_TIME);
    narration.Judge(judgement);
  }
  narration.Finish(&answer);
  return answer;
}

}  // namespace assay::calculators
