#include "assay/calculators/calculate.h"
#include "assay/rules/impartiality.h"
#include "narration.h"

namespace assay::calculators {

Answered<v1::CoolingOffAnswer> Calculate(const rules::Ruleset& ruleset,
                                         const v1::CoolingOff& request) {
  Narration narration(ruleset, request.basis());
  std::optional<calendar::Date> end = DateOf(request.consultancy_end());
  if (!end && !request.ongoing()) {
    return Missing("consultancy_end", "Say when the consultancy ended, or that it is ongoing.");
  }
  if (end && request.ongoing()) {
    return Invalid("ongoing", "A consultancy that has ended is not ongoing.");
  }
  v1::CoolingOffAnswer answer;
  rules::Engagement engagement{.ended = end};
  std::string months = std::to_string(ruleset.Int("IMP-5", "cooling_off_months"));
  if (std::optional<calendar::Date> first = rules::FirstPermittedDate(ruleset, engagement)) {
    calendar::Date last = calendar::AddDays(*first, -1);
    narration.Step("D2", months + " months after " + end->ToString() + " is " + last.ToString() +
                             ", still within the cooling-off.");
    narration.Step("IMP-5",
                   "The first day on which the person may act for the body at this client "
                   "is the one after: " +
                       first->ToString() + ".");
    answer.set_first_allowed(first->ToString());
  } else {
    narration.Step("IMP-5", "The " + months +
                                " months begin when the consultancy ends; until then the person "
                                "may not act for the body at this client.");
  }
  if (std::optional<calendar::Date> day = DateOf(request.audit_date())) {
    narration.Judge(
        rules::JudgeBodyPerson(ruleset, narration.basis(), std::span(&engagement, 1), *day));
  }
  narration.Finish(&answer);
  return answer;
}

}  // namespace assay::calculators
