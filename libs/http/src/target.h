#pragma once

#include <map>
#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay::http {

// A request target taken apart (RFC 9112 3.2). A value.
struct Target {
  std::string path;                          // decoded; "*" for the asterisk form
  std::map<std::string, std::string> query;  // decoded; "+" is a space
  std::string authority;                     // as sent; empty unless the absolute form was used
};

// Takes `target` apart. `scheme` is the one of the connection: "http" or "https". InvalidArgument,
// with a sentence for the client, for what RFC 3986 does not allow, CONNECT, another scheme, a
// segment "..", a repeated name in the query, control characters in the path, NUL in the query, and
// anything that does not decode to UTF-8.
Result<Target> ParseTarget(std::string_view method, std::string_view target,
                           std::string_view scheme);

// True for what may stand in a Host field: a host, maybe a port, nothing else (RFC 9110 7.2).
bool IsAuthority(std::string_view host);

// True for well-formed UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF.
bool IsUtf8(std::string_view bytes);

}  // namespace assay::http
