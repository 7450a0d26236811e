#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assay/http/server.h"
#include "refusal.h"

namespace assay::http {

// Collects the header of one request field by field and judges it as a whole: whose request it is,
// where its body ends, and whether all that read it would agree (RFC 9112 6.3, RFC 9110 7.2). Owned
// by one session.
class RequestHead {
 public:
  void SetRequestLine(std::string_view method, std::string_view target, bool http_1_1);
  void AddField(std::string_view name, std::string_view value);

  // Nothing when the header may be served; then path and query of request() are there too.
  std::optional<Refusal> Judge(bool tls);

  // The client waits for 100 (RFC 9110 10.1.1).
  bool expects_continue() const { return expects_continue_; }
  bool http_1_1() const { return http_1_1_; }
  Request& request() { return request_; }

 private:
  std::optional<Refusal> JudgeFraming() const;
  std::optional<Refusal> JudgeHost(const std::string& authority) const;
  std::optional<Refusal> JudgeExpectation();

  Request request_;
  bool http_1_1_ = false;
  bool expects_continue_ = false;
  int host_fields_ = 0;
  int content_length_fields_ = 0;
};

}  // namespace assay::http
