#pragma once

#include "services/gateway/api.h"
#include "services/gateway/browser_session.h"
#include "services/gateway/rendering.h"

namespace assay::gateway {

struct Api::Call {
  http::Request request;
  http::Respond respond;
  Credential credential;
  std::optional<Identity> identity;
  bus::v1::Request header;  // what every question of this call carries

  std::string seen;  // tokens of the answer: what a later request must see

  void Refuse(const Rejection& rejection) const { respond(ToResponse(rejection)); }
  void Answer(http::Response response) const {
    if (!seen.empty()) {
      response.headers.emplace_back("Assay-Token", seen);
    }
    respond(std::move(response));
  }
  std::string Parameter(const std::string& name) const {
    auto at = request.query.find(name);
    return at == request.query.end() ? "" : at->second;
  }
  // pageSize, 0 when it is not given. Nothing: refused already.
  std::optional<uint32_t> PageSize() const;
  // Parses the JSON body and checks it; false: refused already.
  bool ReadBody(Message* message) const;
};

}  // namespace assay::gateway
