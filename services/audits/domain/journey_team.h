#pragma once

#include "services/audits/domain/vocabulary.h"

// The body's team for a journey: named, objected to, replaced (R5). Pure.
namespace assay::audits {

// Exactly one lead; nobody twice, nobody the client objected to, nobody within the cooling-off
// (IMP-5) on the earliest day of assessment that lies ahead, or on the day of naming when none
// does.
Outcome DecideNameBodyTeam(const v1::Journey&, const v1::NameBodyTeam&, const Context&);
// Only somebody who is named can be objected to; the body then replaces that person.
Outcome DecideObjectToTeamMember(const v1::Journey&, const v1::ObjectToTeamMember&, const Context&);
// Judged as naming: a lead is replaced by a lead.
Outcome DecideReplaceTeamMember(const v1::Journey&, const v1::ReplaceTeamMember&, const Context&);

}  // namespace assay::audits
