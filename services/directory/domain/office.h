#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"

// Who holds which office of the management system, and which consultants work here, from when to
// when. Pure.
namespace assay::directory {

using aggregate::Context;
using aggregate::Outcome;

// "person-gone"; "already-holding" when the person holds this office now.
Outcome DecideAssignOffice(const v1::OfficeHolder&, const v1::AssignOffice&, const Context&);

// "ends-before-start" when the end lies before the day it was assumed.
Outcome DecideEndOffice(const v1::OfficeHolder&, const v1::EndOffice&, const Context&);

// "ends-before-start" when the end lies before the day it began: the two years of IMP-5 count from
// the end.
Outcome DecideEndEngagement(const v1::Engagement&, const v1::EndEngagement&, const Context&);

}  // namespace assay::directory
