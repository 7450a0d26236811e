#pragma once

#include "assay/audits/v1/transition.pb.h"
#include "services/audits/domain/vocabulary.h"

// Editions of standards that end (ET-1 to ET-4). Pure.
namespace assay::audits {

// ET-1, ET-2, ET-4 for a certificate issued or renewed to `edition` by a decision of `decided` that
// rests on audits that ended on `audited`.
rules::Judgement JudgeEditionOf(const std::string& standard, const std::string& edition,
                                Date decided, std::optional<Date> audited, const Context& context);

// DE-4 for a standard that is certified anew after the edition of its certificate has ended: a
// stage 2 or recertification audit since then, reported, names the new edition in its criteria.
// Where it is the latter, DE-5.
rules::Judgement JudgeAnew(const std::string& standard, const std::string& edition, Date decided,
                           const Context& context);

// Refused while: no reported audit of the standard names the new edition in its criteria, or the
// ruleset knows no transition to it (ET-3); the old edition has ended (ET-1); findings stand in the
// way (DE-4); the decider took part (DE-1); a clarification has no answer (DE-3); it would take
// effect before the decision (CE-1).
Outcome DecideTransitionCertificate(const v1::Certificate&, const v1::TransitionCertificate&,
                                    const Context&);

// The day that the certificate's edition ends.
void PresentTransition(v1::Certificate* certificate, const rules::Ruleset& ruleset);

}  // namespace assay::audits
