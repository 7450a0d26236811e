#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"

// What a certified client owes the body between audits (rules.md 2.12, 2.13): notice of changes,
// correction of misused marks, access for witnesses; and what a decision should not overlook.
namespace assay::rules {

// CC-1: notified later after the change than "without delay" is taken to mean: warns.
Judgement JudgeNotice(const Ruleset& ruleset, Basis basis, calendar::Date changed,
                      calendar::Date notified);
// CC-2: the body reviews a change by this day.
calendar::Date ReviewChangeBy(const Ruleset& ruleset, calendar::Date notified);
// CC-4: what the review found necessary has not been done; `missing` says what.
Judgement JudgeChangeFollowed(const Ruleset& ruleset, Basis basis, const std::string& missing);

// MK-8: a misuse is corrected by this day. Later: warns.
calendar::Date CorrectMisuseBy(const Ruleset& ruleset, calendar::Date found);
Judgement JudgeMisuseCorrection(const Ruleset& ruleset, Basis basis, calendar::Date limit,
                                calendar::Date corrected);

// WA-2: the client answers the announcement of a witness by this day.
calendar::Date AnswerWitnessBy(const Ruleset& ruleset, calendar::Date announced);
// WA-1: the client does not let the accreditation body watch.
Judgement JudgeWitnessAnswer(const Ruleset& ruleset, Basis basis, bool consents);
// WA-1: it watched on `present` before the client consented; `consented` is none where the
// announcement was not answered.
Judgement JudgeWitnessPresence(const Ruleset& ruleset, Basis basis,
                               std::optional<calendar::Date> consented, calendar::Date present);

// What is open when a decision is taken; references for messages.
struct OpenMatters {
  std::vector<std::string> misuses = {};     // not corrected
  std::vector<std::string> changes = {};     // not reviewed
  std::vector<std::string> complaints = {};  // not answered
};
// MK-9, CC-3, CM-4: warn.
Judgement JudgeOpenMatters(const Ruleset& ruleset, const OpenMatters& open);

}  // namespace assay::rules
