#pragma once

#include <variant>

#include "assay/base/rejection.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/eventlog/event_log.h"
#include "assay/projection/record_view.h"

namespace assay::runtime {

// One page of what happened to a record, oldest first: up to limits::kPageRowsMax entries and about
// limits::kPageBytesMax, one entry at least; no line when there is no such record. All pages show
// the state that the first was read at. A Rejection: "invalid-page-token". Any thread.
std::variant<bus::v1::History, Rejection, Status> HistoryOf(const bus::v1::ShowHistory& query,
                                                            const schema::RecordType& type,
                                                            const std::string& organisation,
                                                            projection::AsOf as_of,
                                                            const projection::RecordView& view,
                                                            const eventlog::EventLog& log);

}  // namespace assay::runtime
