#include "services/audits/domain/audit_checklist.h"

#include <algorithm>
#include <array>
#include <map>
#include <variant>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/standard.h"
#include "assay/standards/checklist.h"
#include "assay/standards/library.h"

namespace assay::audits {
namespace {

using standards::Outline;
using standards::Reference;

constexpr int kLinesMax = 600;              // of one checklist
constexpr size_t kLinesBytesMax = 500'000;  // so that its entry fits

// The lines made so far; each gets an id by its first clause and its place there.
class Lines {
 public:
  void Add(v1::AuditLine line, const std::string& where) {
    line.set_line(where + "/" + std::to_string(++places_[where]));
    *built_.add_lines() = std::move(line);
  }
  v1::ChecklistBuilt& built() { return built_; }

 private:
  v1::ChecklistBuilt built_;
  std::map<std::string, int> places_;
};

// The newest edition of a standard whose clauses are built in; null where there is none.
const Outline* OutlineOf(const std::string& standard) {
  const Outline* found = nullptr;
  for (const Outline& outline : standards::Library::BuiltIn().outlines()) {
    if (outline.key == rules::StandardKey(standard) && !outline.clauses.empty()) {
      found = &outline;
    }
  }
  return found;
}

std::string TitleOf(const Reference& reference) {
  const Outline* outline =
      standards::Library::BuiltIn().Find(reference.standard, reference.edition);
  const standards::Clause* clause = outline == nullptr ? nullptr : outline->Find(reference.clause);
  return clause == nullptr ? "" : clause->title;
}

void SetClauses(const std::vector<Reference>& clauses, v1::AuditLine* line) {
  for (size_t i = 0; i < clauses.size(); ++i) {
    const Reference& clause = clauses[i];
    if (i == 0) {
      line->set_standard(clause.standard);
      line->set_edition(clause.edition);
      line->set_clause(clause.clause);
      line->set_title(TitleOf(clause));
      continue;
    }
    v1::LineClause* also = line->add_also();
    also->set_standard(clause.standard);
    also->set_edition(clause.edition);
    also->set_clause(clause.clause);
  }
}

std::vector<standards::ClausePair> OwnMappings(const Context& context) {
  std::vector<standards::ClausePair> pairs;
  for (const auto* mapping : context.All<directory::v1::ClauseMapping>()) {
    if (mapping->state() == directory::v1::ClauseMapping::IN_USE) {
      pairs.push_back(
          {{mapping->standard(), mapping->edition(), mapping->clause()},
           {mapping->other_standard(), mapping->other_edition(), mapping->other_clause()}});
    }
  }
  return pairs;
}

Objection ObjectToClauses(const Texts& clauses, const std::vector<const Outline*>& outlines) {
  for (int i = 0; i < clauses.size(); ++i) {
    bool known = std::any_of(outlines.begin(), outlines.end(), [&](const Outline* outline) {
      return outline->Find(clauses[i]) != nullptr;
    });
    if (!known) {
      return Refuse("unknown-clause",
                    "None of the audit's standards has a clause " + clauses[i] +
                        "; name clauses by their number, such as 9 or A.5.",
                    "clauses[" + std::to_string(i) + "]");
    }
  }
  return std::nullopt;
}

Objection AddFromOutlines(const v1::Audit& audit, const Texts& clauses, const Context& context,
                          Lines* lines) {
  std::vector<const Outline*> outlines;
  for (const std::string& standard : audit.standards()) {
    outlines.push_back(OutlineOf(standard));
    if (outlines.back() == nullptr) {
      return Refuse(
          "no-outline",
          "The clauses of " + standard + " are not built in; take a checklist of the organisation.",
          "templateIds");
    }
  }
  if (Objection objection = ObjectToClauses(clauses, outlines)) {
    return objection;
  }
  standards::Scope scope{.clauses = ToVector(clauses)};
  for (const auto& item : standards::CombinedChecklist(outlines, scope, OwnMappings(context))) {
    v1::AuditLine line;
    line.set_question(item.question);
    line.set_look_for(item.evidence);
    SetClauses(item.clauses, &line);
    lines->Add(line, line.standard() + "/" + line.clause());
  }
  return std::nullopt;
}

// A line about other standards than the audit's is left out; one about no standard is asked.
void AddFromTemplate(const v1::Audit& audit, const directory::v1::ChecklistTemplate& source,
                     Lines* lines) {
  for (const directory::v1::ChecklistLine& own : source.lines()) {
    std::vector<Reference> clauses;
    for (const directory::v1::ClauseReference& clause : own.clauses()) {
      if (HoldsStandard(audit.standards(), clause.standard())) {
        clauses.push_back({clause.standard(), clause.edition(), clause.clause()});
      }
    }
    if (clauses.empty() && own.clauses_size() > 0) {
      continue;
    }
    v1::AuditLine line;
    line.set_question(own.question());
    line.set_look_for(own.evidence());
    SetClauses(clauses, &line);
    lines->Add(line, clauses.empty() ? source.key() : line.standard() + "/" + line.clause());
  }
}

Objection ObjectToSize(const v1::ChecklistBuilt& built) {
  bool fits = built.lines_size() <= kLinesMax && built.ByteSizeLong() <= kLinesBytesMax;
  return First(
      {When(built.lines().empty(), "no-lines",
            "This makes an empty checklist; choose other clauses or checklists.", "clauses"),
       When(!fits, "too-many-lines",
            "This makes " + std::to_string(built.lines_size()) +
                " lines, more than one checklist holds; choose fewer clauses.",
            "clauses")});
}

Objection ObjectToBuilding(const v1::AuditChecklist& checklist, const v1::Audit& audit) {
  bool work = audit.state() == v1::Audit::PLANNED || audit.state() == v1::Audit::OPENED;
  return First({When(!work, "wrong-state",
                     "The checklist belongs to an audit that is planned or under way.", "id"),
                When(!checklist.answers().empty(), "checklist-in-use",
                     "Lines are answered already; the checklist stays as it is.", "id")});
}

// What was found at a line, all sites together.
v1::PreviousAnswer PreviousOf(const v1::AuditChecklist& previous, const std::string& name,
                              const std::vector<const v1::Finding*>& findings) {
  v1::PreviousAnswer known;
  for (const v1::LineAnswer& answer : previous.answers()) {
    if (answer.line() == name &&
        (known.audit_id().empty() || Gravest(answer.result(), known.result()) != known.result())) {
      known.set_audit_id(previous.id());
      known.set_result(answer.result());
      known.set_statement(answer.statement().empty() ? answer.justification() : answer.statement());
    }
  }
  for (const v1::Finding* finding : findings) {
    if (finding->audit_id() == previous.id() && finding->line() == name &&
        finding->state() != v1::Finding::WITHDRAWN) {
      known.add_finding_ids(finding->id());
    }
  }
  return known;
}

void CarryOver(const v1::AuditChecklist& previous, const std::vector<const v1::Finding*>& findings,
               v1::ChecklistBuilt* built) {
  built->set_previous_audit_id(previous.id());
  for (v1::AuditLine& line : *built->mutable_lines()) {
    line.clear_previous();
    v1::PreviousAnswer known = PreviousOf(previous, line.line(), findings);
    if (!known.audit_id().empty()) {
      *line.mutable_previous() = std::move(known);
    }
  }
}

}  // namespace

Outcome DecideBuildChecklist(const v1::AuditChecklist& checklist, const v1::BuildChecklist& command,
                             const Context& context) {
  const auto* audit = context.Find<v1::Audit>(command.id());
  if (Objection objection = ObjectToBuilding(checklist, *audit)) {
    return *objection;
  }
  Lines lines;
  Objection objection;
  if (command.template_ids().empty()) {
    objection = AddFromOutlines(*audit, command.clauses(), context, &lines);
  }
  for (const std::string& id : command.template_ids()) {
    AddFromTemplate(*audit, *context.Find<directory::v1::ChecklistTemplate>(id), &lines);
  }
  v1::ChecklistBuilt& built = lines.built();
  objection = First({objection, ObjectToSize(built)});
  if (objection) {
    return *objection;
  }
  *built.mutable_template_ids() = command.template_ids();
  if (const auto* previous = context.Find<v1::AuditChecklist>(audit->previous_audit_id())) {
    CarryOver(*previous, context.All<v1::Finding>(), &built);
  }
  Outcome outcome;
  checklist.lines().empty() ? outcome.Begin(command.id(), built)
                            : outcome.Then(command.id(), built);
  return outcome;
}

const v1::AuditLine* FindLine(const v1::AuditChecklist& checklist, const std::string& name) {
  auto found = std::find_if(checklist.lines().begin(), checklist.lines().end(),
                            [&name](const v1::AuditLine& line) { return line.line() == name; });
  return found == checklist.lines().end() ? nullptr : &*found;
}

v1::ChecklistBuilt TakeOver(const v1::AuditChecklist& previous, const Texts& standards,
                            const std::vector<const v1::Finding*>& findings) {
  v1::ChecklistBuilt built;
  *built.mutable_template_ids() = previous.template_ids();
  for (const v1::AuditLine& line : previous.lines()) {
    std::vector<v1::LineClause> clauses = ClausesOf(line);
    bool ours = clauses.empty() ||
                std::any_of(clauses.begin(), clauses.end(), [&](const v1::LineClause& clause) {
                  return HoldsStandard(standards, clause.standard());
                });
    if (ours) {
      *built.add_lines() = line;
    }
  }
  CarryOver(previous, findings, &built);
  return built;
}

std::vector<v1::LineClause> ClausesOf(const v1::AuditLine& line) {
  std::vector<v1::LineClause> clauses(line.also().begin(), line.also().end());
  if (!line.clause().empty()) {
    v1::LineClause first;
    first.set_standard(line.standard());
    first.set_edition(line.edition());
    first.set_clause(line.clause());
    clauses.insert(clauses.begin(), std::move(first));
  }
  return clauses;
}

v1::LineAnswer::Result Gravest(v1::LineAnswer::Result a, v1::LineAnswer::Result b) {
  static constexpr std::array kByGravity = {
      v1::LineAnswer::MAJOR,       v1::LineAnswer::MINOR,          v1::LineAnswer::CONCERN,
      v1::LineAnswer::OBSERVATION, v1::LineAnswer::OPPORTUNITY,    v1::LineAnswer::CONFORM,
      v1::LineAnswer::POSITIVE,    v1::LineAnswer::NOT_APPLICABLE, v1::LineAnswer::NOT_EXAMINED};
  auto place = [](v1::LineAnswer::Result result) {
    return std::find(kByGravity.begin(), kByGravity.end(), result) - kByGravity.begin();
  };
  return place(a) <= place(b) ? a : b;
}

}  // namespace assay::audits
