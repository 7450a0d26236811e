#pragma once

#include "assay/audits/v1/audit_programme.pb.h"
#include "services/audits/domain/vocabulary.h"

// The organisation's own audit programme over several years: risk ratings, rounds, approval, yearly
// review (PR-1 to PR-7). Every change asks for approval anew. Pure.
namespace assay::audits {

Outcome DecideEstablishAuditProgramme(const v1::AuditProgramme&, const v1::EstablishAuditProgramme&,
                                      const Context&);
// A later rating of the same part takes the place of the earlier.
Outcome DecideRateAuditRisk(const v1::AuditProgramme&, const v1::RateAuditRisk&, const Context&);
Outcome DecidePlanRound(const v1::AuditProgramme&, const v1::PlanRound&, const Context&);
Outcome DecideMoveRound(const v1::AuditProgramme&, const v1::MoveRound&, const Context&);
// "round-has-audit" where an audit fulfils it already.
Outcome DecideDropRound(const v1::AuditProgramme&, const v1::DropRound&, const Context&);
// By another person than who established it; what it leaves uncovered is remarked (PR-5, PR-6).
Outcome DecideApproveAuditProgramme(const v1::AuditProgramme&, const v1::ApproveAuditProgramme&,
                                    const Context&);
// Once for each of its years.
Outcome DecideReviewAuditProgramme(const v1::AuditProgramme&, const v1::ReviewAuditProgramme&,
                                   const Context&);

// What speaks against an audit naming its round, from the programme that the command reads.
Objection ObjectToRound(const v1::PlanAudit& command, const Context& context);
// PR-4 and PR-7.
rules::Judgement JudgeRoundOf(const v1::PlanAudit& command, const Context& context);

// Null when the programme has no such round.
const v1::PlannedRound* FindRound(const v1::AuditProgramme& programme, const std::string& round_id);

}  // namespace assay::audits
