#include "services/directory/domain/outlines.h"

#include <algorithm>

#include "assay/aggregate/outcome.h"
#include "assay/base/limits.h"
#include "assay/standards/library.h"

namespace assay::directory {
namespace {

constexpr size_t kLinesMax = 2'000;         // of one checklist
constexpr size_t kLinesBytesMax = 700'000;  // of one checklist, so that its entry fits

std::string NameOf(const std::string& key, const std::string& edition) {
  return key + ":" + edition;
}

v1::ChecklistLine ToLine(const standards::ChecklistItem& item) {
  v1::ChecklistLine line;
  line.set_question(item.question);
  line.set_evidence(item.evidence);
  for (const standards::Reference& clause : item.clauses) {
    *line.add_clauses() = ToProto(clause);
  }
  return line;
}

std::optional<Rejection> RefuseUnknownClauses(
    const std::vector<std::string>& clauses,
    const std::vector<const standards::Outline*>& outlines) {
  for (size_t i = 0; i < clauses.size(); ++i) {
    bool known = std::any_of(outlines.begin(), outlines.end(), [&](const auto* outline) {
      return outline->Find(clauses[i]) != nullptr;
    });
    if (!known) {
      return aggregate::Refuse("unknown-clause",
                               "None of the chosen standards has a clause " + clauses[i] +
                                   "; name clauses by their number, such as 9 or A.5.",
                               "clauses[" + std::to_string(i) + "]");
    }
  }
  return std::nullopt;
}

Rejection RefuseMissing(const std::string& name, bool edition_known, const std::string& field) {
  return edition_known
             ? aggregate::Refuse("no-outline",
                                 "The clauses of " + name +
                                     " are not built in; import its outline before it is used.",
                                 field)
             : aggregate::Refuse("unknown-standard",
                                 name +
                                     " is neither built in nor imported; import its outline "
                                     "before it is used.",
                                 field);
}

std::optional<Rejection> RefuseOutdated(const v1::OwnStandard& standard, const std::string& today,
                                        const std::string& field) {
  const std::string name = NameOf(standard.key(), standard.edition());
  if (standard.state() == v1::OwnStandard::RETIRED) {
    return aggregate::Refuse("standard-retired",
                             name + " has been retired and is used for nothing new.", field);
  }
  if (standard.state() == v1::OwnStandard::SUPERSEDED && today > standard.usable_until()) {
    return aggregate::Refuse("standard-superseded",
                             name + " was superseded and could be used until " +
                                 standard.usable_until() + "; take the edition that follows it.",
                             field);
  }
  return std::nullopt;
}

}  // namespace

std::vector<standards::Clause> ToClauses(
    const google::protobuf::RepeatedPtrField<v1::OwnClause>& clauses) {
  std::vector<standards::Clause> converted;
  for (const v1::OwnClause& own : clauses) {
    standards::Clause clause{
        .number = own.number(),
        .title = own.title(),
        .parent = own.parent().empty() ? standards::ParentOf(own.number()) : own.parent()};
    for (const v1::ClauseQuestion& question : own.questions()) {
      clause.questions.push_back({.text = question.text(), .evidence = question.evidence()});
    }
    converted.push_back(std::move(clause));
  }
  return converted;
}

standards::Outline ToOutline(const v1::OwnStandard& own) {
  standards::Outline outline{.key = own.key(),
                             .edition = own.edition(),
                             .name = NameOf(own.key(), own.edition()),
                             .title = own.title(),
                             .published = own.effective_on()};
  outline.clauses = ToClauses(own.clauses());
  return outline;
}

std::variant<const standards::Outline*, Rejection> Outlines::Find(const std::string& key,
                                                                  const std::string& edition,
                                                                  const std::string& field) {
  const standards::Outline* built_in = standards::Library::BuiltIn().Find(key, edition);
  if (built_in != nullptr && !built_in->clauses.empty()) {
    return built_in;
  }
  auto own = std::find_if(own_.begin(), own_.end(), [&](const v1::OwnStandard* standard) {
    return standard->key() == key && standard->edition() == edition;
  });
  if (own == own_.end()) {
    return RefuseMissing(NameOf(key, edition), built_in != nullptr, field);
  }
  if (auto refusal = RefuseOutdated(**own, today_, field)) {
    return *refusal;
  }
  auto [converted, first] = converted_.try_emplace(*own);
  if (first) {
    converted->second = ToOutline(**own);
  }
  return &converted->second;
}

std::optional<Rejection> Outlines::RefuseClause(const standards::Reference& clause,
                                                const std::string& field) {
  auto found = Find(clause.standard, clause.edition, field);
  if (auto* rejection = std::get_if<Rejection>(&found)) {
    return *rejection;
  }
  if (std::get<const standards::Outline*>(found)->Find(clause.clause) == nullptr) {
    return aggregate::Refuse(
        "unknown-clause",
        NameOf(clause.standard, clause.edition) + " has no clause " + clause.clause + ".", field);
  }
  return std::nullopt;
}

std::optional<Rejection> RefuseKey(const std::string& text, const std::string& field) {
  bool good = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
           c == '-' || c == '_';
  });
  if (good) {
    return std::nullopt;
  }
  return aggregate::Refuse("bad-key",
                           "\"" + text +
                               "\" names a standard or edition in lists and references: "
                               "take letters, digits, dots, hyphens and underscores only.",
                           field);
}

std::optional<Rejection> RefuseFull(size_t count, const std::string& what) {
  if (count < limits::kReadSetMax) {
    return std::nullopt;
  }
  return aggregate::Refuse("too-many-records", "An organisation keeps at most " +
                                                   std::to_string(limits::kReadSetMax) + " " +
                                                   what + ", those no longer in use included.");
}

std::vector<standards::ClausePair> PairsOf(const std::vector<const v1::ClauseMapping*>& mappings) {
  std::vector<standards::ClausePair> pairs;
  for (const v1::ClauseMapping* mapping : mappings) {
    if (mapping->state() == v1::ClauseMapping::IN_USE) {
      pairs.push_back(
          {{mapping->standard(), mapping->edition(), mapping->clause()},
           {mapping->other_standard(), mapping->other_edition(), mapping->other_clause()}});
    }
  }
  return pairs;
}

std::variant<std::vector<v1::ChecklistLine>, Rejection> Compose(
    const Composition& composition, Outlines* outlines,
    const std::vector<standards::ClausePair>& own) {
  std::vector<const standards::Outline*> chosen;
  for (const auto& [key, edition] : composition.standards) {
    const std::string field = "standards[" + std::to_string(chosen.size()) + "]";
    auto found = outlines->Find(key, edition, field);
    if (auto* rejection = std::get_if<Rejection>(&found)) {
      return *rejection;
    }
    const auto* outline = std::get<const standards::Outline*>(found);
    if (std::find(chosen.begin(), chosen.end(), outline) != chosen.end()) {
      return aggregate::Refuse("duplicate-standard", NameOf(key, edition) + " is named twice.",
                               field);
    }
    chosen.push_back(outline);
  }
  if (auto refusal = RefuseUnknownClauses(composition.clauses, chosen)) {
    return *refusal;
  }
  std::vector<v1::ChecklistLine> lines;
  size_t bytes = 0;
  standards::Scope scope{.clauses = composition.clauses};
  for (const auto& item : standards::CombinedChecklist(chosen, scope, own)) {
    lines.push_back(ToLine(item));
    bytes += lines.back().ByteSizeLong();
  }
  if (lines.size() > kLinesMax || bytes > kLinesBytesMax) {
    return aggregate::Refuse("too-many-lines",
                             "This makes " + std::to_string(lines.size()) +
                                 " lines, more than one checklist holds; choose fewer standards "
                                 "or clauses.",
                             "clauses");
  }
  return lines;
}

v1::ClauseReference ToProto(const standards::Reference& reference) {
  v1::ClauseReference converted;
  converted.set_standard(reference.standard);
  converted.set_edition(reference.edition);
  converted.set_clause(reference.clause);
  return converted;
}

standards::Reference FromProto(const v1::ClauseReference& reference) {
  return {reference.standard(), reference.edition(), reference.clause()};
}

}  // namespace assay::directory
