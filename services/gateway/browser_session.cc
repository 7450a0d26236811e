#include "services/gateway/browser_session.h"

#include "assay/aggregate/outcome.h"
#include "services/gateway/accounts.h"

namespace assay::gateway {
namespace {

constexpr std::string_view kCookie = "assay-session";

// The value of the cookie in a Cookie header; empty when it is not there.
std::string CookieValue(std::string_view header) {
  while (!header.empty()) {
    size_t end = header.find(';');
    std::string_view pair = header.substr(0, end);
    header = end == std::string_view::npos ? "" : header.substr(end + 1);
    pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
    if (pair.starts_with(kCookie) && pair.substr(kCookie.size()).starts_with('=')) {
      return std::string(pair.substr(kCookie.size() + 1));
    }
  }
  return "";
}

bool ChangesNothing(const std::string& method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

std::string_view WithoutScheme(std::string_view url) {
  size_t scheme = url.find("://");
  return scheme == std::string_view::npos ? url : url.substr(scheme + 3);
}

std::string Cookie(const std::string& value, int64_t seconds, const std::string& public_url) {
  return std::string(kCookie) + "=" + value + "; Path=/; Max-Age=" + std::to_string(seconds) +
         "; HttpOnly; SameSite=Strict" + (public_url.starts_with("https:") ? "; Secure" : "");
}

}  // namespace

Credential CredentialOf(const http::Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  std::string_view header = request.header("authorization");
  if (header.starts_with(kScheme)) {
    return {std::string(header.substr(kScheme.size())), false};
  }
  std::string value = CookieValue(request.header("cookie"));
  bool there = !value.empty();
  return {std::move(value), there};
}

std::optional<Rejection> CheckOrigin(const http::Request& request, const Credential& credential,
                                     const std::string& public_url) {
  if (!credential.from_cookie || ChangesNothing(request.method)) {
    return std::nullopt;
  }
  std::string_view origin = request.header("origin");
  bool ours =
      origin.empty() || origin == public_url || WithoutScheme(origin) == request.header("host");
  if (!ours || request.header("assay-console").empty()) {
    return aggregate::Refuse("forbidden",
                             "A page of another site may not write here with your session.");
  }
  return std::nullopt;
}

std::string SessionCookie(const std::string& token, const std::string& public_url) {
  return Cookie(token, Accounts::kSessionUs / 1'000'000, public_url);
}

std::string NoSessionCookie(const std::string& public_url) {
  return Cookie("", 0, public_url);
}

}  // namespace assay::gateway
