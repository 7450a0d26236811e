#pragma once

#include <functional>
#include <set>
#include <string>

#include "assay/base/status.h"
#include "assay/schema/catalog.h"
#include "services/assayctl/api_client.h"

namespace assay::ctl {

// Answers a GET below the organisation; a failure for anything but a good answer.
using ReadPath = std::function<Result<ApiAnswer>(const std::string& path)>;

// All that belongs to a journey's programme, as "<collection>/<id>": the journey; what names it;
// what names an audit, finding, review, certificate or other record that belongs to it as what it
// is about; and what has the same id as such a record, as an audit's report and checklist do. Looks
// through every collection of the services in which programmes run. NotFound: no such journey.
Result<std::set<std::string>> FindProgrammeRecords(const schema::Catalog& catalog,
                                                   const std::string& journey,
                                                   const ReadPath& read);

}  // namespace assay::ctl
