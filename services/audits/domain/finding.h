#pragma once

#include "services/audits/domain/vocabulary.h"

// A finding: what was found, how grave it is, by when it is answered, and when it is settled on our
// side. The body's verdict on the response has its own room: finding_response.h. Pure.
namespace assay::audits {

// Raises a finding of an open audit and notes it there, with number and dates by grade and kind of
// audit. Pre-audit and stage 1 find concerns, due before stage 2; every other audit grades.
Outcome DecideRaiseFinding(const v1::Audit&, const v1::RaiseFinding&, const Context&);
// Raises a finding of a continuity exercise that was held, at the exercise's site.
Outcome DecideRaiseExerciseFinding(const v1::Exercise&, const v1::RaiseExerciseFinding&,
                                   const Context&);
// Another grade with dates counted anew; a nonconformity does not become an opportunity (NC-9). One
// of the body that becomes a major asks for a new response. A minor that was overdue becomes a
// major by NC-7, which the event names beside the reason given.
Outcome DecideRegradeFinding(const v1::Finding&, const v1::RegradeFinding&, const Context&);
Outcome DecideWithdrawFinding(const v1::Finding&, const v1::WithdrawFinding&, const Context&);
Outcome DecideDisputeFinding(const v1::Finding&, const v1::DisputeFinding&, const Context&);
// A concern is closed by what was done about it before stage 2.
Outcome DecideCloseConcern(const v1::Finding&, const v1::CloseConcern&, const Context&);
// Our own closure; one that is settled already stays as it is.
Outcome DecideSettleFinding(const v1::Finding&, const v1::SettleFinding&, const Context&);

// Whether a response, a verification or our own closure is late on a day.
void PresentFinding(v1::Finding* finding, Date on);

}  // namespace assay::audits
