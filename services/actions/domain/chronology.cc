#include "services/actions/domain/chronology.h"

#include "assay/aggregate/outcome.h"
#include "assay/rules/corrective_action.h"

namespace assay::actions {
namespace {

constexpr char kOutOfOrder[] = "out-of-order";

}  // namespace

std::optional<Rejection> RefuseBefore(const std::string& date, const std::string& earliest,
                                      const std::string& what, const std::string& field) {
  if (earliest.empty() || date >= earliest) {
    return std::nullopt;
  }
  return aggregate::Refuse(kOutOfOrder,
                           "This cannot have happened on " + date + ": " + what + " on " +
                               earliest + "; give a date from then on.",
                           field);
}

std::optional<Rejection> RefuseStepBefore(const std::string& date, const std::string& earliest,
                                          const std::string& what,
                                          const aggregate::Context& context) {
  std::optional<Rejection> refusal = RefuseBefore(date, earliest, what);
  if (!refusal) {
    return std::nullopt;
  }
  rules::Judgement order =
      rules::JudgeStepDate(*context.rules, rules::Basis::kAct, calendar::Date::Parse(date).value(),
                           calendar::Date::Parse(earliest).value(), what);
  if (auto named = rules::Refusal(order, refusal->field)) {
    named->code = kOutOfOrder;
    return named;
  }
  return refusal;  // an installation may do without the rule, not without the order of days
}

bool IsSaid(const std::string& text) {
  return text.find_first_not_of(" \t\n") != std::string::npos;
}

}  // namespace assay::actions
