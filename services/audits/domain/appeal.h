#pragma once

#include "assay/audits/v1/appeal.pb.h"
#include "services/audits/domain/vocabulary.h"

// Appeals against a decision or a finding of the body (ISO/IEC 17021-1 9.7). An appeal changes no
// certificate, journey or finding: what follows from one that is upheld is a command of its own.
// Pure.
namespace assay::audits {

// "nothing-to-appeal": what is appealed against must be there. "appeal-open": one at a time for the
// same thing. Late filing warns (AL-2).
Outcome DecideFileAppeal(const v1::Appeal&, const v1::FileAppeal&, const Context&);
// AL-1: nobody who audited, took the decision that it is against or raised the finding; IMP-5.
Outcome DecideAssignAppealPanel(const v1::Appeal&, const v1::AssignAppealPanel&, const Context&);
// By one of the panel, who has had no part in the meantime (AL-1). Late: warns (AL-3).
Outcome DecideDecideAppeal(const v1::Appeal&, const v1::DecideAppeal&, const Context&);
// AL-4: after an upheld appeal, what it asks for has been done.
Outcome DecideCloseAppeal(const v1::Appeal&, const v1::CloseAppeal&, const Context&);

// Overdue: not decided by its day.
void PresentAppeal(v1::Appeal* appeal, Date on);

}  // namespace assay::audits
