#pragma once

#include <memory>

#include "assay/aggregate/module.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "services/scheduling/reactions.h"

namespace assay::scheduling {

// The deadline of what the event is about is met, on the day that the event names.
template <typename Event>
aggregate::Commands Meet(const Event& event, const aggregate::Cause& cause) {
  auto meet = std::make_shared<v1::MeetDeadline>();
  meet->set_id(DeadlineIdOf(cause.event->id()));
  meet->set_occurred_on(event.occurred_on());
  return {meet};
}

}  // namespace assay::scheduling
