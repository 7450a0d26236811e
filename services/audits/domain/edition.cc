#include "services/audits/domain/edition.h"

#include <algorithm>
#include <cctype>

#include "assay/rules/certificate.h"
#include "assay/rules/decision.h"
#include "assay/rules/standard.h"
#include "assay/rules/transition.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/certificate_state.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/decision_package.h"
#include "services/audits/domain/open_matters.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

// "ISO 14001:2026" names edition 2026 of 14001; "14001:20261" does not.
bool NamesEdition(const std::string& criteria, const std::string& standard,
                  const std::string& edition) {
  std::string wanted = rules::StandardKey(standard) + ":" + edition;
  size_t at = criteria.find(wanted);
  size_t end = at + wanted.size();
  return at != std::string::npos &&
         (end == criteria.size() || std::isalnum(static_cast<unsigned char>(criteria[end])) == 0);
}

bool IsAgainst(const v1::Audit& audit, const std::string& standard, const std::string& edition) {
  return IsReported(audit) && HoldsStandard(audit.standards(), standard) &&
         NamesEdition(audit.criteria(), standard, edition);
}

bool AuditsEdition(const v1::Certificate& certificate, const v1::TransitionCertificate& command,
                   const Context& context) {
  const auto* audit = context.Find<v1::Audit>(command.audit_id());
  return audit != nullptr && IsBodyAudit(audit->type()) &&
         audit->last_day() <= command.occurred_on() &&
         IsAgainst(*audit, certificate.standard(), command.edition());
}

// The transition that took the latest certificate to the standard away before `decided`; none where
// its edition stands.
std::optional<rules::EditionTransition> EndedBefore(const std::string& standard, Date decided,
                                                    const Context& context) {
  std::optional<rules::EditionTransition> ended;
  for (const v1::Certificate* certificate : StandingCertificates(context)) {
    if (!SameStandard(certificate->standard(), standard)) {
      continue;
    }
    auto transition =
        rules::TransitionOf(*context.rules, rules::StandardKey(standard), certificate->edition());
    ended = transition && decided > transition->ends_on ? transition : std::nullopt;
  }
  return ended;
}

Objection ObjectToTransition(const v1::Certificate& certificate,
                             const v1::TransitionCertificate& command, const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  rules::Judgement transition =
      rules::JudgeTransition(*context.rules, Basis::kAct,
                             {.standard = rules::StandardKey(certificate.standard()),
                              .edition = certificate.edition(),
                              .to_edition = command.edition(),
                              .decided = decided,
                              .audited = AuditsEdition(certificate, command, context)});
  return First(
      {When(IsPastExpiry(certificate, decided), "certificate-expired",
            "The certificate expired on " + certificate.expires_on() +
                "; it is renewed or certified anew to the new edition.",
            "occurredOn"),
       ObjectToOrder(command.occurred_on(), certificate.decided_on(), "the decision"),
       rules::Refusal(transition, transition.Names("ET-1") ? "occurredOn" : "auditId"),
       ObjectToDecider(command.decider_id(), decided, certificate.decided_on(), context,
                       command.decider_arrangement()),
       rules::Refusal(JudgeRecord(command.reasons(), command.clarifications(), context),
                      "clarifications"),
       rules::Refusal(rules::JudgeFindings(*context.rules, Basis::kAct, rules::DecisionKind::kRenew,
                                           DecisionFindings(context, certificate.standard())),
                      "auditId"),
       rules::Refusal(rules::JudgeEffectiveDate(*context.rules, Basis::kAct, decided,
                                                DayIn(command.effective_on(), decided)),
                      "effectiveOn")});
}

// Whether an audit of the type, against the edition, was held after `since` and reported.
bool IsAudited(v1::AuditType type, const std::string& standard, const std::string& edition,
               Date since, const Context& context) {
  auto audits = context.All<v1::Audit>();
  return std::any_of(audits.begin(), audits.end(), [&](const v1::Audit* audit) {
    return audit->type() == type && audit->last_day() > since.ToString() &&
           IsAgainst(*audit, standard, edition);
  });
}

}  // namespace

rules::Judgement JudgeEditionOf(const std::string& standard, const std::string& edition,
                                Date decided, std::optional<Date> audited, const Context& context) {
  return rules::JudgeEdition(*context.rules, Basis::kAct,
                             {.standard = rules::StandardKey(standard),
                              .edition = edition,
                              .decided = decided,
                              .audited = audited});
}

rules::Judgement JudgeAnew(const std::string& standard, const std::string& edition, Date decided,
                           const Context& context) {
  auto ended = EndedBefore(standard, decided, context);
  if (!ended || IsAudited(v1::CERTIFICATION_STAGE_2, standard, edition, ended->ends_on, context)) {
    return {};
  }
  std::string since = ended->ends_on.ToString();
  if (IsAudited(v1::RECERTIFICATION, standard, edition, ended->ends_on, context)) {
    return JudgePackage(standard, v1::RECERTIFICATION, since, context);
  }
  return rules::JudgeAudited(
      *context.rules, Basis::kAct,
      standard + ":" + edition + " since edition " + ended->from_edition + " ended on " + since,
      false);
}

Outcome DecideTransitionCertificate(const v1::Certificate& certificate,
                                    const v1::TransitionCertificate& command,
                                    const Context& context) {
  if (Objection objection = ObjectToTransition(certificate, command, context)) {
    return *objection;
  }
  v1::CertificateTransitioned transitioned;
  schema::CopyFields(command, &transitioned);
  transitioned.set_revision(certificate.revision() + 1);
  if (command.effective_on().empty()) {
    transitioned.set_effective_on(command.occurred_on());
  }
  Outcome outcome;
  outcome.Then(certificate.id(), transitioned);
  outcome.Warn(JudgeOpenMatters(context));
  return outcome;
}

void PresentTransition(v1::Certificate* certificate, const rules::Ruleset& ruleset) {
  auto transition = rules::TransitionOf(ruleset, rules::StandardKey(certificate->standard()),
                                        certificate->edition());
  if (transition) {
    certificate->set_transition_by(transition->ends_on.ToString());
  }
}

}  // namespace assay::audits
