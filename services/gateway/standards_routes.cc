// The outlines that are built in: the same for every organisation, read from no service.
#include "assay/aggregate/processor.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/standards/library.h"
#include "services/gateway/api_call.h"

namespace assay::gateway {
namespace {

using directory::v1::BuiltInStandard;
using directory::v1::ClauseReference;

ClauseReference ToProto(const standards::Reference& reference) {
  ClauseReference converted;
  converted.set_standard(reference.standard);
  converted.set_edition(reference.edition);
  converted.set_clause(reference.clause);
  return converted;
}

// Everything but the clauses.
BuiltInStandard Introduce(const standards::Outline& outline) {
  BuiltInStandard standard;
  standard.set_key(outline.key);
  standard.set_edition(outline.edition);
  standard.set_name(outline.name);
  standard.set_title(outline.title);
  standard.set_published(outline.published);
  standard.set_successor_edition(outline.successor_edition);
  standard.set_transition_until(outline.transition_until);
  standard.set_transition_confirmed(outline.transition_confirmed);
  standard.set_outline(!outline.clauses.empty());
  for (const standards::Amendment& amendment : outline.amendments) {
    auto* added = standard.add_amendments();
    added->set_name(amendment.name);
    added->set_published_on(amendment.published_on);
    added->set_about(amendment.about);
    added->mutable_clauses()->Assign(amendment.clauses.begin(), amendment.clauses.end());
  }
  return standard;
}

void AddClause(const standards::Outline& outline, const standards::Clause& clause,
               BuiltInStandard* standard) {
  const standards::Mapping& mapping = standards::Library::BuiltIn().mapping();
  auto* added = standard->add_clauses();
  added->set_number(clause.number);
  added->set_title(clause.title);
  added->set_parent(clause.parent);
  added->set_auditable(!outline.IsHeading(clause.number));
  added->set_theme(clause.theme);
  added->set_target_id(standards::TargetIdOf(clause.number));
  for (const standards::Question& question : clause.questions) {
    auto* asked = added->add_questions();
    asked->set_text(question.text);
    asked->set_evidence(question.evidence);
    asked->set_amendment(question.amendment);
  }
  for (const standards::Reference& other : mapping.Equivalent(outline.At(clause))) {
    *added->add_equivalent() = ToProto(other);
  }
  for (const standards::Reference& other : mapping.Related(outline.At(clause))) {
    *added->add_related() = ToProto(other);
  }
}

}  // namespace

void Api::ListStandards(const std::string& /*unused*/, const CallPtr& call) {
  directory::v1::BuiltInStandards all;
  for (const standards::Outline& outline : standards::Library::BuiltIn().outlines()) {
    *all.add_standards() = Introduce(outline);
  }
  call->respond(ToResponse(all));
}

void Api::ShowStandard(const std::string& key_and_edition, const CallPtr& call) {
  size_t slash = key_and_edition.find('/');
  std::string edition = slash == std::string::npos ? "" : key_and_edition.substr(slash + 1);
  const standards::Outline* outline =
      standards::Library::BuiltIn().Find(key_and_edition.substr(0, slash), edition);
  if (outline == nullptr) {
    return call->Refuse(aggregate::Refuse(
        "not-found",
        "This edition is not built in; /api/v1/standards lists those that are, and own-standards "
        "of the organisation those it brought in."));
  }
  BuiltInStandard standard = Introduce(*outline);
  for (const standards::Clause& clause : outline->clauses) {
    AddClause(*outline, clause, &standard);
  }
  call->respond(ToResponse(standard));
}

}  // namespace assay::gateway
