#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/training/v1/commands.pb.h"
#include "assay/training/v1/queries.pb.h"

// Planning a training session: what kind it is, how long it takes, who is invited. Pure.
namespace assay::training {

using aggregate::Context;
using aggregate::Outcome;

// Schedules a session; without a length it takes what its kind usually takes. Refuses: a briefing
// without its standard, an auditor course that is not of two half days or lacks lecture or worked
// exercise. Judges TN-1, which warns: an administrators' workshop that is not of half a day.
Outcome DecideScheduleSession(const v1::Session& session, const v1::ScheduleSession& command,
                              const Context& context);

// Adds people to the invited; the event has the whole list. `everyone` are all staff present.
// Refuses: nobody named or nobody there; more than a thousand people; somebody whom the directory
// does not know, or who has left.
Outcome DecideInvitePeople(const v1::Session& session, const v1::InvitePeople& command,
                           const Context& context);

// How many half days a session of the kind usually takes.
uint32_t UsualHalfDays(v1::SessionKind kind);

}  // namespace assay::training
