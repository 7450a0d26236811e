#include "services/audits/domain/scope_extension.h"

#include "assay/rules/certificate.h"
#include "assay/rules/decision.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/certificate_state.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/open_matters.h"
#include "services/audits/domain/people.h"
#include "services/audits/domain/site_scopes.h"

namespace assay::audits {
namespace {

Objection ObjectToStanding(const v1::Certificate& certificate, const std::string& occurred_on,
                           const Context& context) {
  return First({ObjectToExpired(certificate, DayIn(occurred_on, context.today),
                                "what has expired is not extended.", context),
                ObjectToOrder(occurred_on, certificate.decided_on(), "the decision")});
}

// What the audit activity left unseen; empty when it has seen what joins.
std::string UnseenBy(const v1::ExtendCertificate& command, const v1::ScopeExtension& extension,
                     const v1::Certificate& certificate, const Context& context) {
  std::vector<std::string> joining = Beyond(extension.site_ids(), certificate.site_ids());
  if (extension.audit_activity() == v1::DOCUMENTS_ONLY) {
    return joining.empty() ? "" : "a site that joins is visited";
  }
  const auto* audit = context.Find<v1::Audit>(command.audit_id());
  if (audit == nullptr || !IsBodyAudit(audit->type()) || !IsReported(*audit)) {
    return "name the reported audit of the body that looked at it";
  }
  if (extension.audit_activity() == v1::SPECIAL_AUDIT_ONLY && audit->type() != v1::SPECIAL) {
    return "the review asked for a special audit";
  }
  if (!HoldsStandard(audit->standards(), certificate.standard())) {
    return "the audit was not of " + certificate.standard();
  }
  if (audit->last_day() < extension.reviewed_on()) {
    return "the audit of " + audit->last_day() + " was before the review of " +
           extension.reviewed_on();
  }
  for (const std::string& site : joining) {
    if (!Holds(audit->site_ids(), site)) {
      return "the audit did not visit every site that joins";
    }
  }
  return "";
}

// MS-6 and DE-4 over all sites as they are to be.
rules::Judgement JudgeFindings(const v1::ScopeExtension& extension,
                               const v1::Certificate& certificate, const Context& context) {
  std::vector<rules::DecisionFinding> findings = DecisionFindings(context, certificate.standard());
  rules::Judgement judgement =
      rules::JudgeSiteFindings(*context.rules, Basis::kAct, rules::DecisionKind::kExpand,
                               ToVector(extension.site_ids()), {}, findings);
  judgement.Merge(
      rules::JudgeFindings(*context.rules, Basis::kAct, rules::DecisionKind::kExpand, findings));
  return judgement;
}

Objection ObjectToExtension(const v1::Certificate& certificate,
                            const v1::ExtendCertificate& command, const Context& context) {
  const auto* extension = context.Find<v1::ScopeExtension>(command.extension_id());
  Date decided = DayIn(command.occurred_on(), context.today);
  return First(
      {When(extension->certificate_id() != certificate.id(), "extension-of-another-certificate",
            "This extension was asked for another certificate.", "extensionId"),
       When(extension->state() != v1::ScopeExtension::ACCEPTED, "extension-not-accepted",
            "Only an extension that the body's review accepted, and that is not decided yet, can "
            "be granted.",
            "extensionId"),
       When(!Beyond(certificate.site_ids(), extension->site_ids()).empty(), "is-a-reduction",
            "The certificate covers sites that this extension does not know; ask for it anew.",
            "extensionId"),
       ObjectToStanding(certificate, command.occurred_on(), context),
       ObjectToOrder(command.occurred_on(), extension->reviewed_on(), "the review"),
       rules::Refusal(
           rules::JudgeExtensionActivity(*context.rules, Basis::kAct,
                                         UnseenBy(command, *extension, certificate, context)),
           "auditId"),
       ObjectToDecider(command.decider_id(), decided, certificate.decided_on(), context,
                       command.decider_arrangement()),
       rules::Refusal(JudgeRecord(command.reasons(), command.clarifications(), context),
                      "clarifications"),
       rules::Refusal(JudgeFindings(*extension, certificate, context), "extensionId"),
       rules::Refusal(rules::JudgeEffectiveDate(*context.rules, Basis::kAct, decided,
                                                DayIn(command.effective_on(), decided)),
                      "effectiveOn"),
       ObjectToSiteScopes(command.site_scopes(), extension->site_ids(), "siteScopes")});
}

}  // namespace

Outcome DecideRequestScopeExtension(const v1::ScopeExtension& /*extension*/,
                                    const v1::RequestScopeExtension& command,
                                    const Context& context) {
  const auto* certificate = context.Find<v1::Certificate>(command.certificate_id());
  const auto* journey = context.Find<v1::Journey>(certificate->journey_id());
  bool same = command.scope() == certificate->scope() &&
              Beyond(command.site_ids(), certificate->site_ids()).empty();
  Objection objection = First(
      {When(certificate->state() != v1::Certificate::ACTIVE, "certificate-not-active",
            "Only an active certificate is extended; a suspended one is restored first.",
            "certificateId"),
       ObjectToStanding(*certificate, command.occurred_on(), context),
       When(!Beyond(certificate->site_ids(), command.site_ids()).empty(), "is-a-reduction",
            "An extension keeps every site; leaving one out is a decision to reduce.", "siteIds"),
       When(same, "not-an-extension",
            "Nothing is added: name the scope or the sites as they are to be.", "scope"),
       When(!Beyond(command.site_ids(), journey->site_ids()).empty(), "site-outside-journey",
            "A certificate covers sites of its journey; revise the journey's scope first.",
            "siteIds")});
  if (objection) {
    return *objection;
  }
  v1::ScopeExtensionRequested requested;
  schema::CopyFields(command, &requested);
  requested.set_journey_id(certificate->journey_id());
  return Outcome().Begin(command.id(), requested);
}

Outcome DecideAcceptScopeExtension(const v1::ScopeExtension& extension,
                                   const v1::AcceptScopeExtension& command,
                                   const Context& context) {
  const auto* certificate = context.Find<v1::Certificate>(extension.certificate_id());
  bool joins = !Beyond(extension.site_ids(), certificate->site_ids()).empty();
  bool unseen = joins && command.audit_activity() == v1::DOCUMENTS_ONLY;
  rules::Judgement judgement = rules::JudgeExtensionActivity(
      *context.rules, Basis::kPlan, unseen ? "a site that joins is visited" : "");
  Objection objection =
      First({rules::Refusal(judgement, "auditActivity"),
             ObjectToOrder(command.occurred_on(), extension.requested_on(), "the request")});
  if (objection) {
    return *objection;
  }
  v1::ScopeExtensionAccepted accepted;
  schema::CopyFields(command, &accepted);
  return Outcome().Then(extension.id(), accepted);
}

Outcome DecideDeclineScopeExtension(const v1::ScopeExtension& extension,
                                    const v1::DeclineScopeExtension& command,
                                    const Context& /*context*/) {
  if (Objection objection =
          ObjectToOrder(command.occurred_on(), extension.requested_on(), "the request")) {
    return *objection;
  }
  v1::ScopeExtensionDeclined declined;
  schema::CopyFields(command, &declined);
  return Outcome().Then(extension.id(), declined);
}

Outcome DecideRefuseScopeExtension(const v1::ScopeExtension& extension,
                                   const v1::RefuseScopeExtension& command,
                                   const Context& context) {
  const auto* certificate = context.Find<v1::Certificate>(extension.certificate_id());
  Date decided = DayIn(command.occurred_on(), context.today);
  Objection objection =
      First({ObjectToDecider(command.decider_id(), decided, certificate->decided_on(), context,
                             command.decider_arrangement()),
             rules::Refusal(JudgeRecord(command.reasons(), command.clarifications(), context),
                            "clarifications"),
             ObjectToOrder(command.occurred_on(), extension.reviewed_on(), "the review")});
  if (objection) {
    return *objection;
  }
  v1::ScopeExtensionRefused refused;
  schema::CopyFields(command, &refused);
  return Outcome().Then(extension.id(), refused);
}

Outcome DecideExtendCertificate(const v1::Certificate& certificate,
                                const v1::ExtendCertificate& command, const Context& context) {
  if (Objection objection = ObjectToExtension(certificate, command, context)) {
    return *objection;
  }
  const auto* extension = context.Find<v1::ScopeExtension>(command.extension_id());
  v1::CertificateExtended extended;
  schema::CopyFields(command, &extended);
  extended.set_scope(extension->scope());
  *extended.mutable_site_ids() = extension->site_ids();
  *extended.mutable_site_scopes() =
      SiteScopesAfter(command.site_scopes(), certificate.site_scopes(), extension->site_ids());
  extended.set_revision(certificate.revision() + 1);
  if (command.effective_on().empty()) {
    extended.set_effective_on(command.occurred_on());
  }
  v1::ScopeExtensionGranted granted;
  schema::CopyFields(command, &granted);
  Outcome outcome;
  outcome.Then(certificate.id(), extended);
  outcome.Then(extension->id(), granted);
  outcome.Warn(JudgeOpenMatters(context));
  return outcome;
}

}  // namespace assay::audits
