#pragma once

#include "services/audits/domain/vocabulary.h"

// What the audit team supplies for a certification decision (DE-5). Pure.
namespace assay::audits {

// Of stage 2 or recertification, after its report; given again, it replaces what was supplied.
Outcome DecideSupplyDecisionPackage(const v1::Audit&, const v1::SupplyDecisionPackage&,
                                    const Context&);

// DE-5 for the latest reported audit of `type` and the standard, held after `since`: its report,
// comments where it has nonconformities, what the team confirms, and its recommendation, with
// conditions where it has some. Without such an audit nothing is judged here.
rules::Judgement JudgePackage(const std::string& standard, v1::AuditType type,
                              const std::string& since, const Context& context);

}  // namespace assay::audits
