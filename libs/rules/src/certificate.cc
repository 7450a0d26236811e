#include "assay/rules/certificate.h"

#include <algorithm>

#include "text.h"

namespace assay::rules {

Judgement JudgeEffectiveDate(const Ruleset& ruleset, Basis basis, calendar::Date decision,
                             calendar::Date effective) {
  Judgement judgement;
  if (effective < decision) {
    judgement.Add(ruleset, basis, "CE-1",
                  "the certificate cannot take effect on " + effective.ToString() +
                      ", before the decision of " + decision.ToString());
  }
  return judgement;
}

std::vector<std::string> MissingCertificateContent(const CertificateContent& content) {
  std::vector<std::string> missing;
  auto need = [&missing](bool there, const char* code) {
    if (!there) {
      missing.emplace_back(code);
    }
  };
  bool sites_complete =
      !content.sites.empty() &&
      std::all_of(content.sites.begin(), content.sites.end(), [](const CertificateSite& site) {
        return !site.location.empty() && !site.scope.empty();
      });
  need(!content.holder.empty(), "holder");
  need(sites_complete, "sites");
  need(content.effective.has_value(), "effective");
  need(content.expiry.has_value(), "expiry");
  need(!content.number.empty(), "number");
  need(!content.standard.empty() && !content.edition.empty(), "standard");
  need(!content.scope.empty(), "scope");
  need(!content.body.empty() && !content.body_address.empty() && !content.body_mark.empty(),
       "body");
  need(content.standard != "27001" || !content.applicability_version.empty(),
       "statement-of-applicability");
  need(!content.replaces_earlier || content.revision > 1, "revision");
  return missing;
}

Judgement JudgeCertificateContent(const Ruleset& ruleset, Basis basis,
                                  const CertificateContent& content,
                                  std::optional<calendar::Date> cycle_expiry) {
  Judgement judgement;
  std::vector<std::string> missing = MissingCertificateContent(content);
  if (!missing.empty()) {
    judgement.Add(ruleset, basis, "CE-2", "the certificate lacks: " + Join(missing));
  }
  if (cycle_expiry && content.expiry && *content.expiry != *cycle_expiry) {
    judgement.Add(ruleset, basis, "CE-3",
                  "the certificate expires on " + content.expiry->ToString() + ", the cycle on " +
                      cycle_expiry->ToString());
  }
  return judgement;
}

Judgement JudgeLapseNote(const Ruleset& ruleset, Basis basis, const LapseNote& note) {
  Judgement judgement;
  bool complete =
      note.shows_current_cycle && note.shows_last_expiry && note.shows_recertification_audit;
  if (note.shows_original_date && !complete) {
    judgement.Add(ruleset, basis, "CE-4",
                  "the original date stays only beside the current cycle, the last expiry and the "
                  "recertification audit");
  }
  return judgement;
}

}  // namespace assay::rules
