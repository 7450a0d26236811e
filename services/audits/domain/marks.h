#pragma once

#include "assay/rules/marks.h"
#include "services/audits/domain/vocabulary.h"

// The marks that may be used with a certificate (R10): the body's, a scheme's where its owner has
// licensed it, ISO's logo never. Each is permitted and withdrawn for itself. Pure.
namespace assay::audits {

// MK-3, MK-4, MK-5. Permitted again, its conditions are the new ones.
Outcome DecidePermitMark(const v1::Certificate&, const v1::PermitMark&, const Context&);
// "mark-not-permitted": only a mark that is permitted can be withdrawn, in whatever state the
// certificate is.
Outcome DecideWithdrawMark(const v1::Certificate&, const v1::WithdrawMark&, const Context&);

// The mark in the words of the rules; unspecified is a statement in words.
rules::Mark MarkOf(v1::MarkKind mark);
// Null when the mark is not permitted, or not any more.
const v1::PermittedMark* FindPermitted(const v1::Certificate& certificate, v1::MarkKind mark);

// A mark is usable while it is permitted and its certificate active: suspended, expired or
// withdrawn, all use of it stops.
void PresentMarks(v1::Certificate* certificate);

}  // namespace assay::audits
