#include "services/audits/domain/renewal.h"

#include <algorithm>

#include "assay/rules/certificate.h"
#include "assay/rules/recertification.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/body_tie.h"
#include "services/audits/domain/certificate_state.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/decision_package.h"
#include "services/audits/domain/edition.h"
#include "services/audits/domain/maintenance.h"
#include "services/audits/domain/open_matters.h"
#include "services/audits/domain/people.h"
#include "services/audits/domain/site_coverage.h"

namespace assay::audits {
namespace {

using Certificates = std::vector<const v1::Certificate*>;

// Those that the renewal concerns.
Certificates Chosen(const v1::RenewCertification& command, const Context& context) {
  Certificates chosen = StandingCertificates(context);
  std::erase_if(chosen, [&command](const v1::Certificate* one) {
    return !command.certificate_ids().empty() && !Holds(command.certificate_ids(), one->id());
  });
  return chosen;
}

Objection ObjectToCertificates(const v1::RenewCertification& command, const Certificates& chosen) {
  bool suspended = std::any_of(chosen.begin(), chosen.end(), [](const v1::Certificate* one) {
    return one->state() == v1::Certificate::SUSPENDED;
  });
  size_t named = static_cast<size_t>(command.certificate_ids_size());
  return First({When(chosen.empty() || named > chosen.size(), "no-certificate",
                     "There is no such certificate of this journey to renew.", "certificateIds"),
                When(suspended, "certificate-suspended",
                     "A certificate is suspended; restore or withdraw it before the renewal is "
                     "decided.")});
}

// The last day of the recertification audits of the certificate's standard in its running cycle.
std::optional<Date> RecertifiedOn(const v1::Certificate& certificate, const Context& context) {
  std::optional<Date> last;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    std::optional<Date> day = DateIn(audit->last_day());
    if (audit->type() == v1::RECERTIFICATION && IsReported(*audit) && day &&
        audit->last_day() > certificate.decided_on() &&
        HoldsStandard(audit->standards(), certificate.standard())) {
      last = std::max(last.value_or(*day), *day);
    }
  }
  return last;
}

rules::Recertification RecertificationOf(const v1::Certificate& certificate, Date decided,
                                         const Context& context) {
  rules::Recertification facts{.expiry = DayIn(certificate.expires_on(), decided),
                               .decided = decided};
  facts.audit_completed = RecertifiedOn(certificate, context);
  facts.majors_verified = true;
  for (const v1::Finding* finding : BodyNonconformities(context, certificate.standard())) {
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

rules::Judgement JudgeRenewalTies(const v1::Certificate& certificate, Date decided,
                                  const Context& context) {
  Texts standards;
  *standards.Add() = certificate.standard();
  return JudgeTies(certificate.body_id(), standards, {decided}, Basis::kAct, context);
}

// CE-4: what the renewed certificate would show of a lapse, beside its original date.
rules::Judgement JudgeLapse(const v1::Certificate& certificate, const rules::Recertification& facts,
                            const Context& context) {
  bool lapsed = facts.expiry < facts.decided;
  return rules::JudgeLapseNote(*context.rules, Basis::kAct,
                               {.shows_original_date = lapsed,
                                .shows_current_cycle = true,  // begins with the renewal
                                .shows_last_expiry = !certificate.expires_on().empty(),
                                .shows_recertification_audit = facts.audit_completed.has_value()});
}

// Everything that stands in the way of one certificate.
Objection ObjectToRenewal(const v1::Journey& journey, const v1::Certificate& certificate,
                          Date decided, const Context& context) {
  rules::Recertification facts = RecertificationOf(certificate, decided, context);
  return First(
      {rules::Refusal(rules::JudgeRecertification(*context.rules, Basis::kAct, facts),
                      "occurredOn"),
       rules::Refusal(rules::JudgeFindings(*context.rules, Basis::kAct, rules::DecisionKind::kRenew,
                                           DecisionFindings(context, certificate.standard())),
                      "id"),
       rules::Refusal(JudgeEditionOf(certificate.standard(), certificate.edition(), decided,
                                     facts.audit_completed, context),
                      "certificateIds"),
       rules::Refusal(JudgeSitesVisited(journey, certificate.standard(), v1::RECERTIFICATION,
                                        rules::SampleKind::kRecertification,
                                        certificate.decided_on(), context),
                      "id"),
       rules::Refusal(JudgeRenewalTies(certificate, decided, context), "certificateIds"),
       rules::Refusal(JudgeSurveillances(certificate.standard(), certificate.decided_on(), context),
                      "id"),
       rules::Refusal(JudgePackage(certificate.standard(), v1::RECERTIFICATION,
                                   certificate.decided_on(), context),
                      "id"),
       rules::Refusal(JudgeLapse(certificate, facts, context), "certificateIds")});
}

Objection ObjectToAll(const v1::Journey& journey, const v1::RenewCertification& command,
                      const Certificates& chosen, const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  std::string since = command.occurred_on();
  for (const v1::Certificate* certificate : chosen) {
    since = std::min(since, certificate->decided_on());
  }
  Objection objection =
      First({ObjectToCertificates(command, chosen),
             ObjectToDecider(command.decider_id(), decided, since, context,
                             command.decider_arrangement()),
             rules::Refusal(JudgeRecord(command.reasons(), command.clarifications(), context),
                            "clarifications")});
  for (const v1::Certificate* certificate : chosen) {
    objection = objection ? objection : ObjectToRenewal(journey, *certificate, decided, context);
  }
  return objection;
}

v1::CertificateRenewed RenewedBy(const v1::Certificate& certificate,
                                 const rules::Recertification& facts,
                                 const v1::RenewCertification& command, const Context& context) {
  rules::Renewal renewal = rules::RenewalOf(*context.rules, facts);
  v1::CertificateRenewed renewed;
  renewed.set_decided_on(command.occurred_on());
  renewed.set_decider_id(command.decider_id());
  renewed.set_decider_arrangement(command.decider_arrangement());
  *renewed.mutable_clarifications() = command.clarifications();
  renewed.set_effective_on(calendar::ToString(renewal.effective));
  renewed.set_expires_on(calendar::ToString(renewal.expiry));
  renewed.set_revision(certificate.revision() + 1);
  renewed.set_last_expires_on(certificate.expires_on());
  renewed.set_recertified_on(calendar::ToString(facts.audit_completed));
  renewed.set_cycle_from(renewed.effective_on());
  if (renewal.gap) {
    renewed.set_gap_from(renewal.gap->first.ToString());
    renewed.set_gap_to(renewal.gap->last.ToString());
  }
  return renewed;
}

// Whether the journey's own cycle goes on to the next: no certificate that is valid on it is left
// out.
bool RenewsJourney(const v1::Journey& journey, const Certificates& chosen, Date decided,
                   const Context& context) {
  bool any = false;
  for (const v1::Certificate* certificate : StandingCertificates(context)) {
    bool on_cycle = certificate->decided_on() == journey.decided_on();
    bool renewed = std::find(chosen.begin(), chosen.end(), certificate) != chosen.end();
    if (on_cycle && !renewed && !HasExpired(*certificate, decided, *context.rules)) {
      return false;
    }
    any = any || (on_cycle && renewed);
  }
  return any || chosen.size() == StandingCertificates(context).size();
}

}  // namespace

Outcome DecideRenewCertification(const v1::Journey& journey, const v1::RenewCertification& command,
                                 const Context& context) {
  Certificates chosen = Chosen(command, context);
  if (Objection objection = ObjectToAll(journey, command, chosen, context)) {
    return *objection;
  }
  Date decided = DayIn(command.occurred_on(), context.today);
  v1::CertificationRenewed of_journey;
  schema::CopyFields(command, &of_journey);
  v1::CertificatesRenewed of_some;
  schema::CopyFields(command, &of_some);
  Outcome certificates;
  for (const v1::Certificate* certificate : chosen) {
    rules::Recertification facts = RecertificationOf(*certificate, decided, context);
    v1::CertificateRenewed renewed = RenewedBy(*certificate, facts, command, context);
    bool earlier =
        of_journey.expires_on().empty() || renewed.expires_on() < of_journey.expires_on();
    of_journey.set_expires_on(earlier ? renewed.expires_on() : of_journey.expires_on());
    of_some.add_renewed_certificate_ids(certificate->id());
    certificates.Then(certificate->id(), renewed);
    certificates.Warn(JudgeRenewalTies(*certificate, decided, context));
    certificates.Warn(
        JudgeSurveillances(certificate->standard(), certificate->decided_on(), context));
    certificates.Warn(rules::JudgeRecertification(*context.rules, Basis::kAct, facts));
    certificates.Warn(JudgeEditionOf(certificate->standard(), certificate->edition(), decided,
                                     facts.audit_completed, context));
  }
  certificates.Warn(JudgeOpenMatters(context));
  if (RenewsJourney(journey, chosen, decided, context)) {
    certificates.Then(journey.id(), of_journey);
  } else {
    certificates.Then(journey.id(), of_some);
  }
  return certificates;
}

}  // namespace assay::audits
