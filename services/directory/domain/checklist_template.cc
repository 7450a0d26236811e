#include "services/directory/domain/checklist_template.h"

#include <set>

#include "assay/schema/fold.h"
#include "services/directory/domain/outlines.h"

namespace assay::directory {
namespace {

Rejection VersionExists(const std::string& key, const std::string& version) {
  return aggregate::Refuse("version-exists",
                           "Version " + version + " of " + key +
                               " is there already and is never overwritten; a changed "
                               "checklist is another version.",
                           "version");
}

std::optional<Rejection> RefuseVersion(const std::string& key, const std::string& version,
                                       const Context& context) {
  if (auto refusal = RefuseKey(key, "key")) {
    return refusal;
  }
  if (auto refusal = RefuseKey(version, "version")) {
    return refusal;
  }
  if (auto refusal = RefuseFull(context.All<v1::ChecklistTemplate>().size(), "checklists")) {
    return refusal;
  }
  for (const v1::ChecklistTemplate* checklist : context.All<v1::ChecklistTemplate>()) {
    if (checklist->key() == key && checklist->version() == version) {
      return VersionExists(key, version);
    }
  }
  return std::nullopt;
}

std::optional<Rejection> RefuseLines(const v1::ImportChecklist& command, Outlines* outlines) {
  std::set<std::string> seen;
  std::set<standards::Reference> known;
  for (int i = 0; i < command.lines_size(); ++i) {
    const v1::ChecklistLine& line = command.lines(i);
    const std::string at = "lines[" + std::to_string(i) + "]";
    std::string same = line.question();
    for (int j = 0; j < line.clauses_size(); ++j) {
      standards::Reference clause = FromProto(line.clauses(j));
      if (known.insert(clause).second) {
        const std::string place = at + ".clauses[" + std::to_string(j) + "]";
        if (auto refusal = outlines->RefuseClause(clause, place)) {
          return refusal;
        }
      }
      same += "\n" + clause.standard + ":" + clause.edition + " " + clause.clause;
    }
    if (!seen.insert(same).second) {
      return aggregate::Refuse("duplicate-line",
                               "This question is asked twice about the same clauses; ask it once.",
                               at + ".question");
    }
  }
  return std::nullopt;
}

Outcome Adopt(const std::string& id, v1::ChecklistAdopted adopted, const Context& context) {
  Outcome outcome;
  for (const v1::ChecklistTemplate* checklist : context.All<v1::ChecklistTemplate>()) {
    if (checklist->key() == adopted.key() && checklist->state() == v1::ChecklistTemplate::CURRENT) {
      adopted.set_supersedes_id(checklist->id());
      v1::ChecklistSuperseded superseded;
      superseded.set_by_id(id);
      outcome.Then(checklist->id(), superseded);
    }
  }
  outcome.Begin(id, std::move(adopted));
  return outcome;
}

}  // namespace

Outcome DecideImportChecklist(const v1::ChecklistTemplate& /*checklist*/,
                              const v1::ImportChecklist& command, const Context& context) {
  if (auto refusal = RefuseVersion(command.key(), command.version(), context)) {
    return *refusal;
  }
  Outlines outlines(context.All<v1::OwnStandard>(), context.today);
  if (auto refusal = RefuseLines(command, &outlines)) {
    return *refusal;
  }
  v1::ChecklistAdopted adopted;
  schema::CopyFields(command, &adopted);
  return Adopt(command.id(), std::move(adopted), context);
}

Outcome DecideComposeChecklist(const v1::ChecklistTemplate& /*checklist*/,
                               const v1::ComposeChecklist& command, const Context& context) {
  if (auto refusal = RefuseVersion(command.key(), command.version(), context)) {
    return *refusal;
  }
  Composition composition;
  for (const v1::StandardEdition& standard : command.standards()) {
    composition.standards.emplace_back(standard.key(), standard.edition());
  }
  composition.clauses.assign(command.clauses().begin(), command.clauses().end());
  Outlines outlines(context.All<v1::OwnStandard>(), context.today);
  auto composed = Compose(composition, &outlines, PairsOf(context.All<v1::ClauseMapping>()));
  if (auto* rejection = std::get_if<Rejection>(&composed)) {
    return *rejection;
  }
  v1::ChecklistAdopted adopted;
  adopted.set_key(command.key());
  adopted.set_version(command.version());
  adopted.set_title(command.title());
  *adopted.mutable_composed_from() = command.standards();
  for (v1::ChecklistLine& line : std::get<std::vector<v1::ChecklistLine>>(composed)) {
    *adopted.add_lines() = std::move(line);
  }
  return Adopt(command.id(), std::move(adopted), context);
}

}  // namespace assay::directory
