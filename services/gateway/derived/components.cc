#include "services/gateway/derived/components.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace assay::gateway {
namespace {

constexpr char kSchemas[] = R"json({
  "Id": {"type": "string", "format": "uuid",
    "description": "A UUID in lower case, made by the client."},
  "Date": {"type": "string", "format": "date",
    "description": "A civil date from 1900-01-01 to 2199-12-31."},
  "Instant": {"type": "string", "format": "date-time",
    "description": "An instant in UTC, ending in Z."},
  "Decimal": {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$",
    "description": "An exact decimal number."},
  "DecimalNumber": {"type": "number",
    "description": "An exact decimal number, without exponent; not through binary floating point."},
  "Currency": {"type": "string", "pattern": "^[A-Z]{3}$", "description": "An ISO 4217 code."},
  "IdOrEmpty": {"type": "string", "anyOf": [{"format": "uuid"}, {"maxLength": 0}]},
  "DateOrEmpty": {"type": "string", "anyOf": [{"format": "date"}, {"maxLength": 0}]},
  "InstantOrEmpty": {"type": "string", "anyOf": [{"format": "date-time"}, {"maxLength": 0}]},
  "DecimalOrEmpty": {"type": "string", "pattern": "^(-?(0|[1-9][0-9]*)(\\.[0-9]+)?)?$"},
  "CurrencyOrEmpty": {"type": "string", "pattern": "^([A-Z]{3})?$"},
  "Integer64": {"type": "string", "pattern": "^-?[0-9]+$",
    "description": "A whole number of 64 bits, as text."},
  "Position": {"type": "integer", "minimum": 0,
    "description": "A position in the log of a service."},
  "Tokens": {
    "type": "object",
    "description": "For each service the position up to which its log was seen or written.",
    "additionalProperties": {"$ref": "#/components/schemas/Position"}
  },
  "CommandAccepted": {
    "type": "object",
    "required": ["id", "version", "number", "tokens", "warnings", "repeated"],
    "properties": {
      "id": {"$ref": "#/components/schemas/Id"},
      "version": {"type": "integer", "minimum": 1,
        "description": "Of the record, after the command."},
      "number": {"type": "string",
        "description": "The reference number that was assigned, or empty."},
      "tokens": {"$ref": "#/components/schemas/Tokens"},
      "warnings": {"type": "array", "items": {"$ref": "#/components/schemas/Warning"}},
      "repeated": {"type": "boolean",
        "description": "The command had been accepted before, under this key."}
    }
  },
  "Problem": {
    "type": "object",
    "description": "RFC 9457.",
    "required": ["type", "title", "status", "code"],
    "properties": {
      "type": {"type": "string", "format": "uri-reference"},
      "title": {"type": "string"},
      "status": {"type": "integer", "minimum": 400, "maximum": 599},
      "detail": {"type": "string", "description": "What is wrong and what would be right."},
      "code": {"type": "string", "description": "Stable, for programs."},
      "field": {"type": "string", "description": "The field at fault, as a dotted path."},
      "rule": {"type": "string", "description": "The rule that said no."},
      "clause": {"type": "string", "description": "Where the rule comes from."},
      "ruleset": {"type": "string", "description": "Id and version of the rules that judged."},
      "actualVersion": {"type": "integer", "minimum": 1, "description": "With a stale If-Match."}
    }
  }
})json";

constexpr char kParameters[] = R"json({
  "Organisation": {"name": "organisation", "in": "path", "required": true,
    "schema": {"$ref": "#/components/schemas/Id"}},
  "RecordId": {"name": "id", "in": "path", "required": true,
    "schema": {"$ref": "#/components/schemas/Id"}},
  "Service": {"name": "service", "in": "query", "required": true,
    "description": "The service whose log is asked: each keeps these records about its own.",
    "schema": {"type": "string"}},
  "ServiceInPath": {"name": "service", "in": "path", "required": true,
    "schema": {"type": "string"}},
  "IdempotencyKey": {"name": "Idempotency-Key", "in": "header", "required": true,
    "description": "Made by the client; a repeat with the same key is answered like the first.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200}},
  "IfMatch": {"name": "If-Match", "in": "header",
    "description": "The version that the client saw; another one is refused with version-conflict.",
    "schema": {"type": "string", "pattern": "^\"[1-9][0-9]*\"$"}, "example": "\"3\""},
  "AssayAtLeast": {"name": "Assay-At-Least", "in": "header",
    "description": "Positions that the answering service must have seen.",
    "schema": {"type": "string", "pattern": "^[a-z]+=[0-9]+(,[a-z]+=[0-9]+)*$"},
      "example": "audits=12,actions=3"},
  "AtLeast": {"name": "atLeast", "in": "query",
    "description": "Positions that the answering service must have seen: a command's tokens.",
    "schema": {"type": "string", "pattern": "^[a-z]+=[0-9]+(,[a-z]+=[0-9]+)*$"},
      "example": "audits=12,actions=3"},
  "AsOf": {"name": "asOf", "in": "query",
    "description": "Show what was recorded up to this instant or log position.",
    "schema": {"anyOf": [{"$ref": "#/components/schemas/Instant"}, {"type": "string",
      "pattern": "^[0-9]+$"}]}},
  "On": {"name": "on", "in": "query",
    "description": "The date at which computed states, such as overdue, are judged; empty: today.",
    "schema": {"$ref": "#/components/schemas/Date"}},
  "Filter": {"name": "filter", "in": "query",
    "description": "Conditions joined by ; with = != < <= > >= or ~ (contains).",
    "schema": {"type": "string"}, "example": "state=RAISED;dueOn<2026-12-01"},
  "Sort": {"name": "sort", "in": "query",
    "description": "Fields joined by commas, - in front for descending.",
    "schema": {"type": "string"}, "example": "-meta.changedAt"},
  "PageSize": {"name": "pageSize", "in": "query",
    "description": "0 or absent: 100, and 1000 for csv and xlsx. A page of long records holds fewer.",
    "schema": {"type": "integer", "minimum": 0, "maximum": 1000}},
  "HistoryPageSize": {"name": "pageSize", "in": "query",
    "description": "Entries; 0 or absent: 1000. A page of long entries holds fewer.",
    "schema": {"type": "integer", "minimum": 0, "maximum": 1000}},
  "PageToken": {"name": "pageToken", "in": "query",
    "description": "nextPageToken of the page before.",
    "schema": {"type": "string"}},
  "Format": {"name": "format", "in": "query",
    "schema": {"type": "string", "enum": ["json", "csv", "xlsx"], "default": "json"}}
})json";

constexpr char kHeaders[] = R"json({
  "ETag": {"description": "The record's version, in quotes; for If-Match.",
    "schema": {"type": "string"}},
  "NextPageToken": {"description": "As nextPageToken, for csv and xlsx; absent on the last page.",
    "schema": {"type": "string"}},
  "Token": {"description": "The tokens of the answer, in the form that Assay-At-Least takes.",
    "schema": {"type": "string"}}
})json";

constexpr char kResponses[] = R"json({
  "Problem": {
    "description": "Refused, or failed; nothing was changed unless the code is \"unavailable\".",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
  }
})json";

constexpr char kSecuritySchemes[] = R"json({
  "bearer": {"type": "http", "scheme": "bearer",
    "description": "A token from POST /api/v1/sessions or POST /api/v1/users/{id}:create-token."}
})json";

}  // namespace

boost::json::object CommonComponents(const std::vector<std::string>& services) {
  boost::json::object components;
  components["schemas"] = boost::json::parse(kSchemas);
  components["parameters"] = boost::json::parse(kParameters);
  components["headers"] = boost::json::parse(kHeaders);
  components["responses"] = boost::json::parse(kResponses);
  components["securitySchemes"] = boost::json::parse(kSecuritySchemes);
  boost::json::array names(services.begin(), services.end());
  for (const char* parameter : {"Service", "ServiceInPath"}) {
    components["parameters"].at(parameter).at("schema").as_object()["enum"] = names;
  }
  return components;
}

}  // namespace assay::gateway
