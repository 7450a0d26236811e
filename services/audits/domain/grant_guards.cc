#include "services/audits/domain/grant_guards.h"

#include <algorithm>
#include <set>

#include "assay/actions/v1/queries.pb.h"
#include "assay/rules/certificate.h"
#include "assay/rules/standard.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/site_coverage.h"

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

}  // namespace

Objection ObjectToRequests(const v1::Journey& journey, const v1::GrantCertification& command) {
  std::set<std::string> standards;
  std::set<std::string> ids;
  std::set<std::string> numbers;
  for (const v1::CertificateRequest& request : command.certificates()) {
    Objection objection = First(
        {When(!HoldsStandard(journey.standards(), request.standard()), "standard-outside-journey",
              request.standard() + " is not a standard of this journey.", "certificates"),
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
  Date effective = DayIn(command.effective_on(), decided);
  Date expiry = rules::CertificateExpiry(*context.rules, decided);
  rules::Judgement judgement =
      rules::JudgeEffectiveDate(*context.rules, Basis::kAct, decided, effective);
  for (const v1::CertificateRequest& request : command.certificates()) {
    rules::CertificateContent content{.holder = context.organisation,
                                      .effective = effective,
                                      .expiry = expiry,
                                      .number = request.number(),
                                      .standard = rules::StandardKey(request.standard()),
                                      .edition = request.edition(),
                                      .scope = request.scope(),
                                      .body = journey.body_id(),
                                      .body_address = kOnTheBodysPaper,
                                      .body_mark = kOnTheBodysPaper,
                                      .applicability_version = request.applicability_version(),
                                      .revision = 1};
    for (const std::string& site : request.site_ids()) {
      content.sites.push_back({.location = site, .scope = request.scope()});
    }
    judgement.Merge(rules::JudgeCertificateContent(*context.rules, Basis::kAct, content, expiry));
  }
  return judgement;
}

}  // namespace assay::audits
