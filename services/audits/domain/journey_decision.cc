#include "services/audits/domain/journey_decision.h"

#include <algorithm>

#include "assay/rules/recertification.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/grant_guards.h"
#include "services/audits/domain/people.h"
#include "services/audits/domain/site_coverage.h"

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
  return issued;
}

Objection ObjectToGrant(const v1::Journey& journey, const v1::GrantCertification& command,
                        const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  return First(
      {When(journey.stage2_id().empty(), "stage-2-missing",
            "The decision rests on the report of stage 2, which is not there yet."),
       ObjectToOrder(command.occurred_on(), journey.stage2_last_day(), "the last day of stage 2"),
       ObjectToRequests(journey, command),
       rules::Refusal(JudgeDeciding(command.decider_id(), decided, "", context), "deciderId"),
       rules::Refusal(JudgeOpenFindings(journey, command, context), "certificates"),
       rules::Refusal(JudgeSitesVisited(journey, v1::CERTIFICATION_STAGE_2,
                                        rules::SampleKind::kInitial, "", context),
                      "certificates"),
       rules::Refusal(JudgeInformationSecurity(journey, command, context), "certificates"),
       rules::Refusal(JudgeCertificates(journey, command, context), "certificates")});
}

// The certificates that a renewal concerns.
std::vector<const v1::Certificate*> StandingCertificates(const Context& context) {
  std::vector<const v1::Certificate*> standing;
  for (const v1::Certificate* certificate : context.All<v1::Certificate>()) {
    if (certificate->state() != v1::Certificate::WITHDRAWN) {
      standing.push_back(certificate);
    }
  }
  return standing;
}

Objection ObjectToCertificates(const std::vector<const v1::Certificate*>& standing) {
  bool suspended = std::any_of(standing.begin(), standing.end(), [](const v1::Certificate* one) {
    return one->state() == v1::Certificate::SUSPENDED;
  });
  return First({When(standing.empty(), "no-certificate", "There is no certificate to renew."),
                When(suspended, "certificate-suspended",
                     "A certificate is suspended; restore or withdraw it before the renewal is "
                     "decided.")});
}

rules::Recertification RecertificationOf(const v1::Journey& journey, Date decided,
                                         const Context& context) {
  rules::Recertification facts{.expiry = DayIn(journey.expires_on(), decided), .decided = decided};
  facts.audit_completed = DateIn(journey.recertification_last_day());
  facts.majors_verified = true;
  for (const v1::Finding* finding : BodyNonconformities(context)) {
    if (finding->grade() != v1::MAJOR) {
      continue;
    }
    bool verified = finding->body_state() == v1::Finding::BODY_VERIFIED;
    facts.majors_verified = facts.majors_verified && verified;
    if (std::optional<Date> on = DateIn(finding->verified_on()); on && verified) {
      facts.majors_verified_on = std::max(facts.majors_verified_on.value_or(*on), *on);
    }
  }
  return facts;
}

v1::CertificateRenewed RenewedBy(const v1::Certificate& certificate, const rules::Renewal& renewal,
                                 const std::string& decided_on) {
  v1::CertificateRenewed renewed;
  renewed.set_decided_on(decided_on);
  renewed.set_effective_on(calendar::ToString(renewal.effective));
  renewed.set_expires_on(calendar::ToString(renewal.expiry));
  renewed.set_revision(certificate.revision() + 1);
  if (renewal.gap) {
    renewed.set_gap_from(renewal.gap->first.ToString());
    renewed.set_gap_to(renewal.gap->last.ToString());
  }
  return renewed;
}

// A decision that becomes one event by copying, once the decider may take it.
template <typename Event, typename Command>
Outcome RefuseBy(const v1::Journey& journey, const Command& command, const std::string& since,
                 const Context& context) {
  rules::Judgement judgement = JudgeDeciding(
      command.decider_id(), DayIn(command.occurred_on(), context.today), since, context);
  if (Objection refusal = rules::Refusal(judgement, "deciderId")) {
    return *refusal;
  }
  Event event;
  schema::CopyFields(command, &event);
  return Outcome().Then(journey.id(), std::move(event));
}

}  // namespace

Outcome DecideGrantCertification(const v1::Journey& journey, const v1::GrantCertification& command,
                                 const Context& context) {
  if (Objection objection = ObjectToGrant(journey, command, context)) {
    return *objection;
  }
  v1::CertificationGranted granted;
  schema::CopyFields(command, &granted);
  Date decided = DayIn(command.occurred_on(), context.today);
  granted.set_expires_on(rules::CertificateExpiry(*context.rules, decided).ToString());
  for (const v1::CertificateRequest& request : command.certificates()) {
    granted.add_certificate_ids(request.certificate_id());
  }
  Outcome outcome;
  outcome.Then(journey.id(), granted);
  for (const v1::CertificateRequest& request : command.certificates()) {
    outcome.Begin(request.certificate_id(), Issue(journey, command, request, context));
  }
  return outcome;
}

Outcome DecideRefuseCertification(const v1::Journey& journey,
                                  const v1::RefuseCertification& command, const Context& context) {
  return RefuseBy<v1::CertificationRefused>(journey, command, "", context);
}

Outcome DecideRenewCertification(const v1::Journey& journey, const v1::RenewCertification& command,
                                 const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  std::vector<const v1::Certificate*> standing = StandingCertificates(context);
  rules::Recertification facts = RecertificationOf(journey, decided, context);
  rules::Judgement judgement = rules::JudgeRecertification(*context.rules, Basis::kAct, facts);
  Objection objection = First(
      {ObjectToCertificates(standing),
       rules::Refusal(JudgeDeciding(command.decider_id(), decided, journey.decided_on(), context),
                      "deciderId"),
       rules::Refusal(judgement, "occurredOn"),
       rules::Refusal(rules::JudgeFindings(*context.rules, Basis::kAct, rules::DecisionKind::kRenew,
                                           DecisionFindings(context)),
                      "id"),
       rules::Refusal(
           JudgeSitesVisited(journey, v1::RECERTIFICATION, rules::SampleKind::kRecertification,
                             journey.decided_on(), context),
           "id")});
  if (objection) {
    return *objection;
  }
  rules::Renewal renewal = rules::RenewalOf(*context.rules, facts);
  v1::CertificationRenewed renewed;
  schema::CopyFields(command, &renewed);
  renewed.set_expires_on(calendar::ToString(renewal.expiry));
  Outcome outcome;
  outcome.Then(journey.id(), renewed);
  for (const v1::Certificate* certificate : standing) {
    outcome.Then(certificate->id(), RenewedBy(*certificate, renewal, command.occurred_on()));
  }
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideRefuseRenewal(const v1::Journey& journey, const v1::RefuseRenewal& command,
                            const Context& context) {
  return RefuseBy<v1::RenewalRefused>(journey, command, journey.decided_on(), context);
}

}  // namespace assay::audits
