#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "assay/base/status.h"

namespace assay::http {

struct ClientRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  int64_t timeout_ms = 60'000;
  std::string ca_file;  // PEM authorities to trust; empty: the system's
};

struct ClientResponse {
  long status = 0;                             // NOLINT(google-runtime-int): libcurl's type
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// A blocking HTTP client that keeps its connection; for command lines and tests. One thread at a
// time. Unavailable when no answer came: what the server did is then unknown. Internal when the
// answer is larger than kResponseBytesMax.
class Client {
 public:
  // The body of an answer; an uploaded file and some more fits.
  static constexpr size_t kResponseBytesMax = 72 << 20;

  Client();
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Result<ClientResponse> Send(const ClientRequest& request);

 private:
  void* curl_;
};

}  // namespace assay::http
