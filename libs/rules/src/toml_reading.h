#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/rules/ruleset.h"

// How rulesets and overlays are read from TOML. What is wrong is InvalidArgument with `where` in
// its message.
namespace assay::rules {

Status Bad(const std::string& where, const std::string& what);

// A key that nobody reads is a typing error: it would silently change nothing.
Status OnlyKeys(const toml::table& table, const std::string& where,
                std::initializer_list<std::string_view> known);

Result<std::string> TextAt(const toml::table& table, const std::string& where,
                           std::string_view key);

Result<std::vector<std::string>> ListAt(const toml::node& node, const std::string& where);

// The value of a closed set that `key` names.
template <typename Enum>
Result<Enum> ChoiceAt(const toml::table& table, const std::string& where, std::string_view key,
                      std::initializer_list<Enum> choices) {
  ASSAY_ASSIGN_OR_RETURN(std::string text, TextAt(table, where, key));
  for (Enum choice : choices) {
    if (ToString(choice) == text) {
      return choice;
    }
  }
  return Bad(where, std::string(key) + " cannot be " + text);
}

// The bases that `applies` lists.
Result<std::vector<Basis>> ReadApplies(const toml::table& table, const std::string& where);
void SetApplies(const std::vector<Basis>& bases, Rule* rule);

// `params` of a rule, if there are any.
Status ReadParameters(const toml::table& table, const std::string& where, Parameters* parameters);

Result<AuditTimeTable> ReadAuditTime(const toml::table& table);
Status OnceEach(const std::vector<AuditTimeTable>& tables);

// The elements of the array of tables `key`, read one by one; an absent array is empty.
template <typename Element>
Result<std::vector<Element>> ReadAll(const toml::table& root, std::string_view key,
                                     Result<Element> (*read)(const toml::table&)) {
  std::vector<Element> elements;
  const toml::node* node = root.get(key);
  if (node == nullptr) {
    return elements;
  }
  if (!node->is_array_of_tables()) {
    return Bad(std::string(key), "is no list of tables");
  }
  for (const toml::node& element : *node->as_array()) {
    ASSAY_ASSIGN_OR_RETURN(Element value, read(*element.as_table()));
    elements.push_back(std::move(value));
  }
  return elements;
}

}  // namespace assay::rules
