#pragma once

#include "assay/audits/v1/surveillance.pb.h"
#include "services/audits/domain/vocabulary.h"

// How certification is kept after a surveillance audit (SU-5). Pure.
namespace assay::audits {

// Brings what may lead to suspension before somebody of the body who was not on the audit; a client
// that records it need not know before whom.
Outcome DecideEscalateSurveillance(const v1::Audit&, const v1::EscalateSurveillance&,
                                   const Context&);
// The separate decision, where the lead's conclusion is not positive (DE-1, DE-2, DE-3).
Outcome DecideDecideMaintenance(const v1::Audit&, const v1::DecideMaintenance&, const Context&);

// SU-5 before a surveillance is closed: a positive conclusion or a decision; a major, of the report
// or since or left open from before, or what else may lead to suspension was escalated; and where
// the body itself closes it, somebody who was not on the audit looks on. That a body which closed
// it elsewhere left some of this out is a fact.
rules::Judgement JudgeKeeping(const v1::Audit& audit, const v1::CloseAudit& command,
                              const Context& context);

// SU-5: who looks on was not on the audit and does not belong to the client.
rules::Judgement JudgeMonitor(const v1::Audit& audit, const v1::CloseAudit& command,
                              const Context& context);

// SU-5 before renewal: no surveillance of the standard, held after `since`, has left what may lead
// to suspension without escalation, or was without positive conclusion and without the decision to
// keep certification. An act of the body only.
rules::Judgement JudgeSurveillances(const std::string& standard, const std::string& since,
                                    const Context& context);

}  // namespace assay::audits
