#pragma once

#include <string>

#include "assay/schema/catalog.h"

namespace assay::gateway {

// The HTTP API as an OpenAPI 3.1.0 document in JSON, the same bytes for the same catalog: every
// command that is not internal, every collection, record, history and query, and the gateway's own
// routes. Beyond the standard: x-roles (who may), x-requirement (row of the process), x-record,
// x-states (in which a command may be given), x-creates, x-personal, x-source, x-reference.
// Descriptions from comments in proto/ are not in compiled descriptors, so there are none. Takes
// some milliseconds: build it once. Pure; any thread.
std::string OpenApiDocument(const schema::Catalog& catalog);

}  // namespace assay::gateway
