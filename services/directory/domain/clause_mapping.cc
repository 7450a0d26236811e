#include "services/directory/domain/clause_mapping.h"

#include <algorithm>

#include "assay/schema/fold.h"
#include "assay/standards/library.h"
#include "services/directory/domain/outlines.h"

namespace assay::directory {
namespace {

std::optional<Rejection> RefuseMapped(const standards::ClausePair& pair, const Context& context) {
  auto own = PairsOf(context.All<v1::ClauseMapping>());
  const standards::ClausePair turned{pair.second, pair.first};
  bool mapped = std::any_of(own.begin(), own.end(), [&](const standards::ClausePair& known) {
    return known == pair || known == turned;
  });
  auto built_in = standards::Library::BuiltIn().mapping().Equivalent(pair.first);
  if (!mapped && std::find(built_in.begin(), built_in.end(), pair.second) == built_in.end()) {
    return std::nullopt;
  }
  return aggregate::Refuse("already-mapped",
                           "One answer serves these two clauses already; nothing is left to say.",
                           "otherClause");
}

}  // namespace

Outcome DecideMapClauses(const v1::ClauseMapping& /*mapping*/, const v1::MapClauses& command,
                         const Context& context) {
  standards::ClausePair pair{
      {command.standard(), command.edition(), command.clause()},
      {command.other_standard(), command.other_edition(), command.other_clause()}};
  if (pair.first == pair.second) {
    return aggregate::Refuse("same-clause",
                             "A clause is always answered together with itself; name another one.",
                             "otherClause");
  }
  if (auto refusal = RefuseFull(context.All<v1::ClauseMapping>().size(), "clause mappings")) {
    return *refusal;
  }
  Outlines outlines(context.All<v1::OwnStandard>(), context.today);
  if (auto refusal = outlines.RefuseClause(pair.first, "clause")) {
    return *refusal;
  }
  if (auto refusal = outlines.RefuseClause(pair.second, "otherClause")) {
    return *refusal;
  }
  if (auto refusal = RefuseMapped(pair, context)) {
    return *refusal;
  }
  v1::ClausesMapped mapped;
  schema::CopyFields(command, &mapped);
  return Outcome().Begin(command.id(), mapped);
}

}  // namespace assay::directory
