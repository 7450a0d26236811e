#include "services/audits/domain/audit_work.h"

#include "assay/aggregate/acting_person.h"
#include "assay/rules/standard.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/audit_team.h"
#include "services/audits/domain/audit_timing.h"
#include "services/audits/domain/body_tie.h"
#include "services/audits/domain/people.h"
#include "services/audits/domain/team_judgement.h"

namespace assay::audits {
namespace {

Objection ObjectUnlessStage1(const v1::Audit& audit) {
  return When(audit.type() != v1::INITIAL_STAGE_1, "not-stage-1",
              "This belongs to the initial audit (stage 1).");
}

bool HasApplicabilityStandard(const Texts& standards) {
  return HoldsStandard(standards, "27001");
}

// Everybody was judged for the planned days; on another day somebody may not be qualified or
// independent.
MemberJudgement JudgeTeamOnDay(const v1::Audit& audit, const std::string& day,
                               const Context& context) {
  if (day >= audit.planned_from() && day <= audit.planned_to()) {
    return {};
  }
  v1::Audit moved = audit;
  moved.set_planned_from(day);
  moved.set_planned_to(day);
  return JudgeTeam(moved, context);
}

// IMP-1 to IMP-4, IMP-6, IMP-7 where the body audits.
rules::Judgement JudgeTiesOnDay(const v1::Audit& audit, const std::string& day,
                                const Context& context) {
  return IsBodyAudit(audit.type())
             ? JudgeTies(audit.body_id(), audit.standards(), {DayIn(day, context.today)},
                         BasisOfBody(context), context)
             : rules::Judgement();
}

}  // namespace

Outcome DecideOpenAudit(const v1::Audit& audit, const v1::OpenAudit& command,
                        const Context& context) {
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  if (Objection objection = ObjectToTeam(audit, audit.team())) {
    return *objection;
  }
  bool stage = audit.type() == v1::INITIAL_STAGE_1 || audit.type() == v1::CERTIFICATION_STAGE_2;
  Timing timing;
  if (stage) {
    Date opened = DayIn(command.occurred_on(), context.today);
    timing = JudgeTiming(*journey, audit, {opened, opened}, Basis::kAct, context);
  }
  MemberJudgement team = JudgeTeamOnDay(audit, command.occurred_on(), context);
  rules::Judgement ties = JudgeTiesOnDay(audit, command.occurred_on(), context);
  Objection objection =
      First({timing.objection, rules::Refusal(timing.judgement, "occurredOn"),
             rules::Refusal(ties, "occurredOn"), ObjectionOf(team, "occurredOn")});
  if (objection) {
    return *objection;
  }
  v1::AuditOpened opened;
  schema::CopyFields(command, &opened);
  Outcome outcome;
  outcome.Then(audit.id(), opened);
  outcome.Warn(timing.judgement);
  outcome.Warn(team.judgement);
  outcome.Warn(ties);
  return outcome;
}

Outcome DecideAgreeScopingStatement(const v1::Audit& audit,
                                    const v1::AgreeScopingStatement& command,
                                    const Context& context) {
  const auto* journey = context.Find<v1::Journey>(audit.journey_id());
  Objection objection = First(
      {ObjectUnlessStage1(audit),
       When(HasApplicabilityStandard(audit.standards()) && command.applicability_version().empty(),
            "applicability-version-missing",
            "The scope of ISO/IEC 27001 names the version of the Statement of Applicability.",
            "applicabilityVersion"),
       When(!Beyond(command.site_ids(), journey->site_ids()).empty(), "site-outside-journey",
            "The scoping statement covers sites of the journey.", "siteIds"),
       ObjectToOrder(command.occurred_on(), audit.opened_on(), "the opening")});
  if (objection) {
    return *objection;
  }
  v1::ScopingStatementAgreed agreed;
  schema::CopyFields(command, &agreed);
  return Outcome().Then(audit.id(), agreed);
}

Outcome DecidePlanCertificationAudit(const v1::Audit& audit,
                                     const v1::PlanCertificationAudit& command,
                                     const Context& /*context*/) {
  if (Objection objection = ObjectUnlessStage1(audit)) {
    return *objection;
  }
  v1::CertificationAuditPlanned planned;
  schema::CopyFields(command, &planned);
  return Outcome().Then(audit.id(), planned);
}

Outcome DecideRecordClauseResult(const v1::Audit& audit, const v1::RecordClauseResult& command,
                                 const Context& /*context*/) {
  bool concerns = FindsConcerns(audit.type());
  Objection objection =
      First({When(!HoldsStandard(audit.standards(), command.standard()), "standard-outside-audit",
                  "The audit is against " + Join(ToVector(audit.standards())) + ".", "standard"),
             When(concerns && command.answer() == v1::NONCONFORMS, "concerns-only",
                  "Pre-audit and stage 1 raise concerns; there is no nonconformity before stage 2.",
                  "answer"),
             When(!concerns && command.answer() == v1::CONCERN_RAISED, "concern-outside-stage-1",
                  "Only pre-audit and stage 1 raise concerns; say whether the clause conforms.",
                  "answer")});
  if (objection) {
    return *objection;
  }
  v1::ClauseResultRecorded recorded;
  schema::CopyFields(command, recorded.mutable_result());
  recorded.mutable_result()->set_key(rules::StandardKey(command.standard()) + "/" +
                                     command.clause());
  return Outcome().Then(audit.id(), recorded);
}

Outcome DecideEvaluateTrainee(const v1::Audit& audit, const v1::EvaluateTrainee& command,
                              const Context& context) {
  const v1::TeamMember* coach = FindMember(audit, command.coach_id());
  const v1::TeamMember* trainee = FindMember(audit, command.person_id());
  Objection objection = First(
      {When(trainee == nullptr || trainee->role() != v1::TRAINEE, "not-a-trainee",
            "Only a trainee of this audit's team is evaluated.", "personId"),
       When(coach == nullptr || (coach->role() != v1::COACH && coach->role() != v1::LEAD_AUDITOR),
            "not-a-coach", "The coach or the lead auditor of this audit evaluates its trainees.",
            "coachId"),
       aggregate::RefuseForAnother(command.coach_id(), "evaluates", "coachId", context)});
  if (objection) {
    return *objection;
  }
  v1::TraineeEvaluated evaluated;
  v1::TraineeEvaluation* evaluation = evaluated.mutable_evaluation();
  evaluation->set_person_id(command.person_id());
  evaluation->set_coach_id(command.coach_id());
  evaluation->set_satisfactory(command.satisfactory());
  evaluation->set_comment(command.comment());
  return Outcome().Then(audit.id(), evaluated);
}

}  // namespace assay::audits
