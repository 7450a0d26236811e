#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/scheduling/v1/queries.pb.h"

// The three-year programme that follows from a certification decision: its windows, and what fills
// them (rules.md 2.3, 2.6, 2.10). Pure.
namespace assay::scheduling {

using aggregate::Context;
using aggregate::Outcome;

// Windows surveillance-1, -2, ... and recertification, expiry, and the last day to restore. A
// computation for the decision that the cycle already follows from keeps what filled its windows.
// "expiry-before-decision"; "older-decision" when the cycle follows from a later one.
Outcome DecideComputeCycle(const v1::Cycle&, const v1::ComputeCycle&, const Context&);

// Fills the next surveillance window that is open, or the recertification window. An audit too late
// for it is recorded all the same, with a warning (SU-1, SU-2, SU-7, RC-1, RC-7). "cycle-ended";
// "already-counted" when the audit fills a window; "no-open-window"; "before-decision" when the
// audit ended before the decision that began the cycle. An audit of standards whose certificates
// are all on cycles of their own is none of this one's: nothing happens (coverage.h).
Outcome DecideFillWindow(const v1::Cycle&, const v1::FillWindow&, const Context&);

// Expired: its last valid day is past.
void PresentCycle(v1::Cycle* cycle, calendar::Date on);

}  // namespace assay::scheduling
