#include "services/scheduling/domain/cycle.h"

#include <algorithm>
#include <optional>

#include "assay/rules/cycle.h"
#include "assay/schema/fold.h"
#include "services/scheduling/domain/coverage.h"
#include "services/scheduling/domain/days.h"
#include "services/scheduling/domain/programme.h"

namespace assay::scheduling {
namespace {

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
  if (NextOpen(cycle.windows(), command.recertification()) == nullptr) {
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

// Where the certificates are on different cycles, an audit counts for the journey's only when it is
// of a standard on it.
bool IsOfCycle(const v1::Cycle& cycle, const v1::FillWindow& command, const Context& context) {
  auto certificates = context.All<v1::CoveredCertificate>();
  auto counts = [&](const v1::CoveredCertificate* one) {
    return (one->decided_on().empty() || one->decided_on() == cycle.decided_on()) &&
           IsOf(*one, command.standards());
  };
  return certificates.empty() || std::any_of(certificates.begin(), certificates.end(), counts);
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
  if (!IsOfCycle(cycle, command, context)) {
    return {};
  }
  if (auto refusal = RefuseFilling(cycle, command)) {
    return *refusal;
  }
  const v1::Window& open = *NextOpen(cycle.windows(), command.recertification());
  v1::WindowFilled filled;
  *filled.mutable_window() = FilledBy(open, command.audit_id(), command.last_day());
  Outcome outcome = Outcome().Then(command.id(), filled);
  outcome.Warn(JudgeFilling(*context.rules, cycle.decided_on(), cycle.expires_on(), open,
                            Day(command.last_day())));
  return outcome;
}

void PresentCycle(v1::Cycle* cycle, calendar::Date on) {
  cycle->set_expired(rules::IsExpired(Day(cycle->expires_on()), on));
}

}  // namespace assay::scheduling
