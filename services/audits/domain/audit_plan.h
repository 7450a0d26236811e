#pragma once

#include "services/audits/domain/vocabulary.h"

// Planning audits: which standards and sites, by whom, when (R7 to R9, R11, R12, R15). Pure.
namespace assay::audits {

// Plans an audit within the journey's standards and sites. A body's audit is by the body whose
// certificates it looks after. Days that have passed cannot be planned any more: they are recorded
// as a fact, so that the rules of timing warn instead of refusing. One that starts from the last
// audit takes over what the command leaves open, and its checklist. One that fulfils a round of the
// audit programme names it. At short notice the reason is given (AU-7).
Outcome DecidePlanAudit(const v1::Audit&, const v1::PlanAudit&, const Context&);
// Moves it, judged as if it were planned anew; its whole team is judged for the new days, and its
// agenda goes along. Planned or moved, stage 2 takes the dates of open concerns with it.
Outcome DecideMoveAudit(const v1::Audit&, const v1::MoveAudit&, const Context&);

}  // namespace assay::audits
