#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <string>

#include "assay/base/status.h"
#include "assay/http/client.h"

namespace assay::ctl {

// What the API answered. Any answer is one, problems included.
struct ApiAnswer {
  long status = 0;  // NOLINT(google-runtime-int)
  std::string body;
  boost::json::value json;  // null unless the body is JSON
  std::map<std::string, std::string> headers;

  bool ok() const { return status >= 200 && status < 300; }
  // A member of the top object as text; empty when it is not there.
  std::string Text(const std::string& member) const;
};

// The HTTP API of one installation, as one user. Remembers the tokens of its commands, so that it
// reads its own writes. One thread.
class ApiClient {
 public:
  ApiClient(std::string url, std::string token) : url_(std::move(url)), token_(std::move(token)) {}

  // Unavailable when no answer came.
  Result<ApiAnswer> Get(const std::string& path);
  Result<ApiAnswer> Post(const std::string& path, const std::string& json,
                         const std::string& idempotency_key = "", uint32_t if_match = 0);
  Result<ApiAnswer> Put(const std::string& path, const std::string& json);

  void set_token(std::string token) { token_ = std::move(token); }
  // Positions seen so far: sent with every request, so that what it answers includes them.
  std::map<std::string, uint64_t>& seen() { return seen_; }

 private:
  Result<ApiAnswer> Send(http::ClientRequest request);
  void Remember(const std::string& tokens);

  std::string url_;
  std::string token_;
  std::map<std::string, uint64_t> seen_;
  http::Client http_;
};

}  // namespace assay::ctl
