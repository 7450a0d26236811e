#include "services/audits/domain/milestone.h"

#include <algorithm>

#include "assay/schema/fold.h"
#include "services/audits/domain/programme_readiness.h"

namespace assay::audits {
namespace {

// The day the pre-certification audit ended, or the forum skipped it.
const std::string& PreCertificationOn(const v1::Journey& journey) {
  return journey.pre_audit_ids().empty() ? journey.precertification_skipped_on()
                                         : journey.pre_audit_on();
}

std::string BasisOf(const v1::Journey& journey) {
  return journey.pre_audit_ids().empty()
             ? "ready, and the forum skipped the pre-certification audit"
             : "ready, and the pre-certification audit ended";
}

// Whether only readiness is lacking: the pre-certification audit is over, and nothing is decided.
bool IsNear(const v1::Journey& journey) {
  bool decided =
      journey.state() == v1::Journey::CERTIFIED || journey.state() == v1::Journey::REFUSED;
  return !decided && !PreCertificationOn(journey).empty() &&
         FindMilestone(journey, kReadyForCertification) == nullptr;
}

// REQUIRES: IsNear(journey).
void ReachWith(const v1::Journey& journey, const ProgrammeRecords& records,
               const std::string& occurred_on, const Context& context, Outcome* outcome) {
  rules::Readiness readiness = rules::ComputeReadiness(
      *context.rules, ReadinessFactsOf(journey, records, context.today, *context.rules));
  if (!readiness.milestone_m3) {
    return;
  }
  Date completed = DayIn(occurred_on, context.today);
  v1::MilestoneReached reached;
  reached.mutable_milestone()->set_code(kReadyForCertification);
  reached.mutable_milestone()->set_reached_on(
      std::max(completed, DayIn(PreCertificationOn(journey), completed)).ToString());
  reached.mutable_milestone()->set_basis(BasisOf(journey));
  outcome->Then(journey.id(), reached);
}

}  // namespace

const v1::Milestone* FindMilestone(const v1::Journey& journey, const std::string& code) {
  auto found =
      std::find_if(journey.milestones().begin(), journey.milestones().end(),
                   [&code](const v1::Milestone& milestone) { return milestone.code() == code; });
  return found == journey.milestones().end() ? nullptr : &*found;
}

void ReachMilestone(const v1::Journey& journey, const std::string& occurred_on,
                    const Context& context, Outcome* outcome) {
  if (IsNear(journey)) {
    ReachWith(journey, RecordsIn(context), occurred_on, context, outcome);
  }
}

Outcome DecideSkipPreCertificationAudit(const v1::Journey& journey,
                                        const v1::SkipPreCertificationAudit& command,
                                        const Context& context) {
  v1::PreCertificationAuditSkipped skipped;
  schema::CopyFields(command, &skipped);
  v1::Journey after = journey;
  schema::Fold(skipped, &after);
  Outcome outcome;
  outcome.Then(journey.id(), skipped);
  ReachMilestone(after, command.occurred_on(), context, &outcome);
  return outcome;
}

Outcome DecideCheckMilestones(const v1::Journey& /*journey*/, const v1::CheckMilestones& command,
                              const Context& context) {
  Outcome outcome;
  for (const v1::Journey* journey : context.All<v1::Journey>()) {
    ReachMilestone(*journey, command.occurred_on(), context, &outcome);
  }
  return outcome;
}

}  // namespace assay::audits
