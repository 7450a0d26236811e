#pragma once

#include "assay/aggregate/module.h"
#include "assay/scheduling/v1/queries.pb.h"

namespace assay::scheduling {

// Appointments, deadlines, windows and expiries that touch the days from `from` to `to`, both
// included, by first day; what was cancelled, dropped or ended is left out. "from-after-to".
aggregate::Answer<v1::Calendar> ShowCalendar(const v1::ShowCalendar& query,
                                             const aggregate::QueryContext& context);

}  // namespace assay::scheduling
