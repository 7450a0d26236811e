#include "services/audits/domain/audit_report.h"

#include "assay/rules/checklist.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/audit_completion.h"
#include "services/audits/domain/audit_timing.h"
#include "services/audits/domain/body_tie.h"
#include "services/audits/domain/maintenance.h"
#include "services/audits/domain/milestone.h"
#include "services/audits/domain/opportunity.h"
#include "services/audits/domain/people.h"
#include "services/audits/domain/report_content.h"
#include "services/audits/domain/site_coverage.h"

namespace assay::audits {
namespace {

uint32_t CountGrade(v1::Grade grade, const Context& context) {
  uint32_t count = 0;
  for (const v1::Finding* finding : context.All<v1::Finding>()) {
    count += finding->grade() == grade && finding->state() != v1::Finding::WITHDRAWN ? 1U : 0U;
  }
  return count;
}

Objection ObjectToDays(const v1::Audit& audit, const v1::IssueReport& command) {
  return First({When(command.last_day() < command.first_day(), "dates-reversed",
                     "An audit ends on its first day or later.", "lastDay"),
                ObjectToOrder(command.first_day(), audit.opened_on(), "the opening", "firstDay"),
                ObjectToOrder(command.occurred_on(), command.last_day(), "the last day")});
}

// RC-2: what was not looked at cannot be concluded upon.
rules::Judgement JudgeCoverage(const v1::Audit& audit, const Context& context) {
  rules::Judgement judgement;
  std::vector<std::string> missing = audit.type() == v1::RECERTIFICATION
                                         ? ClausesWithoutResult(audit)
                                         : std::vector<std::string>();
  if (!missing.empty()) {
    judgement.Add(*context.rules, Basis::kAct, "RC-2",
                  "no conclusion until every clause has a result; missing: " + Join(missing));
  }
  return judgement;
}

// ST-1 for stage 1, SU-4 for surveillance: what the audit is there to look at.
rules::Judgement JudgeExamined(const v1::Audit& audit, const v1::IssueReport& command,
                               const Context& context) {
  std::vector<std::string> examined = ToVector(command.examined());
  Basis basis = BasisOfBody(context);
  switch (audit.type()) {
    case v1::INITIAL_STAGE_1:
      return rules::JudgeChecklist(*context.rules, basis, rules::kStage1Objectives, examined);
    case v1::SURVEILLANCE:
      return rules::JudgeChecklist(*context.rules, basis, rules::kSurveillanceCoverage, examined);
    default:
      return {};
  }
}

v1::AuditPeriod PeriodOf(const v1::Audit& audit, const v1::IssueReport& command) {
  v1::AuditPeriod period;
  period.set_audit_id(audit.id());
  period.set_first_day(command.first_day());
  period.set_last_day(command.last_day());
  *period.mutable_standards() = audit.standards();
  return period;
}

// Its end is what milestone M3 waited for, once all else is there.
void EndPreAudit(const v1::Audit& audit, const v1::IssueReport& command, const Context& context,
                 Outcome* outcome) {
  v1::JourneyPreAuditHeld held;
  held.set_audit_id(audit.id());
  held.set_occurred_on(command.last_day());
  v1::Journey after = *context.Find<v1::Journey>(audit.journey_id());
  schema::Fold(held, &after);
  outcome->Then(audit.journey_id(), held);
  ReachMilestone(after, command.last_day(), context, outcome);
}

// What the journey learns; internal and special audits, and stage 1 before its verdict, tell it
// nothing.
void TellJourney(const v1::Audit& audit, const v1::IssueReport& command, const Context& context,
                 Outcome* outcome) {
  switch (audit.type()) {
    case v1::PRE_AUDIT:
      return EndPreAudit(audit, command, context, outcome);
    case v1::CERTIFICATION_STAGE_2: {
      v1::JourneyStage2Reported reported;
      schema::CopyFields(PeriodOf(audit, command), &reported);
      outcome->Then(audit.journey_id(), reported);
      return;
    }
    case v1::SURVEILLANCE: {
      v1::JourneySurveillanceReported reported;
      *reported.mutable_period() = PeriodOf(audit, command);
      outcome->Then(audit.journey_id(), reported);
      return;
    }
    case v1::RECERTIFICATION: {
      v1::RecertificationReported reported;
      schema::CopyFields(PeriodOf(audit, command), &reported);
      *reported.mutable_audited_standards() = audit.standards();
      outcome->Then(audit.journey_id(), reported);
      return;
    }
    default:
      return;
  }
}

Objection ObjectToVerdict(const v1::Audit& audit, const v1::GiveVerdict& command) {
  return First(
      {When(audit.type() != v1::INITIAL_STAGE_1, "not-stage-1",
            "Only the initial audit (stage 1) ends with a verdict on stage 2."),
       When(audit.verdict() != v1::VERDICT_UNSPECIFIED, "verdict-given",
            "This audit has its verdict; a later one takes another stage 1."),
       When(command.verdict() == v1::GO_WITH_CONDITIONS && command.conditions().empty(),
            "conditions-missing", "Say on which conditions stage 2 may take place.", "conditions"),
       ObjectToOrder(command.occurred_on(), audit.last_day(), "the last day")});
}

}  // namespace

Outcome DecideIssueReport(const v1::Audit& audit, const v1::IssueReport& command,
                          const Context& context) {
  v1::ReportFrozen report = FirstReport(audit, command, context);
  rules::Judgement content = JudgeReport(audit, report.content(), context);
  rules::Judgement examined = JudgeExamined(audit, command, context);
  Objection objection = First(
      {ObjectToDays(audit, command),
       When(LeadsToDecision(audit.type()) &&
                command.recommendation() == v1::RECOMMENDATION_UNSPECIFIED,
            "recommendation-missing",
            "The report that a decision rests on ends with a recommendation.", "recommendation"),
       rules::Refusal(JudgeCoverage(audit, context), "conclusion"),
       rules::Refusal(examined, "examined"), rules::Refusal(JudgeReadyToReport(audit, context), ""),
       rules::Refusal(content, "details")});
  if (objection) {
    return *objection;
  }
  Date first = DayIn(command.first_day(), context.today);
  Date last = DayIn(command.last_day(), first);
  v1::AuditReportIssued issued;
  schema::CopyFields(command, &issued);
  issued.set_majors(CountGrade(v1::MAJOR, context));
  issued.set_minors(CountGrade(v1::MINOR, context));
  Outcome outcome;
  outcome.Then(audit.id(), issued);
  outcome.Begin(audit.id(), report);
  TellJourney(audit, command, context, &outcome);
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  Timing timing = JudgeTiming(*journey, audit, {first, last}, Basis::kFact, context);
  outcome.Warn(timing.judgement);
  outcome.WarnAbout<v1::Journey>(journey->id(), timing.of_journey);
  outcome.Warn(content);
  outcome.Warn(examined);
  if (IsBodyAudit(audit.type())) {
    outcome.Warn(
        JudgeTies(audit.body_id(), audit.standards(), {first, last}, Basis::kFact, context));
  }
  return outcome;
}

Outcome DecideGiveVerdict(const v1::Audit& audit, const v1::GiveVerdict& command,
                          const Context& /*context*/) {
  if (Objection objection = ObjectToVerdict(audit, command)) {
    return *objection;
  }
  v1::VerdictGiven given;
  schema::CopyFields(command, &given);
  v1::JourneyStage1Concluded concluded;
  schema::CopyFields(command, &concluded);
  concluded.set_audit_id(audit.id());
  concluded.set_first_day(audit.first_day());
  concluded.set_last_day(audit.last_day());
  return Outcome().Then(audit.id(), given).Then(audit.journey_id(), concluded);
}

Outcome DecideCloseAudit(const v1::Audit& audit, const v1::CloseAudit& command,
                         const Context& context) {
  rules::Judgement undecided = rules::JudgeUndecidedOpportunities(
      *context.rules, Basis::kAct, UndecidedOpportunities(audit, context));
  rules::Judgement keeping = JudgeKeeping(audit, command, context);
  Objection objection =
      First({When(audit.type() == v1::INITIAL_STAGE_1 && audit.verdict() == v1::VERDICT_UNSPECIFIED,
                  "verdict-missing", "Stage 1 is closed once its verdict on stage 2 is given."),
             ObjectToOrder(command.occurred_on(), audit.reported_on(), "the report"),
             rules::Refusal(JudgeReadyToClose(audit, context), ""), rules::Refusal(undecided, ""),
             rules::Refusal(JudgeMonitor(audit, command, context), "monitoredBy"),
             rules::Refusal(keeping, "")});
  if (objection) {
    return *objection;
  }
  v1::AuditClosed closed;
  schema::CopyFields(audit, &closed);
  closed.set_occurred_on(command.occurred_on());
  closed.set_monitored_by(command.monitored_by());
  Outcome outcome;
  outcome.Then(audit.id(), closed);
  outcome.Warn(undecided);
  outcome.Warn(keeping);
  return outcome;
}

}  // namespace assay::audits
