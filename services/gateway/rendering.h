#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assay/base/rejection.h"
#include "assay/http/server.h"
#include "assay/schema/catalog.h"
#include "services/gateway/service_clients.h"

namespace assay::gateway {

using schema::Message;
using Messages = std::vector<std::unique_ptr<Message>>;

// Opens the personal data in the messages through the directory, then calls `then`; when the
// directory does not answer, the texts stay closed and are marked by an empty text. Cipher fields
// are always cleared. Any thread.
void Unseal(ServiceClients* clients, std::shared_ptr<Messages> messages,
            std::function<void()> then);

// A problem as a response.
http::Response ToResponse(const assay::Problem& problem);
http::Response ToResponse(const Rejection& rejection);
// A message as JSON.
http::Response ToResponse(const Message& message);

// {"items": [...], "nextPageToken": "...", "total": n}
std::string ListJson(const Messages& records, const std::string& next_page_token, uint64_t total);

// "audits=12,actions=3" from tokens, and back; a malformed one is a Rejection.
std::string TokensText(const google::protobuf::RepeatedPtrField<assay::Token>& tokens);
std::optional<Rejection> ParseTokens(std::string_view text, bus::v1::Request* request);

}  // namespace assay::gateway
