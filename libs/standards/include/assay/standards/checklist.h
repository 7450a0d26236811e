#pragma once

#include <string>
#include <utility>
#include <vector>

#include "assay/standards/outline.h"

namespace assay::standards {

// What a checklist asks about.
struct Scope {
  std::vector<std::string> clauses;  // these and what is below them, in every outline; none: all
  std::vector<Reference> excluded;   // not applicable, with what is below: controls, clauses
  bool amendments = true;            // also ask what amendments add
};

// One question, with every clause that its answer serves.
struct ChecklistItem {
  std::string question;
  std::string evidence;
  std::string amendment;  // asked since it; empty: always
  std::vector<Reference> clauses;
};

// Two clauses that an organisation answers once.
using ClausePair = std::pair<Reference, Reference>;

// The checklist that an outline makes, in its order. Clauses of one topic share the topic's
// questions, at the place of the first; a clause that has no question at all is asked about in
// general. Pure; any thread.
std::vector<ChecklistItem> Checklist(const Outline& outline, const Scope& scope);

// The checklist that several outlines make together: clauses of one topic, and those that `own`
// joins, become one line with all references, at the place of the first; the other lines follow in
// the order of the outlines. Where `own` joins clauses with questions of different topics, those of
// the first are asked. A heading in `own` stands for the clauses below it; what is not in the
// outlines is passed over. No clause in scope is lost. Pure; any thread.
std::vector<ChecklistItem> CombinedChecklist(const std::vector<const Outline*>& outlines,
                                             const Scope& scope,
                                             const std::vector<ClausePair>& own = {});

}  // namespace assay::standards
