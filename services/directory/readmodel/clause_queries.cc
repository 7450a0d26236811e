#include "services/directory/readmodel/clause_queries.h"

#include <algorithm>
#include <set>

#include "assay/aggregate/outcome.h"
#include "assay/standards/library.h"
#include "services/directory/domain/outlines.h"

namespace assay::directory {
namespace {

using aggregate::QueryContext;

// What stands between commas, without white space around it.
std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> parts;
  size_t from = 0;
  while (from <= text.size() && !text.empty()) {
    size_t comma = std::min(text.find(',', from), text.size());
    std::string part = text.substr(from, comma - from);
    part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
    part.erase(part.find_last_not_of(' ') + 1);
    parts.push_back(std::move(part));
    from = comma + 1;
  }
  return parts;
}

std::variant<Composition, Rejection> ParseComposition(const v1::PreviewChecklist& query) {
  constexpr size_t kStandardsMax = 10;
  Composition composition{{}, Split(query.clauses())};
  for (const std::string& part : Split(query.standards())) {
    size_t colon = part.find(':');
    bool good = colon != std::string::npos && colon > 0 && colon + 1 < part.size();
    if (!good || composition.standards.size() == kStandardsMax) {
      return aggregate::Refuse("invalid-field",
                               "Name up to " + std::to_string(kStandardsMax) +
                                   " standards with their editions, such as "
                                   "27001:2022,9001:2015.",
                               "standards");
    }
    composition.standards.emplace_back(part.substr(0, colon), part.substr(colon + 1));
  }
  return composition;
}

template <typename Record>
std::vector<const Record*> PointersTo(const std::vector<Record>& records) {
  std::vector<const Record*> pointers;
  pointers.reserve(records.size());
  for (const Record& record : records) {
    pointers.push_back(&record);
  }
  return pointers;
}

std::vector<standards::ClausePair> PairsIn(const QueryContext& context) {
  auto mappings = context.All<v1::ClauseMapping>();
  return PairsOf(PointersTo(mappings));
}

void Describe(v1::ChecklistPreview* preview) {
  std::set<standards::Reference> clauses;
  uint32_t merged = 0;
  for (const v1::ChecklistLine& line : preview->lines()) {
    std::set<std::string> standards;
    for (const v1::ClauseReference& clause : line.clauses()) {
      clauses.insert(FromProto(clause));
      standards.insert(clause.standard());
    }
    merged += standards.size() > 1 ? 1U : 0U;
  }
  preview->set_clauses(static_cast<uint32_t>(clauses.size()));
  preview->set_merged(merged);
}

}  // namespace

aggregate::Answer<v1::ChecklistPreview> PreviewChecklist(const v1::PreviewChecklist& query,
                                                         const QueryContext& context) {
  auto composition = ParseComposition(query);
  if (auto* rejection = std::get_if<Rejection>(&composition)) {
    return *rejection;
  }
  auto own = context.All<v1::OwnStandard>();
  Outlines outlines(PointersTo(own), context.on());
  auto composed = Compose(std::get<Composition>(composition), &outlines, PairsIn(context));
  if (auto* rejection = std::get_if<Rejection>(&composed)) {
    return *rejection;
  }
  v1::ChecklistPreview preview;
  for (v1::ChecklistLine& line : std::get<std::vector<v1::ChecklistLine>>(composed)) {
    *preview.add_lines() = std::move(line);
  }
  Describe(&preview);
  return preview;
}

aggregate::Answer<v1::EquivalentClauses> ListEquivalentClauses(
    const v1::ListEquivalentClauses& query, const QueryContext& context) {
  auto own = context.All<v1::OwnStandard>();
  Outlines outlines(PointersTo(own), context.on());
  standards::Reference asked{query.standard(), query.edition(), query.clause()};
  if (auto refusal = outlines.RefuseClause(asked, "clause")) {
    return *refusal;
  }
  auto found = outlines.Find(asked.standard, asked.edition, "edition");
  const auto* outline = std::get<const standards::Outline*>(found);
  const standards::Mapping& built_in = standards::Library::BuiltIn().mapping();
  std::set<standards::Reference> same;
  std::set<standards::Reference> related;
  for (const standards::Clause* clause : outline->Auditable(asked.clause)) {
    auto equivalent = built_in.Equivalent(outline->At(*clause));
    auto beside = built_in.Related(outline->At(*clause));
    same.insert(equivalent.begin(), equivalent.end());
    related.insert(beside.begin(), beside.end());
  }
  for (const auto& [one, other] : PairsIn(context)) {
    if (one == asked || other == asked) {
      same.insert(one == asked ? other : one);
    }
  }
  v1::EquivalentClauses answer;
  for (const standards::Reference& clause : same) {
    *answer.add_clauses() = ToProto(clause);
  }
  for (const standards::Reference& clause : related) {
    *answer.add_related() = ToProto(clause);
  }
  return answer;
}

}  // namespace assay::directory
