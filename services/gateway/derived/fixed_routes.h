#pragma once

#include <span>
#include <string>
#include <string_view>

#include "assay/schema/catalog.h"

namespace assay::gateway {

enum class Access { kEverybody, kSignedIn, kUserOrAdministrator, kAdministrator };

// What a route of the gateway itself answers with when it is not a message.
enum class Answer { kMessage, kMessages, kText, kHtml, kJson, kBytes, kEvents, kEmptyObject };

// A route that no descriptor gives: the gateway's own.
struct FixedRoute {
  std::string_view method;
  std::string_view path;  // variable parts in braces; with a star the last one takes the rest
  std::string_view operation_id;
  std::string_view summary;
  Access access;
  const schema::Descriptor* (*request)();   // null: no body
  const schema::Descriptor* (*response)();  // null unless the answer is kMessage or kMessages
  Answer answer = Answer::kMessage;         // kMessages: {"items": [message]}
};

// The path as documents show it.
std::string DocumentedPath(const FixedRoute& route);

// All of them: the one table of the documents. Constant; any thread.
std::span<const FixedRoute> FixedRoutes();

}  // namespace assay::gateway
