#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "assay/base/rejection.h"
#include "assay/calendar/date.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/standards/checklist.h"
#include "assay/standards/outline.h"

// Outlines, built in and the organisation's own, and what is made of them. Pure.
namespace assay::directory {

// An own standard as the outline that checklists are made from.
standards::Outline ToOutline(const v1::OwnStandard& own);
std::vector<standards::Clause> ToClauses(
    const google::protobuf::RepeatedPtrField<v1::OwnClause>& clauses);

// The outlines that an organisation can use on a day. An own one is converted when it is first
// asked for. REQUIRES: the records outlive it. One thread.
class Outlines {
 public:
  Outlines(std::vector<const v1::OwnStandard*> own, calendar::Date today)
      : own_(std::move(own)), today_(today.ToString()) {}

  // An edition with clauses, valid as long as this, or why there is none to use:
  // "unknown-standard", "no-outline" (its clauses are not known), "standard-retired",
  // "standard-superseded" (the transition has ended). The rejection's field is `field`.
  std::variant<const standards::Outline*, Rejection> Find(const std::string& key,
                                                          const std::string& edition,
                                                          const std::string& field);
  // The rejection when the clause cannot be used: those of Find, "unknown-clause".
  std::optional<Rejection> RefuseClause(const standards::Reference& clause,
                                        const std::string& field);

 private:
  std::vector<const v1::OwnStandard*> own_;
  std::string today_;
  std::map<const v1::OwnStandard*, standards::Outline> converted_;
};

// "bad-key" when the text is no key or edition: letters, digits, dots, hyphens and underscores.
std::optional<Rejection> RefuseKey(const std::string& text, const std::string& field);

// "too-many-records" when an organisation has as many records of a kind as a command can read: what
// it must compare with would no longer be all there is.
std::optional<Rejection> RefuseFull(size_t count, const std::string& what);

// The mappings in use as pairs.
std::vector<standards::ClausePair> PairsOf(const std::vector<const v1::ClauseMapping*>& mappings);

// What a checklist is composed of: editions by key, and the clauses asked about (none: all).
struct Composition {
  std::vector<std::pair<std::string, std::string>> standards;
  std::vector<std::string> clauses;
};

// The lines that the standards make together, or why not: the rejections of Outlines::Find,
// "duplicate-standard", "unknown-clause" for one that none of them has, "too-many-lines".
std::variant<std::vector<v1::ChecklistLine>, Rejection> Compose(
    const Composition& composition, Outlines* outlines,
    const std::vector<standards::ClausePair>& own);

v1::ClauseReference ToProto(const standards::Reference& reference);
standards::Reference FromProto(const v1::ClauseReference& reference);

}  // namespace assay::directory
