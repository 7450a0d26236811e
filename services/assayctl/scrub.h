#pragma once

#include <iosfwd>
#include <string>

#include "services/assayctl/api_client.h"

namespace assay::ctl {

// Has every service, or the one named, read its whole log and check it, one after the other; tells
// what was found. 0: all whole; 1: damage, or no answer.
int Scrub(ApiClient* client, const std::string& service, std::ostream& out, std::ostream& error);

}  // namespace assay::ctl
