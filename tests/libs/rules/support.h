#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"
#include "assay/rules/overlay.h"

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

// The rules as an overlay with these lines makes them; the test fails when it is faulty.
inline Ruleset Changed(const std::string& lines) {
  std::string head =
      "id = \"test\"\nversion = \"1\"\nextends = \"assay-2026.1\"\n"
      "body = \"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\"\n";
  return Rules().With(ParseOverlay("test.toml", head + lines).value()).value();
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
