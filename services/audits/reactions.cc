#include "services/audits/reactions.h"

#include <memory>

#include "assay/audits/v1/commands.pb.h"

namespace assay::audits {
namespace {

template <typename Command>
Commands One(Command command) {
  return {std::make_shared<Command>(std::move(command))};
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

}  // namespace assay::audits
