#include "assay/rules/suspension.h"

#include "assay/calculators/calculate.h"
#include "narration.h"

namespace assay::calculators {

Answered<v1::SuspensionAnswer> Calculate(const rules::Ruleset& ruleset,
                                         const v1::Suspension& request) {
  Narration narration(ruleset, request.basis());
  calendar::Date start = RequiredDate(request.suspended());
  std::optional<calendar::Date> today = DateOf(request.today());
  if (today && *today < start) {
    return Invalid("today", "The suspension begins on " + start.ToString() + ", after this day.");
  }
  calendar::Date review = rules::SuspensionReviewBy(ruleset, start);
  v1::SuspensionAnswer answer;
  answer.set_review_by(review.ToString());
  narration.Step("SP-2", "Suspended on " + start.ToString() + ": within " +
                             Counted(ruleset.Int("SP-2", "review_months"), "month") + ", by " +
                             review.ToString() +
                             ", it is decided whether to restore, reduce or withdraw.");
  if (today) {
    narration.Judge(rules::JudgeOpenSuspension(ruleset, narration.basis(), start, *today));
  }
  narration.Finish(&answer);
  return answer;
}

}  // namespace assay::calculators
