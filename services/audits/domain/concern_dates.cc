#include "services/audits/domain/concern_dates.h"

#include <algorithm>

namespace assay::audits {

Date ConcernDueOn(Date raised, Date stage2) {
  return std::max(raised, calendar::AddDays(stage2, -1));
}

void RedateConcerns(const std::string& stage2, const std::string& reason, const Context& context,
                    Outcome* outcome) {
  Date begins = DayIn(stage2, context.today);
  for (const v1::Finding* finding : context.All<v1::Finding>()) {
    if (finding->grade() != v1::AREA_OF_CONCERN || finding->state() != v1::Finding::RAISED) {
      continue;
    }
    std::string due_on = ConcernDueOn(DayIn(finding->raised_on(), begins), begins).ToString();
    if (due_on != finding->due_on()) {
      v1::FindingRedated redated;
      redated.set_due_on(due_on);
      redated.set_reason(reason);
      outcome->Then(finding->id(), redated);
    }
  }
}

void FollowStage2(const v1::Journey& journey, const std::string& stage2, const std::string& reason,
                  const Context& context, Outcome* outcome) {
  if (journey.stage2_on() == stage2) {
    return;
  }
  v1::JourneyStage2Dated dated;
  dated.set_stage2_on(stage2);
  dated.set_reason(reason);
  outcome->Then(journey.id(), dated);
  RedateConcerns(stage2, reason, context, outcome);
}

}  // namespace assay::audits
