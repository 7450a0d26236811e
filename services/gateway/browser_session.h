#pragma once

#include <optional>
#include <string>

#include "assay/base/rejection.h"
#include "assay/http/server.h"

// How a browser stays signed in: the session's token is in a cookie that no script reads and no
// other site sends. Pure; any thread.
namespace assay::gateway {

// What a request authenticates itself with.
struct Credential {
  std::string token;  // empty when there is none
  bool from_cookie = false;
};

// The bearer token of a program; without one, the cookie of a browser.
Credential CredentialOf(const http::Request& request);

// Refuses a write that a page of another site could have caused: one with the cookie needs the
// header Assay-Console, which no form can send and which no other origin may, and an Origin, where
// there is one, of this gateway: the Host it was asked by, or `public_url`. Reads and bearer tokens
// pass.
std::optional<Rejection> CheckOrigin(const http::Request& request, const Credential& credential,
                                     const std::string& public_url);

// Values of Set-Cookie: the cookie is sent over TLS only when the gateway is reached that way.
std::string SessionCookie(const std::string& token, const std::string& public_url);
std::string NoSessionCookie(const std::string& public_url);

}  // namespace assay::gateway
