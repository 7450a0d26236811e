#pragma once

#include <string>
#include <vector>

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"

// The management review: inputs by standard, decisions, minutes that are signed (rules MR-1 to
// MR-3). Which inputs and results a standard asks for is data of the ruleset. Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// Records what the review treats under one input, or says that there is nothing to report; again
// for the same code replaces it. Refuses: a code that no standard of the review asks for; both or
// neither of content and "nothing to report".
Outcome DecideRecordReviewInput(const v1::ManagementReview& review,
                                const v1::RecordReviewInput& command, const Context& context);

// Takes a decision, which may still be taken otherwise (same id) until the minutes are signed.
// Refuses: a result that no standard of the review asks for; where something follows from it, no
// owner, priority or date, or a date before the review; more than a hundred decisions.
Outcome DecideTakeReviewDecision(const v1::ManagementReview& review,
                                 const v1::TakeReviewDecision& command, const Context& context);

// Signs the minutes; each decision begins an action or a to-do item in the same entry. Refuses:
// MR-1 inputs missing, MR-2 nobody of top management there, MR-3 results missing; no chair of top
// management; no secretary; a signer who was not there as top management; a date before the review.
Outcome DecideSignReview(const v1::ManagementReview& review, const v1::SignReview& command,
                         const Context& context);

// The review's standards as the ruleset knows them: "27001".
std::vector<std::string> StandardKeys(const v1::ManagementReview& review);

}  // namespace assay::actions
