#pragma once

#include "services/audits/domain/vocabulary.h"

// When an audit of each type may take place: the order of the stages, and the windows of the cycle
// (AP-4, PA-1, ST-2 to ST-8, SU-1, SU-2, SU-7, RC-1, RC-7), after a transfer also TR-6. Pure.
namespace assay::audits {

// What speaks against an audit taking place on some days, and what the rules remark.
struct Timing {
  Objection objection = {};  // not a rule of the field: the journey is not that far
  rules::Judgement judgement = {};
  rules::Judgement of_journey = {};  // remarks on the journey's cycle, whichever audit shows them
};

// Judges `audit`, planned or real, taking place on `days`. Other audits and certificates of the
// journey come from the context, as far as the command reads them; `audit` itself may be among
// them.
Timing JudgeTiming(const v1::Journey& journey, const v1::Audit& audit, const rules::AuditDays& days,
                   Basis basis, const Context& context);

}  // namespace assay::audits
