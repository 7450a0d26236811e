#include "services/scheduling/domain/programme.h"

#include <algorithm>

#include "assay/rules/recertification.h"
#include "assay/rules/surveillance.h"
#include "services/scheduling/domain/days.h"

namespace assay::scheduling {
namespace {

using rules::Basis;

constexpr char kRecertification[] = "recertification";

v1::Window MakeWindow(std::string key, calendar::Date earliest, calendar::Date latest,
                      calendar::Date advised_by, std::string rule) {
  v1::Window window;
  window.set_key(std::move(key));
  window.set_earliest(earliest.ToString());
  window.set_latest(latest.ToString());
  window.set_advised_by(advised_by.ToString());
  window.set_rule(std::move(rule));
  return window;
}

}  // namespace

std::vector<v1::Window> WindowsOf(const rules::CycleDates& dates) {
  std::vector<v1::Window> windows;
  for (const rules::SurveillanceWindow& planned : dates.surveillances) {
    windows.push_back(MakeWindow("surveillance-" + std::to_string(windows.size() + 1), planned.from,
                                 planned.by, planned.advised_by, planned.rule));
  }
  windows.push_back(MakeWindow(kRecertification, dates.recertification_from, dates.expiry,
                               dates.recertification_advised_by, "RC-1"));
  return windows;
}

bool IsRecertification(const v1::Window& window) {
  return window.key() == kRecertification;
}

const v1::Window* NextOpen(const Windows& windows, bool recertification) {
  auto open = std::find_if(windows.begin(), windows.end(), [&](const v1::Window& window) {
    return window.audit_id().empty() && IsRecertification(window) == recertification;
  });
  return open == windows.end() ? nullptr : &*open;
}

bool IsFilledBy(const Windows& windows, const std::string& audit_id) {
  return std::any_of(windows.begin(), windows.end(), [&audit_id](const v1::Window& window) {
    return window.audit_id() == audit_id;
  });
}

v1::Window FilledBy(const v1::Window& window, const std::string& audit_id,
                    const std::string& last_day) {
  v1::Window filled = window;
  filled.set_audit_id(audit_id);
  filled.set_done_on(last_day);
  return filled;
}

rules::Judgement JudgeFilling(const rules::Ruleset& ruleset, const std::string& decided_on,
                              const std::string& expires_on, const v1::Window& window,
                              calendar::Date last_day) {
  rules::AuditDays days{last_day, last_day};
  if (IsRecertification(window)) {
    return rules::JudgeRecertificationPlan(ruleset, Basis::kFact, Day(expires_on), days);
  }
  if (window.rule() == "SU-1") {
    return rules::JudgeFirstSurveillance(ruleset, Basis::kFact, Day(decided_on), days);
  }
  rules::Judgement judgement;
  std::string held = window.key() + " on " + last_day.ToString();
  if (last_day > Day(window.latest())) {
    judgement.Add(ruleset, Basis::kFact, window.rule(),
                  held + " is late; it was due by " + window.latest());
  } else if (last_day > Day(window.advised_by())) {
    judgement.Add(
        ruleset, Basis::kFact, "SU-7",
        held + " is later than the programme advises, which is by " + window.advised_by());
  }
  return judgement;
}

}  // namespace assay::scheduling
