#include "services/actions/domain/repeats.h"

#include <algorithm>

#include "assay/rules/corrective_action_gates.h"

namespace assay::actions {
namespace {

using calendar::Date;

v1::Repeat RepeatOf(const v1::Action& action, v1::RepeatBasis basis) {
  v1::Repeat repeat;
  repeat.set_action_id(action.id());
  repeat.set_number(action.number());
  repeat.set_basis(basis);
  repeat.set_opened_on(action.opened_on());
  if (action.state() == v1::Action::CLOSED) {
    repeat.set_closed_on(action.closed_on());
  }
  return repeat;
}

void AddOnce(const v1::Repeat& repeat, Repeats* repeats) {
  bool known = std::any_of(
      repeats->earlier.begin(), repeats->earlier.end(),
      [&repeat](const v1::Repeat& one) { return one.action_id() == repeat.action_id(); });
  if (!known && repeat.action_id() != repeats->action_id) {
    repeats->earlier.push_back(repeat);
  }
}

// The action itself, or what it repeated where it was cancelled; as far as the period reaches.
template <typename List>
void AddWithin(const v1::Action& found, const List& before, v1::RepeatBasis basis,
               const std::string& on, const Context& context, Repeats* repeats) {
  std::vector<v1::Repeat> candidates(before.begin(), before.end());
  if (found.state() != v1::Action::CANCELLED) {
    candidates = {RepeatOf(found, basis)};
  }
  for (const v1::Repeat& candidate : candidates) {
    if (rules::IsRepeat(*context.rules, Date::Parse(on).value(),
                        Date::ParseOptional(candidate.closed_on()).value())) {
      AddOnce(candidate, repeats);
    }
  }
}

void Tell(const std::vector<std::string>& ids, const Repeats& repeats, v1::RepeatBasis basis,
          Outcome* outcome) {
  for (const std::string& id : ids) {
    v1::ActionRepeated repeated;
    repeated.set_basis(basis);
    bool counts = std::any_of(repeats.earlier.begin(), repeats.earlier.end(),
                              [&id](const v1::Repeat& one) { return one.action_id() == id; });
    repeated.set_repeated_by(counts ? repeats.action_id : "");
    if (basis == v1::SAME_CAUSE) {
      repeated.set_repeat_cause("");
    } else if (basis == v1::SAME_CLAUSE_AND_SITE) {
      repeated.set_repeat_site_id("");
    }
    outcome->Then(id, repeated);
  }
}

}  // namespace

bool CanRepeat(const v1::OpenAction& command) {
  return command.kind() != v1::IMPROVEMENT && !command.clause().empty() &&
         !command.site_id().empty();
}

Repeats FindSamePlace(const v1::OpenAction& command, const Context& context) {
  Repeats repeats{.action_id = command.id()};
  for (const v1::Action* found : context.All<v1::Action>()) {
    bool named = !command.repeats_finding_id().empty() &&
                 found->finding_id() == command.repeats_finding_id();
    if (named) {
      AddOnce(RepeatOf(*found, v1::NAMED_BY_AUDITOR), &repeats);
      repeats.named.push_back(found->id());
    }
    bool same_place = CanRepeat(command) && found->repeat_site_id() == command.site_id() &&
                      found->standard() == command.standard() &&
                      found->clause() == command.clause() && found->id() != command.id();
    if (same_place) {
      repeats.latest_of_place.push_back(found->id());
      AddWithin(*found, found->repeats(), v1::SAME_CLAUSE_AND_SITE, command.occurred_on(), context,
                &repeats);
    }
  }
  return repeats;
}

Repeats FindSameCause(const v1::Action& action, const v1::AnalyseCause& command,
                      const Context& context) {
  Repeats repeats{.action_id = command.id()};
  for (const v1::Action* found : context.All<v1::Action>()) {
    if (command.cause_code().empty() || found->repeat_cause() != command.cause_code() ||
        found->id() == action.id()) {
      continue;
    }
    repeats.latest_of_cause.push_back(found->id());
    AddWithin(*found, found->cause_repeats(), v1::SAME_CAUSE, command.occurred_on(), context,
              &repeats);
  }
  if (repeats.latest_of_cause.empty() && action.cause_code() == command.cause_code()) {
    repeats.earlier.assign(action.cause_repeats().begin(), action.cause_repeats().end());
  }
  return repeats;
}

void TellEarlier(const Repeats& repeats, Outcome* outcome) {
  Tell(repeats.named, repeats, v1::NAMED_BY_AUDITOR, outcome);
  Tell(repeats.latest_of_place, repeats, v1::SAME_CLAUSE_AND_SITE, outcome);
  Tell(repeats.latest_of_cause, repeats, v1::SAME_CAUSE, outcome);
}

rules::Judgement JudgeRepeats(const Repeats& repeats, const Context& context) {
  std::vector<std::string> numbers;
  for (const v1::Repeat& earlier : repeats.earlier) {
    numbers.push_back(earlier.number());
  }
  return rules::JudgeRepeats(*context.rules, rules::Basis::kFact, numbers);
}

}  // namespace assay::actions
