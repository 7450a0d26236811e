#include "services/audits/domain/certificate.h"

#include <algorithm>

#include "assay/rules/checklist.h"
#include "assay/rules/decision.h"
#include "assay/rules/suspension.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/body_tie.h"
#include "services/audits/domain/certificate_state.h"
#include "services/audits/domain/certification_body.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/edition.h"
#include "services/audits/domain/marks.h"
#include "services/audits/domain/open_matters.h"
#include "services/audits/domain/people.h"
#include "services/audits/domain/site_scopes.h"

namespace assay::audits {
namespace {

// What is recorded of a certificate happened while it was valid, in the order it happened.
Objection ObjectToDay(const v1::Certificate& certificate, const std::string& occurred_on,
                      const std::string& since, const std::string& what, const Context& context) {
  Date day = DayIn(occurred_on, context.today);
  return First(
      {ObjectToExpired(certificate, day, "only a renewal or a new certification follows.", context),
       ObjectToOrder(occurred_on, since, what)});
}

// Somebody may take the decision (DE-1, DE-2, IMP-5), and it answers what was asked for (DE-3).
template <typename Command>
Objection ObjectToDecision(const v1::Certificate& certificate, const Command& command,
                           const std::string& reasons, const Context& context) {
  return First(
      {ObjectToDecider(command.decider_id(), DayIn(command.occurred_on(), context.today),
                       certificate.decided_on(), context, command.decider_arrangement()),
       rules::Refusal(JudgeRecord(reasons, command.clarifications(), context), "clarifications")});
}

Objection ObjectToRevision(const v1::Certificate& certificate, const v1::ReviseCertificate& command,
                           const Context& context) {
  const auto* journey = context.Find<v1::Journey>(certificate.journey_id());
  return First(
      {ObjectToDay(certificate, command.occurred_on(), certificate.decided_on(), "the decision",
                   context),
       When(!Beyond(certificate.site_ids(), command.site_ids()).empty(), "is-a-reduction",
            "A revision keeps every site; leaving one out is a decision to reduce.", "siteIds"),
       When(!Beyond(command.site_ids(), journey->site_ids()).empty(), "site-outside-journey",
            "A certificate covers sites of its journey; revise the journey's scope first.",
            "siteIds"),
       When(!Beyond(command.site_ids(), certificate.site_ids()).empty(), "is-an-extension",
            "A revision adds no site; a wider scope is asked for, audited and decided as an "
            "extension.",
            "siteIds"),
       ObjectToSiteScopes(command.site_scopes(), command.site_ids(), "siteScopes")});
}

Objection ObjectToReduction(const v1::Certificate& certificate,
                            const v1::ReduceCertificate& command, const Context& context) {
  bool same = Beyond(certificate.site_ids(), command.site_ids()).empty() &&
              certificate.scope() == command.scope();
  return First({ObjectToDay(certificate, command.occurred_on(), certificate.decided_on(),
                            "the decision", context),
                When(!Beyond(command.site_ids(), certificate.site_ids()).empty(), "not-a-reduction",
                     "A reduction adds no site.", "siteIds"),
                When(same, "not-a-reduction",
                     "Nothing is taken out of the scope; name what is left of it.", "scope"),
                ObjectToSiteScopes(command.site_scopes(), command.site_ids(), "siteScopes"),
                ObjectToDecision(certificate, command, command.reason(), context)});
}

// The first surveillance or recertification audit that the accepting body held since the
// certificate came to where it is (TR-6); none, as it should be.
std::optional<Date> FirstAuditBy(const std::string& body_id, const v1::Certificate& certificate,
                                 const Context& context) {
  const std::string& since = certificate.transferred_on().empty() ? certificate.decided_on()
                                                                  : certificate.transferred_on();
  std::optional<Date> first;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    bool keeps = audit->type() == v1::SURVEILLANCE || audit->type() == v1::RECERTIFICATION;
    bool counts = keeps && audit->body_id() == body_id && !IsCancelled(*audit) &&
                  audit->opened_on() > since &&
                  HoldsStandard(audit->standards(), certificate.standard());
    if (std::optional<Date> day = DateIn(audit->opened_on()); counts && day) {
      first = std::min(first.value_or(*day), *day);
    }
  }
  return first;
}

rules::Judgement JudgeAcceptingTies(const v1::Certificate& certificate,
                                    const v1::TransferCertificate& command,
                                    const Context& context) {
  Texts standards;
  *standards.Add() = certificate.standard();
  return JudgeTies(command.body_id(), standards, {DayIn(command.occurred_on(), context.today)},
                   Basis::kAct, context);
}

rules::Judgement JudgeMove(const v1::Certificate& certificate,
                           const v1::TransferCertificate& command,
                           const v1::CertificationBody& issuer, const Context& context) {
  Date completed = DayIn(command.occurred_on(), context.today);
  std::vector<std::string> majors = OpenMajors(context, certificate.standard());
  std::vector<std::string> minors = MinorsWithoutPlan(context, certificate.standard());
  rules::Transfer transfer{.state = StateOf(certificate, completed, *context.rules),
                           .expiry = DayIn(certificate.expires_on(), completed),
                           .completed = completed,
                           .open_majors = majors,
                           .minors_without_plan = minors,
                           .first_audit = FirstAuditBy(command.body_id(), certificate, context)};
  transfer.accreditation_lost = AccreditationLost(issuer, certificate.standard(), completed);
  transfer.accredited = IsAccredited(issuer, certificate.standard(), completed) ||
                        transfer.accreditation_lost.has_value();
  return rules::JudgeTransfer(*context.rules, Basis::kAct, transfer);
}

Objection ObjectToTransfer(const v1::Certificate& certificate,
                           const v1::TransferCertificate& command, const Context& context) {
  const auto* issuer = context.Find<v1::CertificationBody>(certificate.body_id());
  const auto* accepting = context.Find<v1::CertificationBody>(command.body_id());
  Date completed = DayIn(command.occurred_on(), context.today);
  return First(
      {When(command.body_id() == certificate.body_id(), "same-body",
            "The certificate is with this body already.", "bodyId"),
       ObjectToEndedEdition(certificate, completed, context),
       rules::Refusal(JudgeMove(certificate, command, *issuer, context), "id"),
       rules::Refusal(rules::JudgeChecklist(*context.rules, Basis::kAct, rules::kTransferReview,
                                            ToVector(command.reviewed())),
                      "reviewed"),
       ObjectToDecision(certificate, command, command.review(), context),
       rules::Refusal(JudgeAcceptingTies(certificate, command, context), "bodyId"),
       When(!IsAccredited(*accepting, certificate.standard(), completed),
            "accepting-body-not-accredited",
            "The accepting body is not accredited for " + certificate.standard() + ".", "bodyId"),
       ObjectToOrder(command.occurred_on(), certificate.decided_on(), "the decision")});
}

// The journey goes on with the accepting body once none of its certificates is left with its own.
v1::JourneyCertificateTransferred TellJourney(const v1::Certificate& certificate,
                                              const v1::TransferCertificate& command,
                                              const Context& context) {
  const auto* journey = context.Find<v1::Journey>(certificate.journey_id());
  std::vector<const v1::Certificate*> standing = StandingCertificates(context);
  bool left = std::any_of(standing.begin(), standing.end(), [&](const v1::Certificate* other) {
    return other->id() != certificate.id() && other->body_id() == journey->body_id();
  });
  v1::JourneyCertificateTransferred transferred;
  transferred.set_body_id(left ? journey->body_id() : command.body_id());
  v1::CertificateTransfer* transfer = transferred.mutable_transfer();
  transfer->set_certificate_id(certificate.id());
  transfer->set_from_body_id(certificate.body_id());
  transfer->set_body_id(command.body_id());
  transfer->set_transferred_on(command.occurred_on());
  return transferred;
}

}  // namespace

Outcome DecideSuspendCertificate(const v1::Certificate& certificate,
                                 const v1::SuspendCertificate& command, const Context& context) {
  rules::Judgement reason =
      rules::JudgeSuspension(*context.rules, Basis::kAct, command.reason_code());
  Objection objection = First({rules::Refusal(reason, "reasonCode"),
                               ObjectToDecision(certificate, command, command.reason(), context),
                               ObjectToDay(certificate, command.occurred_on(),
                                           certificate.decided_on(), "the decision", context)});
  if (objection) {
    return *objection;
  }
  v1::CertificateSuspended suspended;
  schema::CopyFields(command, &suspended);
  Date start = DayIn(command.occurred_on(), context.today);
  suspended.set_suspender_id(command.decider_id());
  suspended.set_review_by(rules::SuspensionReviewBy(*context.rules, start).ToString());
  return Outcome().Then(certificate.id(), suspended);
}

Outcome DecideRestoreCertificate(const v1::Certificate& certificate,
                                 const v1::RestoreCertificate& command, const Context& context) {
  Date day = DayIn(command.occurred_on(), context.today);
  rules::Judgement judgement =
      rules::JudgeRestoration(*context.rules, Basis::kAct, command.cause_resolved());
  Objection objection =
      First({rules::Refusal(judgement, "causeResolved"),
             rules::Refusal(
                 rules::JudgeFindings(*context.rules, Basis::kAct, rules::DecisionKind::kRestore,
                                      DecisionFindings(context, certificate.standard())),
                 "id"),
             ObjectToDecision(certificate, command, command.reason(), context),
             ObjectToDay(certificate, command.occurred_on(), certificate.suspended_on(),
                         "the suspension", context)});
  if (objection) {
    return *objection;
  }
  v1::CertificateRestored restored;
  schema::CopyFields(command, &restored);
  restored.set_expires_on(certificate.expires_on());  // suspension stops no clock
  Outcome outcome;
  outcome.Then(certificate.id(), restored);
  outcome.Warn(rules::JudgeOpenSuspension(*context.rules, Basis::kFact,
                                          DayIn(certificate.suspended_on(), day), day));
  outcome.Warn(JudgeOpenMatters(context));
  return outcome;
}

Outcome DecideReviseCertificate(const v1::Certificate& certificate,
                                const v1::ReviseCertificate& command, const Context& context) {
  if (Objection objection = ObjectToRevision(certificate, command, context)) {
    return *objection;
  }
  v1::CertificateRevised revised;
  schema::CopyFields(command, &revised);
  revised.set_revision(certificate.revision() + 1);
  if (command.applicability_version().empty()) {
    revised.set_applicability_version(certificate.applicability_version());
  }
  *revised.mutable_site_scopes() =
      SiteScopesAfter(command.site_scopes(), certificate.site_scopes(), command.site_ids());
  return Outcome().Then(certificate.id(), revised);
}

Outcome DecideReduceCertificate(const v1::Certificate& certificate,
                                const v1::ReduceCertificate& command, const Context& context) {
  if (Objection objection = ObjectToReduction(certificate, command, context)) {
    return *objection;
  }
  v1::CertificateReduced reduced;
  schema::CopyFields(command, &reduced);
  reduced.set_reducer_id(command.decider_id());
  reduced.set_reduced_on(command.occurred_on());
  reduced.set_revision(certificate.revision() + 1);
  *reduced.mutable_site_scopes() =
      SiteScopesAfter(command.site_scopes(), certificate.site_scopes(), command.site_ids());
  return Outcome().Then(certificate.id(), reduced);
}

Outcome DecideWithdrawCertificate(const v1::Certificate& certificate,
                                  const v1::WithdrawCertificate& command, const Context& context) {
  Objection objection = First({ObjectToDecision(certificate, command, command.reason(), context),
                               ObjectToDay(certificate, command.occurred_on(),
                                           certificate.decided_on(), "the decision", context)});
  if (objection) {
    return *objection;
  }
  v1::CertificateWithdrawn withdrawn;
  schema::CopyFields(command, &withdrawn);
  return Outcome().Then(certificate.id(), withdrawn);
}

Outcome DecideTransferCertificate(const v1::Certificate& certificate,
                                  const v1::TransferCertificate& command, const Context& context) {
  if (Objection objection = ObjectToTransfer(certificate, command, context)) {
    return *objection;
  }
  v1::CertificateTransferred transferred;
  schema::CopyFields(command, &transferred);
  Outcome outcome;
  outcome.Then(certificate.id(), transferred);
  outcome.Then(certificate.journey_id(), TellJourney(certificate, command, context));
  outcome.Warn(JudgeAcceptingTies(certificate, command, context));
  return outcome;
}

void PresentCertificate(v1::Certificate* certificate, Date on, const rules::Ruleset& ruleset) {
  bool standing = certificate->state() == v1::Certificate::ACTIVE ||
                  certificate->state() == v1::Certificate::SUSPENDED;
  if (standing && HasExpired(*certificate, on, ruleset)) {
    certificate->set_state(v1::Certificate::EXPIRED);
  }
  PresentTransition(certificate, ruleset);
  PresentMarks(certificate);
}

}  // namespace assay::audits
