#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/directory/v1/commands.pb.h"
#include "assay/directory/v1/queries.pb.h"

// Processes and the people in them: one accountable owner organisation-wide, any number of managers
// and practitioners. Pure.
namespace assay::directory {

using aggregate::Context;
using aggregate::Outcome;

// "person-gone" when the owner has left.
Outcome DecideDefineProcess(const v1::Process&, const v1::DefineProcess&, const Context&);

// The new owner takes the place of the one before. "already-owner"; "person-gone";
// "before-last-appointment" when the present owner was appointed later.
Outcome DecideAppointProcessOwner(const v1::Process&, const v1::AppointProcessOwner&,
                                  const Context&);

// "already-manager"; "person-gone".
Outcome DecideAddProcessManager(const v1::Process&, const v1::AddProcessManager&, const Context&);
// "not-a-manager".
Outcome DecideRemoveProcessManager(const v1::Process&, const v1::RemoveProcessManager&,
                                   const Context&);

// "already-practitioner"; "person-gone".
Outcome DecideAddProcessPractitioner(const v1::Process&, const v1::AddProcessPractitioner&,
                                     const Context&);
// "not-a-practitioner".
Outcome DecideRemoveProcessPractitioner(const v1::Process&, const v1::RemoveProcessPractitioner&,
                                        const Context&);

}  // namespace assay::directory
