#pragma once

#include <google/protobuf/repeated_field.h>

#include <string>
#include <string_view>
#include <vector>

#include "assay/schema/catalog.h"

// Names and paths of the HTTP API, as the catalog gives them. All functions are pure; any thread.
namespace assay::gateway {

// Paths as templates, with variable parts in braces.
std::string CollectionPath(const schema::RecordType& record);
std::string RecordPath(const schema::RecordType& record);
std::string CommandPath(const schema::CommandType& command);
std::string QueryPath(const schema::QueryType& query);
std::string CalculatorPath(const schema::CalculatorType& calculator);

// True when `field` stands in braces in the query's path; the other fields are query parameters.
bool IsPathField(const schema::QueryType& query, const schema::FieldDescriptor* field);

// True for records that every service keeps about its own log: their routes take `service`.
bool IsPerService(const schema::RecordType& record);

// Roles of people that an option's list lets in: ADMINISTRATOR always, SERVICE never, for nobody
// outside is one. In the list's order, ADMINISTRATOR last unless it is listed.
std::vector<std::string> RolesOf(const google::protobuf::RepeatedField<int>& allowed);

// "audits.Finding.State"; what is common to all services has no prefix: "Money".
std::string ShortName(std::string_view full_name);
// "RaiseFinding" -> "Raise finding"; "certification-bodies" -> "Certification bodies".
std::string Spoken(std::string_view name);
// "certification-bodies" -> "CertificationBodies".
std::string PascalCase(std::string_view kebab_case);

}  // namespace assay::gateway
