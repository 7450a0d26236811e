#pragma once

#include "assay/aggregate/module.h"
#include "assay/audits/v1/finding.pb.h"

// What follows here from findings of the audits service, and from breaches there.
// Pure: entry -> commands.
namespace assay::actions {

// The id of the one action that follows from a finding.
std::string ActionOfFinding(const std::string& finding_id);

// A nonconformity opens a corrective action, an area of concern a follow-up. An observation or
// opportunity asks for no response: it opens an improvement where the auditor gave it a date, and
// nothing until the organisation takes it up otherwise.
aggregate::Commands OpenForFinding(const audits::v1::FindingRaised& raised,
                                   const aggregate::Cause& cause);

// The action takes on the new grade and its dates.
aggregate::Commands RegradeWithFinding(const audits::v1::FindingRegraded& regraded,
                                       const aggregate::Cause& cause);

// The action takes on the due date of a concern whose stage 2 has moved.
aggregate::Commands RedateWithFinding(const audits::v1::FindingRedated& redated,
                                      const aggregate::Cause& cause);

// The organisation takes up an opportunity or observation: an improvement with owner and date.
aggregate::Commands OpenForOpportunity(const audits::v1::OpportunityTakenUp& taken_up,
                                       const aggregate::Cause& cause);

// The action is cancelled. One that is closed already is not: the refusal is work to do.
aggregate::Commands CancelWithFinding(const audits::v1::FindingWithdrawn& withdrawn,
                                      const aggregate::Cause& cause);

// The finding is disputed: its action, too, until that is decided.
aggregate::Commands NoteDisputeOfFinding(const audits::v1::FindingDisputed& disputed,
                                         const aggregate::Cause& cause);

// The body closed its concern: the follow-up is closed, whatever its step, by the body's
// resolution.
aggregate::Commands ResolveWithConcern(const audits::v1::ConcernClosed& closed,
                                       const aggregate::Cause& cause);

// Facts broke rules that refuse plans and acts: an item of the to-do list for each breach, once for
// the same record and sentence, however often it is told.
aggregate::Commands AddToDosForBreaches(const log::v1::Entry& entry);

}  // namespace assay::actions
