#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "assay/http/server.h"

namespace assay::http {

// The phrase that belongs to a status (RFC 9110 15); "Unknown" when none does.
std::string_view StatusPhrase(unsigned status);

// False for a status that is not final, or a header that would break out of its line; such a
// response is never sent.
bool IsSendable(const Response& response);

// Status line and header as they travel, with the empty line. Adds what every response carries;
// fields that frame the message or the connection are the server's own and are left out when the
// handler set them.
std::string EncodeHead(const Response& response, bool close, int64_t now_us);

// False when the status has no content by definition (RFC 9110 6.4.1).
bool HasContent(unsigned status);

}  // namespace assay::http
