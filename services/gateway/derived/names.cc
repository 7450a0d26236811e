#include "services/gateway/derived/names.h"

#include <algorithm>
#include <cctype>

namespace assay::gateway {
namespace {

constexpr std::string_view kOrganisation = "/api/v1/organisations/{organisation}/";

char Upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

}  // namespace

std::string CollectionPath(const schema::RecordType& record) {
  return std::string(kOrganisation) + record.options.collection();
}

std::string RecordPath(const schema::RecordType& record) {
  return CollectionPath(record) + "/{id}";
}

std::string CommandPath(const schema::CommandType& command) {
  return RecordPath(*command.record) + ":" + command.verb;
}

std::string QueryPath(const schema::QueryType& query) {
  return std::string(kOrganisation) + query.options.path();
}

std::string CalculatorPath(const schema::CalculatorType& calculator) {
  return "/api/v1/calculators/" + calculator.name();
}

bool IsPathField(const schema::QueryType& query, const schema::FieldDescriptor* field) {
  return query.options.path().find("{" + field->name() + "}") != std::string::npos;
}

bool IsPerService(const schema::RecordType& record) {
  return record.service == "log";
}

std::vector<std::string> RolesOf(const google::protobuf::RepeatedField<int>& allowed) {
  std::vector<std::string> roles;
  for (int role : allowed) {
    if (role != assay::SERVICE) {
      roles.push_back(assay::Role_Name(role));
    }
  }
  const std::string& administrator = assay::Role_Name(assay::ADMINISTRATOR);
  if (std::find(roles.begin(), roles.end(), administrator) == roles.end()) {
    roles.push_back(administrator);
  }
  return roles;
}

std::string ShortName(std::string_view full_name) {
  std::string name(full_name.substr(full_name.find('.') + 1));  // without "assay."
  size_t version = name.find(".v1.");
  return version == std::string::npos ? name : name.replace(version, 4, ".");
}

std::string Spoken(std::string_view name) {
  std::string text = schema::KebabCase(name);
  std::replace(text.begin(), text.end(), '-', ' ');
  if (!text.empty()) {
    text[0] = Upper(text[0]);
  }
  return text;
}

std::string PascalCase(std::string_view kebab_case) {
  std::string text;
  bool begins = true;
  for (char c : kebab_case) {
    if (c != '-') {
      text.push_back(begins ? Upper(c) : c);
    }
    begins = c == '-';
  }
  return text;
}

}  // namespace assay::gateway
