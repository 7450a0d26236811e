#include "services/audits/reactions.h"

#include <memory>

#include "assay/audits/v1/finding.pb.h"
#include "assay/audits/v1/journey.pb.h"
#include "assay/base/id.h"
#include "assay/directory/v1/events.pb.h"
#include "assay/training/v1/events.pb.h"

namespace assay::audits {
namespace {

template <typename Command>
Commands One(Command command) {
  return {std::make_shared<Command>(std::move(command))};
}

Commands LookAtJourneys(const Cause& cause, const std::string& occurred_on) {
  Result<Id> organisation = Id::FromBytes(cause.entry->organisation());
  if (!organisation.ok()) {
    return {};
  }
  v1::CheckMilestones check;
  check.set_id(organisation->ToString());
  check.set_occurred_on(occurred_on);
  return One(std::move(check));
}

// Events that say when they happened, and those that do not: these count from today.
template <typename Event>
Commands Look(const Event& event, const Cause& cause) {
  return LookAtJourneys(cause, event.occurred_on());
}
template <typename Event>
Commands LookToday(const Event& /*event*/, const Cause& cause) {
  return LookAtJourneys(cause, "");
}

}  // namespace

Commands LinkOpenedAction(const actions::v1::ActionOpened& opened, const Cause& cause) {
  if (opened.finding_id().empty()) {
    return {};
  }
  v1::LinkAction link;
  link.set_id(opened.finding_id());
  link.set_action_id(cause.event->id());
  return One(std::move(link));
}

Commands SettleWithClosedAction(const actions::v1::ActionClosed& closed, const Cause& cause) {
  if (closed.finding_id().empty()) {
    return {};
  }
  v1::SettleFinding settle;
  settle.set_id(closed.finding_id());
  settle.set_action_id(cause.event->id());
  settle.set_occurred_on(closed.occurred_on());
  return One(std::move(settle));
}

Commands ReopenWithAction(const actions::v1::ActionReopened& reopened, const Cause& /*cause*/) {
  if (reopened.finding_id().empty()) {
    return {};
  }
  v1::ReopenFinding reopen;
  reopen.set_id(reopened.finding_id());
  reopen.set_reason(reopened.reason());
  return One(std::move(reopen));
}

void AddMilestoneReactions(aggregate::Module* module) {
  module->ReactsTo("directory", "milestones-office-assigned", Look<directory::v1::OfficeAssigned>);
  module->ReactsTo("training", "milestones-session-held", Look<training::v1::SessionHeld>);
  module->ReactsTo("training", "milestones-course-passed", Look<training::v1::CoursePassed>);
  module->ReactsTo("actions", "milestones-review-signed", Look<actions::v1::ReviewSigned>);
  module->ReactsTo("actions", "milestones-to-do-done", Look<actions::v1::ToDoDone>);
  module->ReactsTo("actions", "milestones-to-do-redated", LookToday<actions::v1::ToDoRedated>);
  module->ReactsTo("actions", "milestones-to-do-prioritised",
                   LookToday<actions::v1::ToDoPrioritised>);
  module->ReactsTo("actions", "milestones-to-do-dropped", LookToday<actions::v1::ToDoDropped>);
}

}  // namespace assay::audits
