#include "services/assayctl/calc.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>
#include <iterator>
#include <memory>

#include "assay/aggregate/processor.h"
#include "assay/calculators/registry.h"
#include "assay/rules/rulebook.h"
#include "assay/runtime/rules_folder.h"
#include "assay/schema/catalog.h"
#include "assay/schema/plain_json.h"
#include "services/assayctl/exit_status.h"

namespace assay::ctl {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr size_t kRequestBytesMax = 1'000'000;
constexpr int kNestingMax = 2;

int Refused(const Rejection& rejection) {
  assay::Problem problem = aggregate::ToProblem(rejection);
  json::object body{{"type", "urn:assay:problem:" + problem.code()},
                    {"title", problem.title()},
                    {"status", problem.status()},
                    {"detail", problem.detail()},
                    {"code", problem.code()}};
  for (const auto& [name, value] :
       {std::pair("field", problem.field()), std::pair("rule", problem.rule()),
        std::pair("clause", problem.clause()), std::pair("ruleset", problem.ruleset())}) {
    if (!value.empty()) {
      body[name] = value;
    }
  }
  std::cerr << json::serialize(body) << "\n";
  return kBadInput;
}

// Standard input, up to one byte more than is allowed.
std::string ReadRequest() {
  std::string text(kRequestBytesMax + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::cin.gcount()));
  return text;
}

// Whose rules are calculated by; without a folder the built-in ones.
struct Whose {
  std::string folder;
  std::string organisation;
  std::string body;
};

int Calculate(const schema::Catalog& catalog, const std::string& name, const Whose& whose) {
  Result<rules::Rulebook> book = whose.folder.empty() ? Result(rules::Rulebook::Default())
                                                      : runtime::ReadRulesFolder(whose.folder);
  if (!book.ok()) {
    return Refused({.code = "invalid-rules", .message = book.status().message()});
  }
  std::string request = ReadRequest();
  if (request.size() > kRequestBytesMax) {
    return Refused(
        {.code = "too-large",
         .message = "A request has at most " + std::to_string(kRequestBytesMax) + " bytes."});
  }
  auto answered = calculators::Registry(catalog).Calculate(
      book->For(whose.organisation, whose.body), name, request);
  if (const auto* rejection = std::get_if<Rejection>(&answered)) {
    return Refused(*rejection);
  }
  std::cout << schema::ToPlainJson(*std::get<std::unique_ptr<schema::Message>>(answered), true)
            << "\n";
  return 0;
}

std::string KindOf(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true or false";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return "object";
    case FieldDescriptor::CPPTYPE_STRING: {
      const assay::Is& is = field->options().GetExtension(assay::is);
      return is.decimal() ? "number" : is.date() ? "date YYYY-MM-DD" : "text";
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      std::string values = "one of";
      for (int i = 1; i < field->enum_type()->value_count(); ++i) {
        values += " " + field->enum_type()->value(i)->name();
      }
      return values;
    }
    default:
      return "whole number";
  }
}

std::string Describe(const FieldDescriptor* field) {
  const assay::Is& is = field->options().GetExtension(assay::is);
  std::string text = (field->is_repeated() ? "list: " : "") + KindOf(field);
  if (is.max() != 0) {
    text += ", " + std::to_string(is.min()) + " to " + std::to_string(is.max());
  }
  text += is.required() ? ", required" : "";
  return is.source().empty() ? text : text + " (" + is.source() + ")";
}

// One line for each field, those of objects below them.
void AddFields(const Descriptor* type, const std::string& indent, int depth, std::string* help) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    *help += indent + field->name() + ": " + Describe(field) + "\n";
    if (field->message_type() != nullptr && depth < kNestingMax) {
      AddFields(field->message_type(), indent + "  ", depth + 1, help);
    }
  }
}

std::string HelpOf(const schema::CalculatorType& calculator) {
  std::string help = "Fields of the request, a JSON object on standard input:\n";
  AddFields(calculator.message, "  ", 0, &help);
  help += "Fields of the answer:\n";
  AddFields(calculator.response, "  ", 0, &help);
  return help;
}

void AddWhose(CLI::App* command, Whose* whose) {
  CLI::Option* folder = command->add_option("--rules", whose->folder, "Folder of overlays");
  command->add_option("--organisation", whose->organisation, "As it holds for this organisation")
      ->needs(folder);
  command->add_option("--body", whose->body, "In a matter of this certification body (id)")
      ->needs(folder);
}

}  // namespace

void AddCalculators(const schema::Catalog& catalog, CLI::App* app, Action* chosen) {
  CLI::App* calc = app->add_subcommand(
      "calc", "Calculate by the rules of the field: JSON on standard input and output, no server");
  for (const auto& [name, calculator] : catalog.calculators()) {
    CLI::App* sub = calc->add_subcommand(name, calculator.options.summary());
    sub->footer(HelpOf(calculator));
    auto whose = std::make_shared<Whose>();
    AddWhose(sub, whose.get());
    sub->callback([chosen, &catalog, whose, known = name] {
      *chosen = [&catalog, whose, known] { return Calculate(catalog, known, *whose); };
    });
  }
  // What is no calculator's name is refused like any other bad input.
  auto unknown = std::make_shared<std::string>();
  calc->add_option("name", *unknown, "One of the names below");
  calc->callback([chosen, calc, unknown, &catalog] {
    if (calc->get_subcommands().empty()) {
      *chosen = [&catalog, unknown] {
        auto answered =
            calculators::Registry(catalog).Calculate(rules::Ruleset::Default(), *unknown, "");
        return Refused(std::get<Rejection>(answered));
      };
    }
  });
}

}  // namespace assay::ctl
