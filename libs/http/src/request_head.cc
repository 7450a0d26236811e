#include "request_head.h"

#include <algorithm>
#include <utility>

#include "target.h"

namespace assay::http {
namespace {

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return lower;
}

bool IsDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
  auto found = headers.find(std::string(lower_case_name));
  return found == headers.end() ? std::string_view() : found->second;
}

void RequestHead::SetRequestLine(std::string_view method, std::string_view target, bool http_1_1) {
  request_.method = method;
  request_.target = target;
  http_1_1_ = http_1_1;
}

void RequestHead::AddField(std::string_view name, std::string_view value) {
  std::string key = LowerCase(name);
  host_fields_ += key == "host" ? 1 : 0;
  content_length_fields_ += key == "content-length" ? 1 : 0;
  auto [field, is_new] = request_.headers.emplace(std::move(key), value);
  if (!is_new) {
    field->second.append(", ").append(value);
  }
}

std::optional<Refusal> RequestHead::Judge(bool tls) {
  if (auto refusal = JudgeFraming()) {
    return refusal;
  }
  request_.tls = tls;
  Result<Target> target = ParseTarget(request_.method, request_.target, tls ? "https" : "http");
  if (!target.ok()) {
    return BadRequest(target.status().message());
  }
  request_.path = std::move(target->path);
  request_.query = std::move(target->query);
  if (auto refusal = JudgeHost(target->authority)) {
    return refusal;
  }
  return JudgeExpectation();
}

std::optional<Refusal> RequestHead::JudgeFraming() const {
  auto encoding = request_.headers.find("transfer-encoding");
  bool encoded = encoding != request_.headers.end();
  if (content_length_fields_ > 1 ||
      (content_length_fields_ == 1 && !IsDigits(request_.header("content-length")))) {
    return BadRequest("Content-Length is not one number");
  }
  if (encoded && content_length_fields_ > 0) {
    return BadRequest("Content-Length and Transfer-Encoding exclude each other");
  }
  if (encoded && (!http_1_1_ || LowerCase(encoding->second) != "chunked")) {
    return BadRequest("the only Transfer-Encoding is chunked, in HTTP/1.1");
  }
  return std::nullopt;
}

std::optional<Refusal> RequestHead::JudgeHost(const std::string& authority) const {
  std::string_view host = request_.header("host");
  if (host_fields_ != 1 || !IsAuthority(host)) {
    return BadRequest("there must be one Host");
  }
  if (!authority.empty() && LowerCase(authority) != LowerCase(host)) {
    return BadRequest("Host and request target name different hosts");
  }
  return std::nullopt;
}

std::optional<Refusal> RequestHead::JudgeExpectation() {
  std::string expectation = LowerCase(request_.header("expect"));
  if (expectation.empty() || !http_1_1_) {
    return std::nullopt;
  }
  if (expectation != "100-continue") {
    return Refusal{417, "bad-request", "the only expectation is 100-continue"};
  }
  expects_continue_ = true;
  return std::nullopt;
}

}  // namespace assay::http
