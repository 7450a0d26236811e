#include "services/scheduling/reactions/deadlines.h"

#include "assay/actions/v1/events.pb.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "services/scheduling/reactions.h"
#include "services/scheduling/reactions/met.h"

namespace assay::scheduling {
namespace {

using aggregate::Cause;
using aggregate::Commands;

constexpr char kAction[] = "actions.Action";
constexpr char kToDo[] = "actions.ToDo";

std::shared_ptr<v1::SetDeadline> Setting(const Cause& cause, const char* subject_record,
                                         const std::string& due_on) {
  auto set = std::make_shared<v1::SetDeadline>();
  set->set_id(DeadlineIdOf(cause.event->id()));
  set->set_subject_record(subject_record);
  set->set_subject_id(cause.event->id());
  set->set_due_on(due_on);
  return set;
}

template <typename Event>
Commands SetNew(const Event& event, const Cause& cause, const char* subject_record) {
  if (event.due_on().empty()) {
    return {};
  }
  auto set = Setting(cause, subject_record, event.due_on());
  set->set_title(event.title());
  set->set_owner_id(event.owner_id());
  return {set};
}

Commands DropFor(const Cause& cause, const std::string& reason) {
  auto drop = std::make_shared<v1::DropDeadline>();
  drop->set_id(DeadlineIdOf(cause.event->id()));
  drop->set_reason(reason);
  return {drop};
}

// A thing whose date was taken away has no deadline any more.
template <typename Event>
Commands Change(const Event& event, const Cause& cause, const char* subject_record) {
  if (event.due_on().empty()) {
    return DropFor(cause, "it has no date any more");
  }
  auto set = Setting(cause, subject_record, event.due_on());
  set->set_title(event.title());
  set->set_owner_id(event.owner_id());
  return {set};
}

template <typename Event>
Commands Drop(const Event& event, const Cause& cause) {
  return DropFor(cause, event.reason());
}

Commands SetAction(const actions::v1::ActionOpened& event, const Cause& cause) {
  return SetNew(event, cause, kAction);
}

template <typename Event>
Commands ChangeAction(const Event& event, const Cause& cause) {
  return Change(event, cause, kAction);
}

Commands Assign(const actions::v1::ActionAssigned& event, const Cause& cause) {
  auto assign = std::make_shared<v1::AssignDeadline>();
  assign->set_id(DeadlineIdOf(cause.event->id()));
  assign->set_owner_id(event.owner_id());
  return {assign};
}

Commands Reopen(const actions::v1::ActionReopened& /*event*/, const Cause& cause) {
  auto reopen = std::make_shared<v1::ReopenDeadline>();
  reopen->set_id(DeadlineIdOf(cause.event->id()));
  return {reopen};
}

Commands SetToDo(const actions::v1::ToDoAdded& event, const Cause& cause) {
  return SetNew(event, cause, kToDo);
}

Commands ChangeToDo(const actions::v1::ToDoRedated& event, const Cause& cause) {
  return Change(event, cause, kToDo);
}

}  // namespace

void AddDeadlineReactions(aggregate::Module* module) {
  module->ReactsTo("actions", "action-opened", SetAction);
  module->ReactsTo("actions", "action-assigned", Assign);
  module->ReactsTo("actions", "action-regraded", ChangeAction<actions::v1::ActionRegraded>);
  module->ReactsTo("actions", "due-date-extended", ChangeAction<actions::v1::DueDateExtended>);
  module->ReactsTo("actions", "action-redated", ChangeAction<actions::v1::ActionRedated>);
  module->ReactsTo("actions", "action-closed", Meet<actions::v1::ActionClosed>);
  module->ReactsTo("actions", "action-reopened", Reopen);
  module->ReactsTo("actions", "action-cancelled", Drop<actions::v1::ActionCancelled>);
  module->ReactsTo("actions", "to-do-added", SetToDo);
  module->ReactsTo("actions", "to-do-redated", ChangeToDo);
  module->ReactsTo("actions", "to-do-done", Meet<actions::v1::ToDoDone>);
  module->ReactsTo("actions", "to-do-dropped", Drop<actions::v1::ToDoDropped>);
}

}  // namespace assay::scheduling
