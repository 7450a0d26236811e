#pragma once

#include <string>

#include "assay/schema/catalog.h"

namespace assay::gateway {

// The HTTP API for people: one HTML page by service, with records, commands and queries, their
// fields, bounds, roles and states, and how to call them. Loads nothing and runs no script, so it
// works under "default-src 'none'; style-src 'unsafe-inline'". The same bytes for the same catalog;
// takes some milliseconds: build it once. Pure; any thread.
std::string ApiPage(const schema::Catalog& catalog);

}  // namespace assay::gateway
