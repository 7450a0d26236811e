#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/training/v1/commands.pb.h"
#include "assay/training/v1/queries.pb.h"

// Who took part in a session (R19). Pure.
namespace assay::training {

using aggregate::Context;
using aggregate::Outcome;

// Records the session as held, with those who came, invited or not, each once. The event says kind
// and standard, for whoever listens.
Outcome DecideHoldSession(const v1::Session& session, const v1::HoldSession& command,
                          const Context& context);

// Records a management review as forum training (R22): scheduled, invited and held in one entry.
Outcome DecideRecordReviewTraining(const v1::Session& session,
                                   const v1::RecordReviewTraining& command, const Context& context);

// Somebody has read what a briefing was about; mostly who could not come. Refuses: no briefing, a
// person neither invited nor there, one who did so before, a date before the briefing.
Outcome DecideAcknowledgeBriefing(const v1::Session& session,
                                  const v1::AcknowledgeBriefing& command, const Context& context);

}  // namespace assay::training
