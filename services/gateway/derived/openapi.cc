#include "services/gateway/derived/openapi.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "assay/common.pb.h"
#include "services/gateway/derived/components.h"
#include "services/gateway/derived/names.h"
#include "services/gateway/derived/operations.h"

namespace assay::gateway {
namespace {

namespace json = boost::json;

constexpr char kDescription[] =
    "The event-sourced certification programme. Commands change one record each; everything else "
    "reads. docs/ of the project says what the words mean.";

void Add(const std::string& path, std::string_view method, json::object operation,
         json::object* paths) {
  std::string key(method);
  std::transform(key.begin(), key.end(), key.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  json::value& item = (*paths)[path];
  if (item.is_null()) {
    item.emplace_object();
  }
  item.as_object()[key] = std::move(operation);
}

json::object Paths(const schema::Catalog& catalog, SchemaCollector* schemas) {
  json::object paths;
  for (const FixedRoute& route : FixedRoutes()) {
    Add(DocumentedPath(route), route.method, FixedOperation(route, schemas), &paths);
  }
  for (const auto& [name, record] : catalog.records()) {
    Add(CollectionPath(record), "get", ListOperation(record, schemas), &paths);
    Add(RecordPath(record), "get", GetOperation(record, schemas), &paths);
    Add(RecordPath(record) + "/history", "get", HistoryOperation(record, schemas), &paths);
  }
  for (const auto& [name, command] : catalog.commands()) {
    if (!command.options.internal()) {
      Add(CommandPath(command), "post", CommandOperation(command, schemas), &paths);
    }
  }
  for (const auto& [name, query] : catalog.queries()) {
    Add(QueryPath(query), "get", QueryOperation(query, schemas), &paths);
  }
  for (const auto& [name, calculator] : catalog.calculators()) {
    Add(CalculatorPath(calculator), "post", CalculatorOperation(calculator, schemas), &paths);
  }
  return paths;
}

json::array Tags(const schema::Catalog& catalog) {
  json::array tags;
  tags.push_back({{"name", "installation"}, {"description", "The gateway's own routes."}});
  for (const std::string& service : catalog.services()) {
    tags.push_back({{"name", service}, {"description", "Records of the service " + service + "."}});
  }
  tags.push_back({{"name", "log"}, {"description", "What every service keeps about its own log."}});
  tags.push_back({{"name", "calculators"},
                  {"description", "What the rules of the field compute; nothing is stored."}});
  return tags;
}

}  // namespace

std::string OpenApiDocument(const schema::Catalog& catalog) {
  SchemaCollector schemas;
  schemas.Answer(assay::Warning::descriptor());
  json::object document{{"openapi", "3.1.0"}};
  document["info"] = {{"title", "Assay"}, {"version", "1"}, {"description", kDescription}};
  document["servers"] = json::array{json::object{{"url", "/"}}};
  document["security"] = json::array{json::object{{"bearer", json::array()}}};
  document["tags"] = Tags(catalog);
  document["paths"] = Paths(catalog, &schemas);
  json::object components = CommonComponents(catalog.services());
  for (const auto& [name, component] : schemas.schemas()) {
    components["schemas"].as_object()[name] = component;
  }
  document["components"] = std::move(components);
  return json::serialize(document);
}

}  // namespace assay::gateway
