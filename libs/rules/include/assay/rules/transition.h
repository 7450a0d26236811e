#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"

// Editions of standards that end (rules ET-1 to ET-4). Each transition is a rule of its own, with
// the parameters standard, from_edition, to_edition, audits_until and ends_on; a certification body
// confirms its dates before relying on them.
namespace assay::rules {

// Certificates to the old edition end on `ends_on` at the latest.
struct EditionTransition {
  std::string rule;      // "ET-14001-2015"
  std::string standard;  // key, see standard.h
  std::string from_edition;
  std::string to_edition;
  calendar::Date audits_until;  // last day of audits that lead to a certificate of the old edition
  calendar::Date ends_on;
};

// All that the ruleset knows, in the order of their rules.
std::vector<EditionTransition> Transitions(const Ruleset& ruleset);
// The one that ends this edition; none when the ruleset knows of no end.
std::optional<EditionTransition> TransitionOf(const Ruleset& ruleset, std::string_view standard,
                                              std::string_view edition);

struct EditionDecision {
  std::string standard = {};  // key
  std::string edition = {};
  calendar::Date decided;
  // Last day of the audit that the decision rests on.
  std::optional<calendar::Date> audited = {};
};
// Issuing or renewing to an edition. ET-1: it has ended. ET-2: it is ending, so the certificate
// will end with it. ET-4: audited later than audits of it lead to a certificate.
Judgement JudgeEdition(const Ruleset& ruleset, Basis basis, const EditionDecision& decision);

struct TransitionDecision {
  std::string standard = {};  // key
  std::string edition = {};   // of the certificate as it is
  std::string to_edition = {};
  calendar::Date decided;
  bool audited = false;  // a reported audit of the standard against the new edition
};
// ET-1: the old edition has ended, and the certificate with it. ET-3: no transition to that edition
// is known, or no audit against it was held.
Judgement JudgeTransition(const Ruleset& ruleset, Basis basis, const TransitionDecision& decision);

}  // namespace assay::rules
