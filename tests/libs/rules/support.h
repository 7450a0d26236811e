#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"

namespace assay::rules {

using calendar::Date;

// A date that the test's author wrote correctly.
inline Date D(std::string_view text) {
  return Date::Parse(text).value();
}

// One audit day.
inline AuditDays On(std::string_view day) {
  return {D(day), D(day)};
}
inline AuditDays Days(std::string_view first, std::string_view last) {
  return {D(first), D(last)};
}

inline const Ruleset& Rules() {
  return Ruleset::Default();
}

// A judgement as a test writes it: "block SU-1, warn SU-7"; "ok" when nothing is broken.
inline std::string Verdict(const Judgement& judgement) {
  std::string text;
  for (const Breach& breach : judgement.breaches()) {
    text += (text.empty() ? "" : ", ") + std::string(ToString(breach.severity)) + " " + breach.rule;
  }
  return text.empty() ? "ok" : text;
}

// The sentences of a judgement, for tests that look for a word in them.
inline std::string Messages(const Judgement& judgement) {
  std::string text;
  for (const Breach& breach : judgement.breaches()) {
    text += breach.message + "\n";
  }
  return text;
}

}  // namespace assay::rules
