#include "services/gateway/router.h"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

#include "assay/aggregate/outcome.h"
#include "assay/base/id.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;
using Parts = std::vector<std::string>;

Parts Split(const std::string& path) {
  Parts parts;
  std::string_view rest = std::string_view(path).substr(path.starts_with('/') ? 1 : 0);
  boost::algorithm::split(parts, rest, boost::algorithm::is_any_of("/"));
  return parts;
}

// "id:verb" in its two halves; the verb is empty when there is none.
std::pair<std::string, std::string> SplitVerb(const std::string& part) {
  size_t colon = part.find(':');
  return colon == std::string::npos ? std::pair(part, std::string())
                                    : std::pair(part.substr(0, colon), part.substr(colon + 1));
}

Rejection UnknownPath() {
  return Refuse("not-found", "There is nothing at this path; /api lists what there is.");
}
Rejection WrongMethod(const std::string& right) {
  return Refuse("method-not-allowed", "Use " + right + " here.");
}

// The variable parts of `path`, joined by slashes, when it fits the pattern.
std::optional<std::string> MatchOwn(std::string_view pattern, std::string_view path) {
  std::string arguments;
  while (true) {
    size_t open = pattern.find('{');
    std::string_view literal = pattern.substr(0, open);
    if (!path.starts_with(literal)) {
      return std::nullopt;
    }
    path.remove_prefix(literal.size());
    if (open == std::string_view::npos) {
      return path.empty() ? std::optional(arguments) : std::nullopt;
    }
    size_t close = pattern.find('}');
    bool takes_rest = pattern[close - 1] == '*';
    std::string_view argument =
        path.substr(0, takes_rest ? std::string_view::npos : path.find_first_of("/:"));
    if (argument.empty()) {
      return std::nullopt;
    }
    arguments.append(arguments.empty() ? "" : "/").append(argument);
    path.remove_prefix(argument.size());
    pattern.remove_prefix(close + 1);
  }
}

std::optional<Route> FindOwn(const std::string& method, const std::string& path) {
  std::string allowed;
  for (const FixedRoute& route : FixedRoutes()) {
    if (auto argument = MatchOwn(route.path, path)) {
      if (method == route.method) {
        return OwnRoute{&route, *argument};
      }
      allowed = route.method;
    }
  }
  return allowed.empty() ? std::nullopt : std::optional<Route>(WrongMethod(allowed));
}

std::optional<Route> FindQuery(const schema::Catalog& catalog, const std::string& organisation,
                               const Parts& rest) {
  for (const auto& [name, query] : catalog.queries()) {
    Parts pattern = Split("/" + query.options.path());
    QueryRoute route{&query, organisation, {}};
    bool fits = pattern.size() == rest.size();
    for (size_t i = 0; fits && i < rest.size(); ++i) {
      if (pattern[i].starts_with('{')) {
        route.path_fields[pattern[i].substr(1, pattern[i].size() - 2)] = rest[i];
      } else {
        fits = pattern[i] == rest[i];
      }
    }
    if (fits) {
      return route;
    }
  }
  return std::nullopt;
}

Route FindCommand(const schema::Catalog& catalog, const schema::RecordType& record,
                  const std::string& organisation, const std::string& id, const std::string& verb) {
  for (const auto& [name, command] : catalog.commands()) {
    if (command.record == &record && command.verb == verb && !command.options.internal()) {
      return CommandRoute{&command, organisation, id};
    }
  }
  return Refuse("unknown-command", "There is no command \"" + verb + "\" for " +
                                       record.options.collection() + "; /api lists what there is.");
}

Route FindCalculator(const schema::Catalog& catalog, const std::string& method,
                     const std::string& name) {
  const schema::CalculatorType* calculator = catalog.FindCalculator(name);
  if (calculator == nullptr) {
    return Refuse("not-found", "There is no calculator of this name; /api lists what there is.");
  }
  return method == "POST" ? Route(CalculatorRoute{calculator}) : Route(WrongMethod("POST"));
}

Route FindRecordRoute(const schema::Catalog& catalog, const std::string& method,
                      const std::string& organisation, const Parts& rest) {
  const schema::RecordType* record = catalog.FindCollection(rest[0]);
  if (record == nullptr || rest.size() > 3 || (rest.size() == 3 && rest[2] != "history")) {
    return UnknownPath();
  }
  if (rest.size() == 1) {
    return method == "GET" ? Route(ListRoute{record, organisation}) : Route(WrongMethod("GET"));
  }
  auto [id, verb] = SplitVerb(rest[1]);
  if (!IsId(id)) {
    return Refuse("not-found", "The id in the path is not an id.", "id");
  }
  if (!verb.empty() && rest.size() == 2) {
    return method == "POST" ? FindCommand(catalog, *record, organisation, id, verb)
                            : Route(WrongMethod("POST"));
  }
  if (method != "GET") {
    return WrongMethod("GET, or POST with a verb: .../" + id + ":<verb>");
  }
  return RecordRoute{record, organisation, id, rest.size() == 3};
}

}  // namespace

Route FindRoute(const schema::Catalog& catalog, const std::string& method,
                const std::string& path) {
  if (auto own = FindOwn(method, path)) {
    return *own;
  }
  Parts parts = Split(path);
  if (parts.size() == 4 && parts[0] == "api" && parts[1] == "v1" && parts[2] == "calculators") {
    return FindCalculator(catalog, method, parts[3]);
  }
  if (parts.size() < 5 || parts[0] != "api" || parts[1] != "v1" || parts[2] != "organisations") {
    return UnknownPath();
  }
  if (!IsId(parts[3])) {
    return Refuse("not-found", "The organisation's id in the path is not an id.", "organisation");
  }
  Parts rest(parts.begin() + 4, parts.end());
  if (auto query = FindQuery(catalog, parts[3], rest)) {
    return method == "GET" ? *query : Route(WrongMethod("GET"));
  }
  return FindRecordRoute(catalog, method, parts[3], rest);
}

}  // namespace assay::gateway
