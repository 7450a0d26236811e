#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"

// Client organisations and the standards they want to be certified to. Pure.
namespace assay::directory {

using aggregate::Context;
using aggregate::Outcome;

// "other-organisation" when the id is not the organisation's that the command is sent for.
Outcome DecideRegisterOrganisation(const v1::Organisation&, const v1::RegisterOrganisation&,
                                   const Context&);

// "already-selected" when the standard is selected in this edition; another edition replaces it.
Outcome DecideSelectStandard(const v1::Organisation&, const v1::SelectStandard&, const Context&);

// "not-selected" when there is nothing to drop.
Outcome DecideDropStandard(const v1::Organisation&, const v1::DropStandard&, const Context&);

}  // namespace assay::directory
