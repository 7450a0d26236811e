#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace assay::http {

// Why the server itself refuses a request; the connection is closed after it was told. A value.
struct Refusal {
  unsigned status;
  std::string_view code;  // of the problem document; static
  std::string detail;     // names no byte that the client sent
};

inline Refusal BadRequest(std::string detail) {
  return {400, "bad-request", std::move(detail)};
}

}  // namespace assay::http
