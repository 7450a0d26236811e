#include "services/gateway/derived/openapi.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <functional>
#include <set>

#include "services/gateway/derived/cells.h"
#include "services/gateway/derived/fixed_routes.h"
#include "services/gateway/derived/names.h"

namespace assay::gateway {
namespace {

namespace json = boost::json;

const schema::Catalog& TheCatalog() {
  static const schema::Catalog catalog;
  return catalog;
}

const json::value& Document() {
  static const json::value document = json::parse(OpenApiDocument(TheCatalog()));
  return document;
}

const json::object& Paths() {
  return Document().at("paths").as_object();
}

// Calls `visit` for every object of the document.
void Visit(const json::value& value, const std::function<void(const json::object&)>& visit) {
  if (const auto* object = value.if_object()) {
    visit(*object);
    for (const auto& member : *object) {
      Visit(member.value(), visit);
    }
  } else if (const auto* array = value.if_array()) {
    for (const json::value& element : *array) {
      Visit(element, visit);
    }
  }
}

// Calls `visit` for every operation with its path and method.
void VisitOperations(
    const std::function<void(const std::string&, const std::string&, const json::object&)>& visit) {
  for (const auto& path : Paths()) {
    for (const auto& method : path.value().as_object()) {
      visit(std::string(path.key()), std::string(method.key()), method.value().as_object());
    }
  }
}

const json::object* FindOperation(const std::string& method, const std::string& path) {
  const json::value* item = Paths().if_contains(path);
  const json::value* operation = item == nullptr ? nullptr : item->as_object().if_contains(method);
  return operation == nullptr ? nullptr : &operation->as_object();
}

std::string Text(const json::object& object, const char* key) {
  const json::value* value = object.if_contains(key);
  return value == nullptr || !value->is_string() ? "" : std::string(value->as_string());
}

// What a reference to a component stands for; the object itself when it is none.
const json::object& Resolved(const json::object& object) {
  std::string pointer = Text(object, "$ref");
  return pointer.empty() ? object : Document().at_pointer(pointer.substr(1)).as_object();
}

TEST(OpenApi, IsVersion310AndTheSameEachTime) {
  EXPECT_EQ(Document().at("openapi").as_string(), "3.1.0");
  EXPECT_EQ(OpenApiDocument(TheCatalog()), OpenApiDocument(schema::Catalog()));
}

TEST(OpenApi, EveryReferenceResolves) {
  size_t references = 0;
  Visit(Document(), [&](const json::object& object) {
    std::string pointer = Text(object, "$ref");
    if (pointer.empty()) {
      return;
    }
    ++references;
    ASSERT_TRUE(pointer.starts_with("#/")) << pointer;
    json::error_code error;
    EXPECT_NE(Document().find_pointer(pointer.substr(1), error), nullptr) << pointer;
  });
  EXPECT_GT(references, 1'000u);
}

TEST(OpenApi, EveryPublicCommandHasItsPathAndNoInternalOneHas) {
  for (const auto& [name, command] : TheCatalog().commands()) {
    const json::object* operation = FindOperation("post", CommandPath(command));
    ASSERT_EQ(operation != nullptr, !command.options.internal()) << name;
    if (operation != nullptr) {
      EXPECT_EQ(operation->at("x-roles").as_array().size(),
                RolesOf(command.options.allow()).size());
      EXPECT_EQ(Text(*operation, "x-requirement"), command.options.requirement());
    }
  }
}

TEST(OpenApi, EveryCollectionAndQueryHasItsPaths) {
  for (const auto& [name, record] : TheCatalog().records()) {
    EXPECT_NE(FindOperation("get", CollectionPath(record)), nullptr) << name;
    EXPECT_NE(FindOperation("get", RecordPath(record)), nullptr) << name;
    EXPECT_NE(FindOperation("get", RecordPath(record) + "/history"), nullptr) << name;
  }
  for (const auto& [name, query] : TheCatalog().queries()) {
    EXPECT_NE(FindOperation("get", QueryPath(query)), nullptr) << name;
  }
}

TEST(OpenApi, AQueryWhoseAnswerIsOneListIsATableToo) {
  size_t tables = 0;
  for (const auto& [name, query] : TheCatalog().queries()) {
    const json::object* operation = FindOperation("get", QueryPath(query));
    ASSERT_NE(operation, nullptr) << name;
    const auto& content = operation->at("responses").at("200").at("content").as_object();
    bool table = RowsOf(query.response) != nullptr;
    EXPECT_EQ(content.contains("text/csv"), table) << name;
    tables += table ? 1 : 0;
  }
  EXPECT_GT(tables, 1U);
}

TEST(OpenApi, EveryCalculatorHasItsPathWithPlainNamesAndNumbers) {
  for (const auto& [name, calculator] : TheCatalog().calculators()) {
    EXPECT_NE(FindOperation("post", CalculatorPath(calculator)), nullptr) << name;
  }
  const json::value& schemas = Document().at("components").at("schemas");
  const json::value& request = schemas.at("calculators.AuditTimeInput");
  constexpr char kNumber[] = "#/components/schemas/DecimalNumber";
  EXPECT_EQ(request.at("properties").at("adjust_percent").at("$ref").as_string(), kNumber);
  EXPECT_FALSE(request.at("additionalProperties").as_bool());
  const json::value& answer = schemas.at("calculators.AuditTimeAnswer");
  EXPECT_EQ(answer.at("properties").at("on_site_min").at("$ref").as_string(), kNumber);
}

TEST(OpenApi, HasNothingButWhatTheGatewayServes) {
  size_t offered =
      FixedRoutes().size() + 3 * TheCatalog().records().size() + TheCatalog().queries().size();
  for (const auto& [name, command] : TheCatalog().commands()) {
    offered += command.options.internal() ? 0u : 1u;
  }
  offered += TheCatalog().calculators().size();
  size_t operations = 0;
  VisitOperations([&](const auto&, const auto&, const auto&) { ++operations; });
  EXPECT_EQ(operations, offered);  // also: no two routes share a path and method
}

TEST(OpenApi, NoTwoOperationsHaveOneId) {
  std::set<std::string> ids;
  VisitOperations([&](const std::string& path, const auto&, const json::object& operation) {
    EXPECT_TRUE(ids.insert(Text(operation, "operationId")).second) << path;
  });
}

TEST(OpenApi, DeclaresThePathParametersThatItsPathsHave) {
  VisitOperations([&](const std::string& path, const auto&, const json::object& operation) {
    std::set<std::string> declared;
    const json::value* parameters = operation.if_contains("parameters");
    for (const json::value& value :
         parameters == nullptr ? json::array() : parameters->as_array()) {
      const json::object& parameter = Resolved(value.as_object());
      if (Text(parameter, "in") == "path") {
        declared.insert(Text(parameter, "name"));
      }
    }
    std::set<std::string> templated;
    for (size_t at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
      templated.insert(path.substr(at + 1, path.find('}', at) - at - 1));
    }
    EXPECT_EQ(declared, templated) << path;
  });
}

TEST(OpenApi, NoNumberIsAFloat) {
  int numbers = 0;
  Visit(Document(), [&numbers](const json::object& object) {
    numbers += Text(object, "type") == "number" ? 1 : 0;
    EXPECT_NE(Text(object, "format"), "float");
    EXPECT_NE(Text(object, "format"), "double");
  });
  EXPECT_EQ(numbers, 1) << "the calculators' exact decimals, DecimalNumber, and nothing else";
}

TEST(OpenApi, ComponentNamesAreAllowed) {
  for (const auto& component : Document().at("components").at("schemas").as_object()) {
    EXPECT_TRUE(std::all_of(component.key().begin(), component.key().end(), [](unsigned char c) {
      return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
    })) << component.key();
  }
}

TEST(OpenApi, OnlyDocumentsHealthSignInAndProofsWithoutContentAreOpen) {
  std::set<std::string> open;
  VisitOperations([&](const std::string& path, const auto&, const json::object& operation) {
    if (operation.contains("security")) {
      open.insert(path);
    }
  });
  EXPECT_EQ(open, (std::set<std::string>{"/api", "/api/v1/first-run", "/api/v1/sessions",
                                         "/healthz", "/log/policy", "/log/{service}/checkpoint",
                                         "/log/{service}/tile/{tile}", "/openapi.json", "/readyz",
                                         "/witness/add-checkpoint", "/witness/key",
                                         "/witness/{origin}/checkpoint"}));
}

TEST(OpenApi, RecordsOfEveryLogTakeTheService) {
  const json::object* list = FindOperation("get", "/api/v1/organisations/{organisation}/journal");
  ASSERT_NE(list, nullptr);
  const json::array& parameters = list->at("parameters").as_array();
  EXPECT_TRUE(std::any_of(parameters.begin(), parameters.end(), [](const json::value& parameter) {
    return Text(parameter.as_object(), "$ref") == "#/components/parameters/Service";
  }));
}

TEST(OpenApi, PersonalDataIsMarked) {
  const json::value& schemas = Document().at("components").at("schemas");
  auto marked = [&](const char* component) {
    return schemas.at(component).at("properties").at("name").as_object().contains("x-personal");
  };
  EXPECT_TRUE(marked("directory.RegisterPersonInput"));
  EXPECT_TRUE(marked("directory.Person"));
  EXPECT_FALSE(marked("directory.Site"));
}

}  // namespace
}  // namespace assay::gateway
