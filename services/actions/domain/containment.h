#pragma once

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/rules/judgement.h"
#include "assay/rules/nonconformity.h"

// How far a nonconformity reaches across the organisation's sites (rules.md 3.4). Pure.
namespace assay::actions {

using aggregate::Context;
using aggregate::Outcome;

// The grade that the rules judge an action's gates by. Concerns and improvements break no
// requirement.
rules::Grade GradeOf(const v1::Action& action);

// Records whether one site is affected, with a justification; again for the same site replaces it.
// Refuses: the site where it was found as not affected; an examination before the opening.
Outcome DecideExamineSite(const v1::Action& action, const v1::ExamineSite& command,
                          const Context& context);

// CA-13, CA-14, CA-15 over the organisation's open sites besides that of the finding; an action
// without a site has nothing to be examined. REQUIRES: the command read directory.Site.
rules::Judgement JudgeSites(const v1::Action& action, const Context& context);

}  // namespace assay::actions
