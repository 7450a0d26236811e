#include "services/assayctl/rules.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "assay/base/file.h"
#include "assay/rules/rulebook.h"
#include "assay/runtime/rules_folder.h"
#include "services/assayctl/exit_status.h"

namespace assay::ctl {
namespace {

using rules::Basis;
using rules::Rulebook;
using rules::Ruleset;

struct Asked {
  std::string folder;  // goes before the configuration's
  std::string config;
  std::string organisation;
  std::string body;
  std::string rule;
};

int BadInput(const Status& status) {
  std::cerr << "assayctl: " << status.message() << "\n";
  return kBadInput;
}

std::string Counted(size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

int Check(const std::string& file) {
  Result<std::string> text = ReadFile(file);
  if (!text.ok()) {
    return BadInput(text.status());
  }
  Result<Rulebook> book = Rulebook::Of({{file, *text}});
  if (!book.ok()) {
    return BadInput(book.status());
  }
  const rules::Overlay& overlay = book->overlays().front();
  size_t bodies = overlay.bodies.size();
  size_t organisations = overlay.organisations.size();
  std::cout << overlay.name << " on " << overlay.extends << ": "
            << Counted(overlay.changes.size(), "rule") << " changed, "
            << Counted(overlay.audit_times.size(), "table") << " of audit time, for "
            << (bodies != 0 ? Counted(bodies, "certification body id")
                            : Counted(organisations, "organisation"))
            << "\n";
  return 0;
}

Result<Rulebook> BookOf(const Asked& asked) {
  if (!asked.folder.empty()) {
    return runtime::ReadRulesFolder(asked.folder);
  }
  ASSAY_ASSIGN_OR_RETURN(runtime::Config config, runtime::LoadConfig(asked.config));
  return runtime::LoadRulebook(config);
}

std::string AppliesText(const rules::Rule& rule) {
  std::string text;
  for (Basis basis : {Basis::kPlan, Basis::kAct, Basis::kFact}) {
    if (rule.AppliesTo(basis)) {
      text += (text.empty() ? "" : ",") + std::string(ToString(basis));
    }
  }
  return text.empty() ? "-" : text;
}

std::string ParametersText(const rules::Rule& rule) {
  std::string text;
  for (const auto& [name, value] : ParameterTexts(rule)) {
    text += (text.empty() ? "" : "; ") + name + " = " + value;
  }
  return text;
}

// The files that changed a rule or brought a table: "built in, rules/nordmark.toml".
std::string FilesText(const Rulebook& book, const std::vector<std::string>& overlays) {
  std::string text = "built in";
  for (const rules::Overlay& overlay : book.overlays()) {
    if (std::find(overlays.begin(), overlays.end(), overlay.name) != overlays.end()) {
      text += ", " + overlay.file;
    }
  }
  return text;
}

void List(const Rulebook& book, const Ruleset& ruleset) {
  std::cout << ruleset.name() << "\n";
  for (const rules::Rule& rule : ruleset.rules()) {
    std::cout << fmt::format("{:<12}{:<7}{:<15}{} [{}]", rule.id, ToString(rule.severity),
                             AppliesText(rule), rule.title, rule.clause);
    std::string parameters = ParametersText(rule);
    std::cout << (parameters.empty() ? "" : " {" + parameters + "}");
    std::cout << (rule.changed_by.empty() ? "" : " <- " + FilesText(book, rule.changed_by)) << "\n";
  }
  for (const rules::AuditTimeTable& table : ruleset.audit_times()) {
    std::string name = table.standard + (table.category.empty() ? "" : " " + table.category);
    std::cout << fmt::format("{:<12}{:<22}{}", "table", name, table.basis)
              << (table.brought_by.empty() ? "" : " <- " + FilesText(book, {table.brought_by}))
              << "\n";
  }
}

int ShowRule(const Rulebook& book, const Ruleset& ruleset, const std::string& id) {
  const rules::Rule* rule = ruleset.Find(id);
  if (rule == nullptr) {
    return BadInput(NotFound("there is no rule " + id + " in " + ruleset.name()));
  }
  std::cout << rule->id << "  " << rule->title << "\n";
  std::cout << "clause:     " << rule->clause << "\n";
  std::cout << "severity:   " << ToString(rule->severity) << "\n";
  std::cout << "applies to: " << AppliesText(*rule) << "\n";
  std::cout << "source:     " << ToString(rule->source) << "\n";
  for (const auto& [name, value] : ParameterTexts(*rule)) {
    std::cout << "parameter:  " << name << " = " << value << "\n";
  }
  std::cout << "from:       " << FilesText(book, rule->changed_by) << "\n";
  std::cout << "ruleset:    " << ruleset.name() << "\n";
  return 0;
}

int Tell(const Asked& asked) {
  Result<Rulebook> book = BookOf(asked);
  if (!book.ok()) {
    return BadInput(book.status());
  }
  const Ruleset& ruleset = book->For(asked.organisation, asked.body);
  if (!asked.rule.empty()) {
    return ShowRule(*book, ruleset, asked.rule);
  }
  List(*book, ruleset);
  return 0;
}

void AddWhose(CLI::App* command, const std::shared_ptr<Asked>& asked, Action* chosen) {
  command->add_option("--folder", asked->folder, "Folder of overlays");
  command->add_option("--config", asked->config, "The installation's TOML file, which names one");
  command->add_option("--organisation", asked->organisation, "As it holds for this organisation");
  command->add_option("--body", asked->body, "In a matter of this certification body (id)");
  command->callback([=] { *chosen = [=] { return Tell(*asked); }; });
}

}  // namespace

void AddRules(CLI::App* app, Action* chosen) {
  CLI::App* rules = app->add_subcommand(
      "rules",
      "The rules of the field, and what bodies and organisations hold otherwise; no server");
  rules->require_subcommand(1);
  auto file = std::make_shared<std::string>();
  CLI::App* check = rules->add_subcommand("check", "Whether an overlay can be rolled out");
  check->add_option("file", *file, "docs/operators-guide.md says how it is written")->required();
  check->callback([=] { *chosen = [=] { return Check(*file); }; });
  AddWhose(rules->add_subcommand("list", "All rules and tables in force"),
           std::make_shared<Asked>(), chosen);
  auto asked = std::make_shared<Asked>();
  CLI::App* show = rules->add_subcommand("show", "One rule, and the files it comes from");
  show->add_option("rule", asked->rule, "Its id, such as SU-1")->required();
  AddWhose(show, asked, chosen);
}

}  // namespace assay::ctl
