#include "services/audits/domain/finding_response.h"

#include "assay/aggregate/acting_person.h"
#include "assay/rules/corrective_action.h"
#include "assay/rules/sampling.h"
#include "assay/schema/fold.h"

namespace assay::audits {
namespace {

// Only what the body graded has a response.
Objection ObjectToFinding(const v1::Finding& finding) {
  return First({When(finding.origin() != v1::BODY_AUDIT, "not-a-body-finding",
                     "The certification body judges its own findings; this one is settled by its "
                     "action."),
                When(!IsNonconformity(finding.grade()), "not-a-nonconformity",
                     "Only a major or minor nonconformity asks for a response.")});
}

Objection ObjectToState(const v1::Finding& finding,
                        std::initializer_list<v1::Finding::BodyState> permitted,
                        const std::string& message) {
  for (v1::Finding::BodyState state : permitted) {
    if (finding.body_state() == state) {
      return std::nullopt;
    }
  }
  return Refuse("response-state", message);
}

// CA-3: nobody judges the own work, nor, for the body, in another's name.
Objection ObjectToJudge(const v1::Finding& finding, const std::string& judge,
                        const std::string& field, const Context& context) {
  return First(
      {rules::Refusal(
           rules::JudgeVerifier(*context.rules, Basis::kAct, judge, finding.owner_id(), {}), field),
       aggregate::RefuseForAnotherOfBody(judge, "judges", field, context)});
}

// MS-8: whether the like was looked for at the journey's other sites.
rules::Judgement JudgeElsewhere(const v1::Finding& finding, const std::string& other_sites,
                                const Context& context) {
  const auto* journey = context.Find<v1::Journey>(finding.journey_id());
  return rules::JudgeOtherSites(*context.rules, Basis::kAct,
                                journey == nullptr ? 0 : journey->site_ids_size(),
                                !other_sites.empty());
}

std::string MethodName(v1::VerificationMethod method) {
  return method == v1::BY_VISIT ? "limited-audit" : "documents";
}

// NC-3, and the limits that a late verification has missed.
rules::Judgement JudgeVerifying(const v1::Finding& finding, const v1::VerifyFinding& command,
                                const Context& context) {
  rules::Judgement judgement = rules::JudgeVerificationRecord(
      *context.rules, Basis::kFact, MethodName(command.method()), !command.evidence().empty());
  const auto* journey = context.Find<v1::Journey>(finding.journey_id());
  if (journey == nullptr || finding.grade() != v1::MAJOR) {
    return judgement;
  }
  Date verified = DayIn(command.occurred_on(), context.today);
  std::optional<Date> stage2_end = DateIn(journey->stage2_last_day());
  std::optional<Date> expiry = DateIn(journey->expires_on());
  if (journey->state() == v1::Journey::AGREED && stage2_end) {
    judgement.Merge(
        rules::JudgeStage2Verification(*context.rules, Basis::kFact, *stage2_end, verified));
  }
  if (finding.audit_type() == v1::RECERTIFICATION && expiry) {
    judgement.Merge(
        rules::JudgeRecertificationVerification(*context.rules, Basis::kFact, *expiry, verified));
  }
  return judgement;
}

}  // namespace

Outcome DecideSubmitResponse(const v1::Finding& finding, const v1::SubmitResponse& command,
                             const Context& context) {
  rules::Judgement judgement =
      rules::JudgeResponse(*context.rules, Basis::kAct,
                           {.grade = GradeOf(finding.grade()),
                            .cause = !command.cause().empty(),
                            .correction = !command.correction().empty(),
                            .corrective_action = !command.corrective_action().empty(),
                            .submitted = DayIn(command.occurred_on(), context.today),
                            .due = DateIn(finding.plan_due_on())});
  rules::Judgement elsewhere = JudgeElsewhere(finding, command.other_sites(), context);
  Objection objection = First(
      {ObjectToFinding(finding),
       ObjectToState(finding, {v1::Finding::NO_RESPONSE, v1::Finding::RESPONSE_REJECTED},
                     "A response is with the body or accepted already; it can be given anew once "
                     "the body rejects it."),
       ObjectToOrder(command.occurred_on(), finding.raised_on(), "the finding"),
       rules::Refusal(judgement, "cause"), rules::Refusal(elsewhere, "otherSites")});
  if (objection) {
    return *objection;
  }
  v1::ResponseSubmitted submitted;
  schema::CopyFields(command, &submitted);
  Outcome outcome;
  outcome.Then(finding.id(), submitted);
  outcome.Warn(judgement);
  outcome.Warn(elsewhere);
  return outcome;
}

Outcome DecideAcceptResponse(const v1::Finding& finding, const v1::AcceptResponse& command,
                             const Context& context) {
  rules::Judgement elsewhere = JudgeElsewhere(finding, finding.other_sites(), context);
  Objection objection =
      First({ObjectToFinding(finding),
             ObjectToState(finding, {v1::Finding::RESPONSE_SUBMITTED},
                           "There is no submitted response that could be accepted."),
             ObjectToJudge(finding, command.judged_by(), "judgedBy", context),
             ObjectToOrder(command.occurred_on(), finding.response_submitted_on(), "the response"),
             rules::Refusal(elsewhere, "id")});
  if (objection) {
    return *objection;
  }
  v1::ResponseAccepted accepted;
  schema::CopyFields(command, &accepted);
  Outcome outcome;
  outcome.Then(finding.id(), accepted);
  outcome.Warn(elsewhere);
  return outcome;
}

Outcome DecideRejectResponse(const v1::Finding& finding, const v1::RejectResponse& command,
                             const Context& context) {
  Objection objection = First(
      {ObjectToFinding(finding),
       ObjectToState(finding, {v1::Finding::RESPONSE_SUBMITTED, v1::Finding::RESPONSE_ACCEPTED},
                     "There is no response that could be rejected."),
       ObjectToJudge(finding, command.judged_by(), "judgedBy", context),
       ObjectToOrder(command.occurred_on(), finding.response_submitted_on(), "the response")});
  if (objection) {
    return *objection;
  }
  v1::ResponseRejected rejected;
  schema::CopyFields(command, &rejected);
  return Outcome().Then(finding.id(), rejected);
}

Outcome DecideVerifyFinding(const v1::Finding& finding, const v1::VerifyFinding& command,
                            const Context& context) {
  Objection objection =
      First({ObjectToFinding(finding),
             ObjectToState(finding, {v1::Finding::RESPONSE_ACCEPTED},
                           "The response is accepted first; then what it promised is verified."),
             ObjectToJudge(finding, command.verified_by(), "verifiedBy", context),
             ObjectToOrder(command.occurred_on(), finding.response_judged_on(), "the acceptance")});
  if (objection) {
    return *objection;
  }
  v1::FindingVerified verified;
  schema::CopyFields(command, &verified);
  Outcome outcome;
  outcome.Then(finding.id(), verified);
  outcome.Warn(JudgeVerifying(finding, command, context));
  return outcome;
}

}  // namespace assay::audits
