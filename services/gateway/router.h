#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>

#include "assay/base/rejection.h"
#include "assay/schema/catalog.h"
#include "services/gateway/derived/fixed_routes.h"

namespace assay::gateway {

// What a path and method ask for, derived from the catalog.
struct CommandRoute {
  const schema::CommandType* command = nullptr;
  std::string organisation;
  std::string id;
};
struct ListRoute {
  const schema::RecordType* record = nullptr;
  std::string organisation;
};
struct RecordRoute {
  const schema::RecordType* record = nullptr;
  std::string organisation;
  std::string id;
  bool history = false;
};
struct QueryRoute {
  const schema::QueryType* query = nullptr;
  std::string organisation;
  std::map<std::string, std::string> path_fields;
};
struct CalculatorRoute {
  const schema::CalculatorType* calculator = nullptr;
};
// A route of the gateway itself; `argument` is the path's variable part.
struct OwnRoute {
  const FixedRoute* route = nullptr;
  std::string argument;
};
using Route = std::variant<CommandRoute, ListRoute, RecordRoute, QueryRoute, CalculatorRoute,
                           OwnRoute, Rejection>;

// Pure; any thread. Unknown paths are "not-found", known paths with another method
// "method-not-allowed".
Route FindRoute(const schema::Catalog& catalog, const std::string& method, const std::string& path);

}  // namespace assay::gateway
