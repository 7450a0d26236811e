#include "services/audits/domain/journey_decision.h"

#include "assay/rules/cycle.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/body_tie.h"
#include "services/audits/domain/grant_guards.h"
#include "services/audits/domain/open_matters.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

v1::CertificateIssued Issue(const v1::Journey& journey, const v1::GrantCertification& command,
                            const v1::CertificateRequest& request, const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  v1::CertificateIssued issued;
  schema::CopyFields(request, &issued);
  issued.set_journey_id(journey.id());
  issued.set_body_id(journey.body_id());
  issued.set_decided_on(decided.ToString());
  issued.set_effective_on(DayIn(command.effective_on(), decided).ToString());
  issued.set_expires_on(rules::CertificateExpiry(*context.rules, decided).ToString());
  issued.set_revision(1);
  issued.set_decider_id(command.decider_id());
  issued.set_decider_arrangement(command.decider_arrangement());
  *issued.mutable_clarifications() = command.clarifications();
  issued.set_original_effective_on(issued.effective_on());
  issued.set_cycle_from(issued.effective_on());
  return issued;
}

// IMP-1 to IMP-7 on the day of the decision, for the standards asked for.
rules::Judgement JudgeGrantTies(const v1::Journey& journey, const v1::GrantCertification& command,
                                const Context& context) {
  Texts standards;
  for (const v1::CertificateRequest& request : command.certificates()) {
    *standards.Add() = request.standard();
  }
  return JudgeTies(journey.body_id(), standards, {DayIn(command.occurred_on(), context.today)},
                   Basis::kAct, context);
}

Objection ObjectToGrant(const v1::Journey& journey, const v1::GrantCertification& command,
                        const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  return First(
      {When(journey.stage2_id().empty(), "stage-2-missing",
            "The decision rests on the report of stage 2, which is not there yet."),
       ObjectToOrder(command.occurred_on(), journey.stage2_last_day(), "the last day of stage 2"),
       ObjectToRequests(journey, command, context),
       rules::Refusal(JudgeStandardsAudited(command, context), "certificates"),
       ObjectToDecider(command.decider_id(), decided, "", context, command.decider_arrangement()),
       rules::Refusal(JudgeRecord(command.reasons(), command.clarifications(), context),
                      "clarifications"),
       rules::Refusal(JudgeGrantTies(journey, command, context), "id"),
       rules::Refusal(JudgeOpenFindings(journey, command, context), "certificates"),
       rules::Refusal(JudgeInitialSites(journey, command, context), "certificates"),
       rules::Refusal(JudgeInformationSecurity(journey, command, context), "certificates"),
       rules::Refusal(JudgeSupplied(command, context), "certificates"),
       rules::Refusal(JudgeEditions(command, context), "certificates"),
       rules::Refusal(JudgeCertificates(journey, command, context), "certificates")});
}

// What the journey learns: the first grant begins its cycle; a further one leaves it as it is.
void GrantTo(const v1::Journey& journey, const v1::GrantCertification& command,
             const Context& context, Outcome* outcome) {
  v1::CertificationGranted granted;
  schema::CopyFields(command, &granted);
  v1::FurtherCertificationGranted further;
  schema::CopyFields(command, &further);
  *further.mutable_certificate_ids() = journey.certificate_ids();
  for (const v1::CertificateRequest& request : command.certificates()) {
    granted.add_certificate_ids(request.certificate_id());
    further.add_certificate_ids(request.certificate_id());
    further.add_new_certificate_ids(request.certificate_id());
  }
  if (journey.state() == v1::Journey::CERTIFIED) {
    outcome->Then(journey.id(), further);
    return;
  }
  Date decided = DayIn(command.occurred_on(), context.today);
  granted.set_expires_on(rules::CertificateExpiry(*context.rules, decided).ToString());
  outcome->Then(journey.id(), granted);
}

// The decider may take it, and it answers what was asked for.
template <typename Command>
Objection ObjectToRefusal(const Command& command, const std::string& since,
                          const Context& context) {
  return First({ObjectToDecider(command.decider_id(), DayIn(command.occurred_on(), context.today),
                                since, context, command.decider_arrangement()),
                rules::Refusal(JudgeRecord(command.reasons(), command.clarifications(), context),
                               "clarifications")});
}

}  // namespace

Outcome DecideGrantCertification(const v1::Journey& journey, const v1::GrantCertification& command,
                                 const Context& context) {
  if (Objection objection = ObjectToGrant(journey, command, context)) {
    return *objection;
  }
  Outcome outcome;
  GrantTo(journey, command, context, &outcome);
  for (const v1::CertificateRequest& request : command.certificates()) {
    outcome.Begin(request.certificate_id(), Issue(journey, command, request, context));
  }
  outcome.Warn(JudgeGrantTies(journey, command, context));
  outcome.WarnAbout<v1::CertificationBody>(journey.body_id(),
                                           JudgeKnownContent(journey, command, context));
  outcome.Warn(JudgeEditions(command, context));
  outcome.Warn(JudgeOpenMatters(context));
  return outcome;
}

Outcome DecideRefuseCertification(const v1::Journey& journey,
                                  const v1::RefuseCertification& command, const Context& context) {
  if (Objection refusal = ObjectToRefusal(command, "", context)) {
    return *refusal;
  }
  v1::CertificationRefused refused;
  schema::CopyFields(command, &refused);
  return Outcome().Then(journey.id(), refused);
}

Outcome DecideRefuseRenewal(const v1::Journey& journey, const v1::RefuseRenewal& command,
                            const Context& context) {
  if (Objection refusal = ObjectToRefusal(command, journey.decided_on(), context)) {
    return *refusal;
  }
  v1::RenewalRefused refused;
  schema::CopyFields(command, &refused);
  refused.set_renewal_refuser_id(command.decider_id());
  return Outcome().Then(journey.id(), refused);
}

}  // namespace assay::audits
