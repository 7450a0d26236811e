#include "services/actions/domain/to_do.h"

#include "assay/schema/fold.h"

namespace assay::actions {

namespace {

v1::Priority PriorityOfBreaches(const rules::Ruleset& ruleset) {
  const std::string& priority = ruleset.Text("BR-1", "priority");
  return priority == "high" ? v1::HIGH : priority == "medium" ? v1::MEDIUM : v1::LOW;
}

}  // namespace

Outcome DecideAddToDoForBreach(const v1::ToDo& to_do, const v1::AddToDoForBreach& command,
                               const Context& context) {
  if (to_do.state() != v1::ToDo::STATE_UNSPECIFIED) {
    return Outcome();
  }
  const rules::Rule* rule = context.rules->Find(command.rule());
  v1::ToDoAdded added;
  schema::CopyFields(command, &added);
  added.set_breach(command.message());
  added.set_title(command.rule() + " is not kept" + (rule == nullptr ? "" : ": " + rule->title));
  added.set_priority(PriorityOfBreaches(*context.rules));
  added.set_due_on(
      calendar::AddDays(context.today, context.rules->Int("BR-1", "due_days")).ToString());
  return Outcome().Begin(command.id(), added);
}

Outcome DecideRedateToDo(const v1::ToDo& to_do, const v1::RedateToDo& command,
                         const Context& /*context*/) {
  bool lets_wait = command.has_before_certification() && !command.before_certification();
  if (to_do.before_certification() && lets_wait && !command.by_forum()) {
    return aggregate::Refuse("forum-decides",
                             "This item is due before certification: only the forum lets it wait "
                             "until afterwards.",
                             "byForum");
  }
  v1::ToDoRedated redated;
  schema::CopyFields(command, &redated);
  redated.set_title(to_do.title());  // whoever keeps dates may not know an item that had none
  redated.set_owner_id(to_do.owner_id());
  return Outcome().Then(command.id(), redated);
}

}  // namespace assay::actions
