#include "services/actions/domain/effort.h"

#include <algorithm>
#include <map>

#include "assay/rules/fraction.h"

namespace assay::actions {
namespace {

using aggregate::Refuse;
using rules::Fraction;

constexpr int kEntriesMax = 200;

// Refuses what is no amount of something spent.
std::optional<Rejection> RefuseAmount(const std::string& decimal, const std::string& field) {
  Result<Fraction> amount = Fraction::Parse(decimal);
  if (amount.ok() && *amount >= Fraction(0)) {
    return std::nullopt;
  }
  return Refuse("not-spent",
                "What was spent is a number from 0 on, with at most nine digits before and four "
                "after the point.",
                field);
}

// What an entry holds was checked when it was recorded.
Fraction AmountOf(const std::string& decimal) {
  Result<Fraction> amount = Fraction::Parse(decimal.empty() ? "0" : decimal);
  return amount.ok() ? *amount : Fraction(0);
}

}  // namespace

Outcome DecideRecordEffort(const v1::Action& action, const v1::RecordEffort& command,
                           const Context& /*context*/) {
  const v1::EffortEntry& entry = command.entry();
  if (entry.hours().empty() && !entry.has_cost()) {
    return Refuse("nothing-spent", "Give the hours, the cost, or both.", "entry");
  }
  if (!entry.hours().empty()) {
    if (auto refusal = RefuseAmount(entry.hours(), "entry.hours")) {
      return *refusal;
    }
  }
  if (entry.has_cost()) {
    if (auto refusal = RefuseAmount(entry.cost().amount(), "entry.cost.amount")) {
      return *refusal;
    }
  }
  if (std::any_of(action.efforts().begin(), action.efforts().end(),
                  [&entry](const v1::EffortEntry& one) { return one.id() == entry.id(); })) {
    return Refuse("already-recorded", "There is an entry with this id: record another one.",
                  "entry.id");
  }
  if (action.efforts_size() >= kEntriesMax) {
    return Refuse("too-many-entries",
                  "An action takes at most " + std::to_string(kEntriesMax) + " entries of effort.");
  }
  v1::EffortRecorded recorded;
  *recorded.mutable_entry() = entry;
  return Outcome().Then(command.id(), recorded);
}

void PresentEffort(v1::Action* action) {
  Fraction hours;
  std::map<std::string, Fraction> costs;
  for (const v1::EffortEntry& entry : action->efforts()) {
    hours = hours + AmountOf(entry.hours());
    if (entry.has_cost()) {
      Fraction& sum = costs[entry.cost().currency()];
      sum = sum + AmountOf(entry.cost().amount());
    }
  }
  action->set_hours_spent(action->efforts().empty() ? "" : hours.ToString());
  action->clear_cost_spent();
  for (const auto& [currency, sum] : costs) {
    assay::Money* money = action->add_cost_spent();
    money->set_amount(sum.ToString());
    money->set_currency(currency);
  }
}

}  // namespace assay::actions
