#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"

// What a certificate says (rules.md 2.9).
namespace assay::rules {

// CE-1: the effective date is never before the decision.
Judgement JudgeEffectiveDate(const Ruleset& ruleset, Basis basis, calendar::Date decision,
                             calendar::Date effective);

struct CertificateSite {
  std::string location;
  std::string scope;  // what is certified there
};

struct CertificateContent {
  std::string holder = {};
  std::vector<CertificateSite> sites = {};  // headquarters and every site
  std::optional<calendar::Date> effective = {};
  std::optional<calendar::Date> expiry = {};
  std::string number = {};
  std::string standard = {};  // key, see standard.h
  std::string edition = {};   // issue status: "2022"
  std::string scope = {};
  std::string body = {};  // name, address and mark of the body
  std::string body_address = {};
  std::string body_mark = {};
  std::string applicability_version = {};  // Statement of Applicability; 27001 only
  bool replaces_earlier = false;
  int64_t revision = 0;  // 1 for the first issue; tells a revised document from an obsolete one
};
// CE-2: everything a certificate shows is there; the breach lists the codes of what is missing.
// CE-3: the expiry is not the one that the cycle gives, if `cycle_expiry` is known.
Judgement JudgeCertificateContent(const Ruleset& ruleset, Basis basis,
                                  const CertificateContent& content,
                                  std::optional<calendar::Date> cycle_expiry = std::nullopt);

// The codes of what CE-2 misses, in a fixed order: "holder", "sites", "effective", "expiry",
// "number", "standard", "scope", "body", "statement-of-applicability", "revision".
std::vector<std::string> MissingCertificateContent(const CertificateContent& content);

// A certificate restored after a lapse that still shows its original date.
struct LapseNote {
  bool shows_original_date = false;
  bool shows_current_cycle = false;  // its start and expiry
  bool shows_last_expiry = false;
  bool shows_recertification_audit = false;
};
// CE-4: the original date may stay only together with the other three.
Judgement JudgeLapseNote(const Ruleset& ruleset, Basis basis, const LapseNote& note);

}  // namespace assay::rules
