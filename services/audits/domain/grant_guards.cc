#include "services/audits/domain/grant_guards.h"

#include <algorithm>
#include <set>

#include "assay/actions/v1/queries.pb.h"
#include "assay/rules/certificate.h"
#include "assay/rules/standard.h"
#include "services/audits/domain/certificate_state.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/decision_package.h"
#include "services/audits/domain/edition.h"
#include "services/audits/domain/site_coverage.h"
#include "services/audits/domain/site_scopes.h"

namespace assay::audits {
namespace {

constexpr char kOnTheBodysPaper[] = "printed by the body";

// Every site on at least one of the certificates.
Texts CertifiedSites(const v1::GrantCertification& command) {
  std::set<std::string> sites;
  for (const v1::CertificateRequest& request : command.certificates()) {
    sites.insert(request.site_ids().begin(), request.site_ids().end());
  }
  return {sites.begin(), sites.end()};
}

// NC-4: verified in time; one that is still open could at the earliest be verified on the day of
// the decision.
rules::Judgement JudgeVerifiedInTime(const v1::Journey& journey, Date decided,
                                     const Context& context) {
  rules::Judgement judgement;
  std::optional<Date> stage2_end = DateIn(journey.stage2_last_day());
  for (const v1::Finding* finding : BodyNonconformities(context)) {
    if (stage2_end && finding->grade() == v1::MAJOR) {
      Date verified = DayIn(finding->verified_on(), decided);
      judgement.Merge(
          rules::JudgeStage2Verification(*context.rules, Basis::kAct, *stage2_end, verified));
    }
  }
  return judgement;
}

bool ReviewCovers(const v1::Journey& journey, const std::string& standard, const Context& context) {
  auto reviews = context.All<actions::v1::ManagementReview>();
  return std::any_of(reviews.begin(), reviews.end(), [&](const auto* review) {
    return review->journey_id() == journey.id() &&
           review->state() == actions::v1::ManagementReview::SIGNED &&
           HoldsStandard(review->standards(), standard);
  });
}

bool IsCertified(const std::string& standard, const v1::GrantCertification& command,
                 const Context& context) {
  Date day = DayIn(command.occurred_on(), context.today);
  auto certificates = context.All<v1::Certificate>();
  return std::any_of(certificates.begin(), certificates.end(), [&](const v1::Certificate* one) {
    return SameStandard(one->standard(), standard) && one->state() != v1::Certificate::WITHDRAWN &&
           !HasExpired(*one, day, *context.rules);
  });
}

// The last day of the stage 2 that audited the standard; none where there was none.
std::optional<Date> Stage2Of(const std::string& standard, const Context& context) {
  std::optional<Date> last;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    std::optional<Date> day = DateIn(audit->last_day());
    if (audit->type() == v1::CERTIFICATION_STAGE_2 && IsReported(*audit) && day &&
        HoldsStandard(audit->standards(), standard)) {
      last = std::max(last.value_or(*day), *day);
    }
  }
  return last;
}

// What the certificate would show, without the body.
rules::CertificateContent ContentOf(const v1::GrantCertification& command,
                                    const v1::CertificateRequest& request, const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  rules::CertificateContent content{.holder = context.organisation,
                                    .effective = DayIn(command.effective_on(), decided),
                                    .expiry = rules::CertificateExpiry(*context.rules, decided),
                                    .number = request.number(),
                                    .standard = rules::StandardKey(request.standard()),
                                    .edition = request.edition(),
                                    .scope = request.scope(),
                                    .applicability_version = request.applicability_version(),
                                    .revision = 1};
  for (const std::string& site : request.site_ids()) {
    content.sites.push_back(
        {.location = site, .scope = ScopeAt(site, request.site_scopes(), request.scope())});
  }
  return content;
}

}  // namespace

rules::Judgement JudgeStandardsAudited(const v1::GrantCertification& command,
                                       const Context& context) {
  rules::Judgement judgement;
  for (const v1::CertificateRequest& request : command.certificates()) {
    judgement.Merge(rules::JudgeAudited(*context.rules, Basis::kAct, request.standard(),
                                        Stage2Of(request.standard(), context).has_value()));
    judgement.Merge(JudgeAnew(request.standard(), request.edition(),
                              DayIn(command.occurred_on(), context.today), context));
  }
  return judgement;
}

rules::Judgement JudgeSupplied(const v1::GrantCertification& command, const Context& context) {
  rules::Judgement judgement;
  for (const v1::CertificateRequest& request : command.certificates()) {
    judgement.Merge(JudgePackage(request.standard(), v1::CERTIFICATION_STAGE_2, "", context));
  }
  return judgement;
}

rules::Judgement JudgeInitialSites(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context) {
  rules::Judgement judgement;
  for (const v1::CertificateRequest& request : command.certificates()) {
    judgement.Merge(JudgeSitesVisited(journey, request.standard(), v1::CERTIFICATION_STAGE_2,
                                      rules::SampleKind::kInitial, "", context));
  }
  return judgement;
}

rules::Judgement JudgeEditions(const v1::GrantCertification& command, const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  rules::Judgement judgement;
  for (const v1::CertificateRequest& request : command.certificates()) {
    judgement.Merge(JudgeEditionOf(request.standard(), request.edition(), decided,
                                   Stage2Of(request.standard(), context), context));
  }
  return judgement;
}

Objection ObjectToRequests(const v1::Journey& journey, const v1::GrantCertification& command,
                           const Context& context) {
  std::set<std::string> standards;
  std::set<std::string> ids;
  std::set<std::string> numbers;
  for (const v1::CertificateRequest& request : command.certificates()) {
    Objection objection = First(
        {When(!HoldsStandard(journey.standards(), request.standard()), "standard-outside-journey",
              request.standard() + " is not a standard of this journey.", "certificates"),
         When(IsCertified(request.standard(), command, context), "standard-certified",
              request.standard() + " has a certificate that stands; renew, extend or revise that.",
              "certificates"),
         ObjectToSiteScopes(request.site_scopes(), request.site_ids(), "certificates"),
         When(!standards.insert(rules::StandardKey(request.standard())).second, "standard-twice",
              "There is one certificate for each standard; " + request.standard() +
                  " is there twice.",
              "certificates"),
         When(!ids.insert(request.certificate_id()).second ||
                  !numbers.insert(request.number()).second,
              "certificate-twice", "Every certificate has its own id and number.", "certificates"),
         When(!Beyond(request.site_ids(), journey.site_ids()).empty(), "site-outside-journey",
              "A certificate covers sites of the journey; revise its scope first.",
              "certificates")});
    if (objection) {
      return objection;
    }
  }
  return std::nullopt;
}

rules::Judgement JudgeOpenFindings(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  Texts certified = CertifiedSites(command);
  std::vector<std::string> dropped = Beyond(journey.site_ids(), certified);
  std::vector<rules::DecisionFinding> findings = DecisionFindings(context);
  rules::Judgement judgement = JudgeVerifiedInTime(journey, decided, context);
  judgement.Merge(rules::JudgeSiteFindings(*context.rules, Basis::kAct, rules::DecisionKind::kGrant,
                                           ToVector(certified), dropped, findings));
  judgement.Merge(
      rules::JudgeFindings(*context.rules, Basis::kAct, rules::DecisionKind::kGrant, findings));
  return judgement;
}

rules::Judgement JudgeInformationSecurity(const v1::Journey& journey,
                                          const v1::GrantCertification& command,
                                          const Context& context) {
  rules::Judgement judgement;
  for (const v1::CertificateRequest& request : command.certificates()) {
    judgement.Merge(rules::JudgeScopeCoverage(
        *context.rules, Basis::kAct, rules::StandardKey(request.standard()),
        InternallyAudited(request.standard(), request.site_ids(), context),
        ReviewCovers(journey, request.standard(), context)));
  }
  return judgement;
}

rules::Judgement JudgeCertificates(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context) {
  Date decided = DayIn(command.occurred_on(), context.today);
  Date expiry = rules::CertificateExpiry(*context.rules, decided);
  rules::Judgement judgement = rules::JudgeEffectiveDate(*context.rules, Basis::kAct, decided,
                                                         DayIn(command.effective_on(), decided));
  for (const v1::CertificateRequest& request : command.certificates()) {
    rules::CertificateContent content = ContentOf(command, request, context);
    content.body = journey.body_id();
    content.body_address = kOnTheBodysPaper;
    content.body_mark = kOnTheBodysPaper;
    judgement.Merge(rules::JudgeCertificateContent(*context.rules, Basis::kAct, content, expiry));
  }
  return judgement;
}

rules::Judgement JudgeKnownContent(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context) {
  rules::CertificateContent content = ContentOf(command, command.certificates(0), context);
  const auto* body = context.Find<v1::CertificationBody>(journey.body_id());
  content.body = body->name();
  content.body_address = body->address();
  content.body_mark = body->mark();
  return rules::JudgeCertificateContent(*context.rules, Basis::kFact, content);
}

}  // namespace assay::audits
