#include "services/gateway/derived/operations.h"

#include <boost/json/array.hpp>

#include "assay/bus/v1/queries.pb.h"
#include "services/gateway/derived/cells.h"
#include "services/gateway/derived/field_words.h"
#include "services/gateway/derived/names.h"

namespace assay::gateway {
namespace {

namespace json = boost::json;
using schema::Descriptor;
using schema::FieldDescriptor;

constexpr char kSpreadsheet[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

template <typename Texts>
json::array TextArray(const Texts& texts) {
  json::array array;
  for (const auto& text : texts) {
    array.emplace_back(text);
  }
  return array;
}

json::array Parameters(std::initializer_list<const char*> names) {
  json::array parameters;
  for (const char* name : names) {
    parameters.emplace_back(Reference("parameters", name));
  }
  return parameters;
}

json::object Content(const std::string& type, json::object schema) {
  return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::object JsonBody(json::object schema) {
  return {{"required", true}, {"content", Content("application/json", std::move(schema))}};
}

// The responses of an operation that succeeds with `content`; failures are problems.
json::object Responses(json::object content, json::object headers = {}) {
  json::object success{{"description", "Done."}, {"content", std::move(content)}};
  if (!headers.empty()) {
    success["headers"] = std::move(headers);
  }
  return {{"200", std::move(success)},
          {"4XX", Reference("responses", "Problem")},
          {"5XX", Reference("responses", "Problem")}};
}

json::object Operation(const std::string& id, const std::string& summary, const std::string& tag) {
  return {{"operationId", id}, {"summary", summary}, {"tags", json::array{tag}}};
}

// Who may read: a list of roles, or every role of the organisation when the list is empty.
void AddReaders(const google::protobuf::RepeatedField<int>& allowed, json::object* operation) {
  if (allowed.empty()) {
    (*operation)["description"] = "For every role in the organisation.";
  } else {
    (*operation)["x-roles"] = TextArray(RolesOf(allowed));
  }
}

json::object RecordOperation(const schema::RecordType& record, const std::string& id,
                             const std::string& summary, json::array parameters) {
  json::object operation = Operation(record.service + id, summary, record.service);
  if (IsPerService(record)) {
    parameters.emplace_back(Reference("parameters", "Service"));
  }
  operation["parameters"] = std::move(parameters);
  AddReaders(record.options.readers(), &operation);
  operation["x-record"] = ShortName(record.name());
  return operation;
}

// {"type", "data"} of one of the record's events.
json::object EventSchema(const schema::RecordType& record, SchemaCollector* schemas) {
  json::array names;
  json::array events;
  for (const Descriptor* event : record.events) {
    names.emplace_back(event->full_name());
    events.emplace_back(schemas->Answer(event));
  }
  json::object type{{"type", "string"}, {"enum", std::move(names)}};
  json::object data{{"type", "object"}, {"anyOf", std::move(events)}};
  return {{"type", "object"},
          {"required", json::array{"type", "data"}},
          {"properties", json::object{{"type", std::move(type)}, {"data", std::move(data)}}}};
}

json::object ItemsOf(json::object element) {
  json::object list{{"type", "array"}, {"items", std::move(element)}};
  return {{"type", "object"},
          {"required", json::array{"items"}},
          {"properties", json::object{{"items", std::move(list)}}}};
}

json::object PageOf(json::object element) {
  json::object page = ItemsOf(std::move(element));
  page["required"].as_array().emplace_back("nextPageToken");
  page["properties"].as_object()["nextPageToken"] =
      json::object{{"type", "string"}, {"description", "Empty on the last page."}};
  return page;
}

json::object FixedContent(const FixedRoute& route, SchemaCollector* schemas) {
  switch (route.answer) {
    case Answer::kMessage:
      return Content("application/json", schemas->Answer(route.response()));
    case Answer::kMessages:
      return Content("application/json", ItemsOf(schemas->Answer(route.response())));
    case Answer::kText:
      return Content("text/plain", {{"type", "string"}});
    case Answer::kHtml:
      return Content("text/html", {{"type", "string"}});
    case Answer::kJson:
      return Content("application/json", {{"type", "object"}});
    case Answer::kEvents:
      return Content("text/event-stream", {{"type", "string"}});
    case Answer::kBytes:
      return Content("application/octet-stream", json::object());
    case Answer::kEmptyObject:
      return Content("application/json", {{"type", "object"}, {"maxProperties", 0}});
  }
  return {};
}

// The same as a table.
void AddTables(json::object* content) {
  (*content)["text/csv"] = json::object{{"schema", json::object{{"type", "string"}}}};
  (*content)[kSpreadsheet] = json::object();  // any bytes
}

}  // namespace

json::object CommandOperation(const schema::CommandType& command, SchemaCollector* schemas) {
  const std::string& name = command.message->name();
  json::object operation = Operation(command.service + name, Spoken(name), command.service);
  json::array parameters =
      Parameters({"Organisation", "RecordId", "IdempotencyKey", "IfMatch", "AssayAtLeast"});
  if (IsPerService(*command.record)) {
    parameters.emplace_back(Reference("parameters", "Service"));
  }
  operation["parameters"] = std::move(parameters);
  operation["requestBody"] = JsonBody(schemas->Request(command.message, "id"));
  operation["responses"] = Responses(
      Content("application/json", Reference("schemas", "CommandAccepted")),
      {{"ETag", Reference("headers", "ETag")}, {"Assay-Token", Reference("headers", "Token")}});
  operation["x-record"] = ShortName(command.record->name());
  operation["x-roles"] = TextArray(RolesOf(command.options.allow()));
  if (!command.options.requirement().empty()) {
    operation["x-requirement"] = command.options.requirement();
  }
  if (!command.options.when().empty()) {
    operation["x-states"] = TextArray(command.options.when());
  }
  operation["x-creates"] = command.options.creates()      ? "always"
                           : command.options.may_create() ? "maybe"
                                                          : "never";
  return operation;
}

json::object ListOperation(const schema::RecordType& record, SchemaCollector* schemas) {
  const std::string& collection = record.options.collection();
  json::object operation =
      RecordOperation(record, "List" + PascalCase(collection), Spoken(collection),
                      Parameters({"Organisation", "Filter", "Sort", "PageSize", "PageToken", "AsOf",
                                  "On", "AtLeast", "Format"}));
  json::object page = PageOf(schemas->Answer(record.state));
  page["required"].as_array().emplace_back("total");
  page["properties"].as_object()["total"] = json::object{{"type", "integer"}, {"minimum", 0}};
  json::object content = Content("application/json", std::move(page));
  AddTables(&content);
  operation["responses"] = Responses(
      std::move(content), {{"Assay-Next-Page-Token", Reference("headers", "NextPageToken")}});
  return operation;
}

json::object GetOperation(const schema::RecordType& record, SchemaCollector* schemas) {
  const std::string& name = record.state->name();
  json::object operation =
      RecordOperation(record, "Get" + name, Spoken(name),
                      Parameters({"Organisation", "RecordId", "AsOf", "On", "AtLeast"}));
  operation["responses"] = Responses(Content("application/json", schemas->Answer(record.state)),
                                     {{"ETag", Reference("headers", "ETag")}});
  return operation;
}

json::object HistoryOperation(const schema::RecordType& record, SchemaCollector* schemas) {
  const std::string& name = record.state->name();
  json::object operation = RecordOperation(
      record, "Show" + name + "History", Spoken(name) + " history",
      Parameters({"Organisation", "RecordId", "HistoryPageSize", "PageToken", "AsOf", "AtLeast"}));
  json::object line{
      {"allOf", json::array{schemas->Answer(bus::v1::HistoryLine::descriptor(), "event")}},
      {"properties", json::object{{"event", EventSchema(record, schemas)}}},
      {"required", json::array{"event"}}};
  operation["responses"] = Responses(Content("application/json", PageOf(std::move(line))));
  return operation;
}

json::object QueryOperation(const schema::QueryType& query, SchemaCollector* schemas) {
  const std::string& name = query.message->name();
  json::object operation = Operation(query.service + name, Spoken(name), query.service);
  bool table = RowsOf(query.response) != nullptr;
  json::array parameters = Parameters({"Organisation", "AsOf", "On", "AtLeast"});
  if (table) {
    parameters.emplace_back(Reference("parameters", "Format"));
  }
  for (int i = 0; i < query.message->field_count(); ++i) {
    const FieldDescriptor* field = query.message->field(i);
    bool in_path = IsPathField(query, field);
    json::object parameter{{"name", in_path ? field->name() : field->json_name()},
                           {"in", in_path ? "path" : "query"},
                           {"schema", schemas->RequestField(field)}};
    if (in_path || IsRequired(field)) {
      parameter["required"] = true;
    }
    parameters.emplace_back(std::move(parameter));
  }
  operation["parameters"] = std::move(parameters);
  json::object content = Content("application/json", schemas->Answer(query.response));
  if (table) {
    AddTables(&content);
  }
  operation["responses"] = Responses(std::move(content));
  AddReaders(query.options.allow(), &operation);
  return operation;
}

// One for each part in braces.
json::array PathParameters(const std::string& path) {
  static const std::map<std::string, std::string> kShared = {
      {"id", "RecordId"}, {"service", "ServiceInPath"}, {"organisation", "Organisation"}};
  json::array parameters;
  for (size_t open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
    std::string name = path.substr(open + 1, path.find('}', open) - open - 1);
    if (auto shared = kShared.find(name); shared != kShared.end()) {
      parameters.emplace_back(Reference("parameters", shared->second));
    } else {
      parameters.push_back({{"name", name},
                            {"in", "path"},
                            {"required", true},
                            {"schema", json::object{{"type", "string"}}}});
    }
  }
  return parameters;
}

json::object CalculatorOperation(const schema::CalculatorType& calculator,
                                 SchemaCollector* schemas) {
  json::object operation = Operation("calculate" + PascalCase(calculator.name()),
                                     calculator.options.summary(), "calculators");
  operation["description"] = "For everybody who is signed in.";
  operation["requestBody"] = JsonBody(schemas->Request(calculator.message));
  operation["responses"] =
      Responses(Content("application/json", schemas->Answer(calculator.response)));
  return operation;
}

json::object FixedOperation(const FixedRoute& route, SchemaCollector* schemas) {
  json::object operation =
      Operation(std::string(route.operation_id), std::string(route.summary), "installation");
  json::array parameters = PathParameters(DocumentedPath(route));
  if (!parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (route.request != nullptr) {
    operation["requestBody"] = JsonBody(schemas->Request(route.request()));
  }
  operation["responses"] = Responses(FixedContent(route, schemas));
  if (route.access == Access::kEverybody) {
    operation["security"] = json::array();
  }
  if (route.access == Access::kAdministrator) {
    operation["x-roles"] = json::array{assay::Role_Name(assay::ADMINISTRATOR)};
  }
  if (route.access == Access::kUserOrAdministrator) {
    operation["description"] = "For the user, and for an administrator.";
  }
  return operation;
}

}  // namespace assay::gateway
