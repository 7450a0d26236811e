#include "services/assayctl/api_client.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <sstream>

namespace assay::ctl {

std::string ApiAnswer::Text(const std::string& member) const {
  const auto* object = json.if_object();
  const auto* value = object == nullptr ? nullptr : object->if_contains(member);
  if (value == nullptr) {
    return "";
  }
  return value->is_string() ? std::string(value->as_string()) : boost::json::serialize(*value);
}

Result<ApiAnswer> ApiClient::Get(const std::string& path) {
  http::ClientRequest request;
  request.url = url_ + path;
  return Send(std::move(request));
}

Result<ApiAnswer> ApiClient::Post(const std::string& path, const std::string& json,
                                  const std::string& idempotency_key, uint32_t if_match) {
  http::ClientRequest request;
  request.method = "POST";
  request.url = url_ + path;
  request.body = json;
  request.headers.emplace_back("Content-Type", "application/json");
  if (!idempotency_key.empty()) {
    request.headers.emplace_back("Idempotency-Key", idempotency_key);
  }
  if (if_match != 0) {
    request.headers.emplace_back("If-Match", "\"" + std::to_string(if_match) + "\"");
  }
  return Send(std::move(request));
}

Result<ApiAnswer> ApiClient::Put(const std::string& path, const std::string& json) {
  http::ClientRequest request;
  request.method = "PUT";
  request.url = url_ + path;
  request.body = json;
  request.headers.emplace_back("Content-Type", "application/json");
  return Send(std::move(request));
}

void ApiClient::Remember(const std::string& tokens) {
  std::istringstream in(tokens);
  for (std::string token; std::getline(in, token, ',');) {
    size_t equals = token.find('=');
    if (equals != std::string::npos) {
      uint64_t& known = seen_[token.substr(0, equals)];
      known = std::max<uint64_t>(known, std::strtoull(token.c_str() + equals + 1, nullptr, 10));
    }
  }
}

Result<ApiAnswer> ApiClient::Send(http::ClientRequest request) {
  if (!token_.empty()) {
    request.headers.emplace_back("Authorization", "Bearer " + token_);
  }
  std::string seen;
  for (const auto& [log, position] : seen_) {
    seen += (seen.empty() ? "" : ",") + log + "=" + std::to_string(position);
  }
  if (!seen.empty()) {
    request.headers.emplace_back("Assay-At-Least", seen);
  }
  ASSAY_ASSIGN_OR_RETURN(http::ClientResponse response, http_.Send(request));
  ApiAnswer answer;
  answer.status = response.status;
  answer.headers = std::move(response.headers);
  answer.body = std::move(response.body);
  boost::json::error_code error;
  answer.json = boost::json::parse(answer.body, error);
  if (error) {
    answer.json = nullptr;
  }
  Remember(answer.headers["assay-token"]);
  return answer;
}

}  // namespace assay::ctl
