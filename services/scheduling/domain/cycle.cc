#include "services/scheduling/domain/cycle.h"

#include <algorithm>
#include <optional>

#include "assay/rules/cycle.h"
#include "assay/rules/recertification.h"
#include "assay/rules/surveillance.h"
#include "assay/schema/fold.h"
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

void KeepFilling(const v1::Cycle& cycle, v1::Window* window) {
  for (const v1::Window& before : cycle.windows()) {
    if (before.key() == window->key()) {
      window->set_audit_id(before.audit_id());
      window->set_done_on(before.done_on());
    }
  }
}

std::optional<Rejection> RefuseComputing(const v1::Cycle& cycle, const v1::ComputeCycle& command) {
  if (command.expires_on() <= command.decided_on()) {
    return aggregate::Refuse("expiry-before-decision",
                             "The decision of " + command.decided_on() +
                                 " cannot lead to an expiry on " + command.expires_on() +
                                 ": certification expires after it was decided.",
                             "expiresOn");
  }
  if (command.decided_on() < cycle.decided_on()) {
    return aggregate::Refuse("older-decision",
                             "The cycle follows from the decision of " + cycle.decided_on() +
                                 "; an older one does not change it.",
                             "decidedOn");
  }
  return std::nullopt;
}

bool IsRecertification(const v1::Window& window) {
  return window.key() == kRecertification;
}

const v1::Window* NextOpen(const v1::Cycle& cycle, bool recertification) {
  const auto& windows = cycle.windows();
  auto open = std::find_if(windows.begin(), windows.end(), [&](const v1::Window& window) {
    return window.audit_id().empty() && IsRecertification(window) == recertification;
  });
  return open == windows.end() ? nullptr : &*open;
}

std::optional<Rejection> RefuseFilling(const v1::Cycle& cycle, const v1::FillWindow& command) {
  if (cycle.state() != v1::Cycle::RUNNING) {
    return aggregate::Refuse("cycle-ended",
                             "This cycle has ended with its last certificate; a new decision "
                             "begins another.");
  }
  for (const v1::Window& window : cycle.windows()) {
    if (window.audit_id() == command.audit_id()) {
      return aggregate::Refuse("already-counted",
                               "This audit counts as " + window.key() +
                                   " already; one audit fills "
                                   "one window.",
                               "auditId");
    }
  }
  if (command.last_day() < cycle.decided_on()) {
    return aggregate::Refuse("before-decision",
                             "This audit ended on " + command.last_day() +
                                 ", before the decision of " + cycle.decided_on() +
                                 " that began the cycle: it belongs to the cycle before.",
                             "lastDay");
  }
  if (NextOpen(cycle, command.recertification()) == nullptr) {
    return aggregate::Refuse("no-open-window",
                             command.recertification()
                                 ? "The recertification audit of this cycle has taken place; the "
                                   "next one belongs to the next cycle."
                                 : "All surveillances of this cycle have taken place; a further "
                                   "audit is a special one.",
                             "auditId");
  }
  return std::nullopt;
}

// What the rules say about an audit that is over: whatever is late is a warning.
rules::Judgement JudgeFilling(const rules::Ruleset& ruleset, const v1::Cycle& cycle,
                              const v1::Window& window, calendar::Date last_day) {
  rules::AuditDays days{last_day, last_day};
  if (IsRecertification(window)) {
    return rules::JudgeRecertificationPlan(ruleset, Basis::kFact, Day(cycle.expires_on()), days);
  }
  if (window.rule() == "SU-1") {
    return rules::JudgeFirstSurveillance(ruleset, Basis::kFact, Day(cycle.decided_on()), days);
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

}  // namespace

Outcome DecideComputeCycle(const v1::Cycle& cycle, const v1::ComputeCycle& command,
                           const Context& context) {
  if (auto refusal = RefuseComputing(cycle, command)) {
    return *refusal;
  }
  rules::CycleDates dates = rules::PlanCycle(*context.rules, Day(command.decided_on()),
                                             Day(command.expires_on()), command.first_cycle());
  v1::CycleComputed computed;
  schema::CopyFields(command, &computed);
  computed.set_journey_id(command.id());
  computed.set_restore_until(dates.restore_until.ToString());
  for (v1::Window& window : WindowsOf(dates)) {
    if (cycle.decided_on() == command.decided_on()) {
      KeepFilling(cycle, &window);
    }
    *computed.add_windows() = std::move(window);
  }
  bool begins = cycle.state() == v1::Cycle::STATE_UNSPECIFIED;
  return begins ? Outcome().Begin(command.id(), computed) : Outcome().Then(command.id(), computed);
}

Outcome DecideFillWindow(const v1::Cycle& cycle, const v1::FillWindow& command,
                         const Context& context) {
  if (auto refusal = RefuseFilling(cycle, command)) {
    return *refusal;
  }
  const v1::Window& open = *NextOpen(cycle, command.recertification());
  v1::WindowFilled filled;
  *filled.mutable_window() = open;
  filled.mutable_window()->set_audit_id(command.audit_id());
  filled.mutable_window()->set_done_on(command.last_day());
  Outcome outcome = Outcome().Then(command.id(), filled);
  outcome.Warn(JudgeFilling(*context.rules, cycle, open, Day(command.last_day())));
  return outcome;
}

void PresentCycle(v1::Cycle* cycle, calendar::Date on) {
  cycle->set_expired(rules::IsExpired(Day(cycle->expires_on()), on));
}

}  // namespace assay::scheduling
