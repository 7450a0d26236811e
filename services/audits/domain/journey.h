#pragma once

#include "services/audits/domain/vocabulary.h"

// The way to a body: selection, application, agreement, visit, programme, dates, and the scope that
// is to be certified (R3 to R6, R12). Pure.
namespace assay::audits {

// Selects the body by its open quotation, which has not run out, and which nothing ties to the
// organisation (IMP-1 to IMP-7, body_tie.h); the others are turned down in the same entry.
Outcome DecideSelectBody(const v1::Journey&, const v1::SelectBody&, const Context&);
// AP-1: where consultancy was used, the application says whose.
Outcome DecideCompleteApplication(const v1::Journey&, const v1::CompleteApplication&,
                                  const Context&);
// AP-2: the review confirms each of its items; what the client records of it is a fact.
Outcome DecideAcceptApplication(const v1::Journey&, const v1::AcceptApplication&, const Context&);
// AP-3: with reasons, which the client is told.
Outcome DecideDeclineApplication(const v1::Journey&, const v1::DeclineApplication&, const Context&);
Outcome DecideSignAgreement(const v1::Journey&, const v1::SignAgreement&, const Context&);
Outcome DecideRecordInitialVisit(const v1::Journey&, const v1::RecordInitialVisit&, const Context&);
Outcome DecideAgreeAuditProgramme(const v1::Journey&, const v1::AgreeAuditProgramme&,
                                  const Context&);
// Stage 1 after the agreement (AP-4), stage 2 after stage 1 (ST-3) and not too soon or late (ST-7,
// ST-8); nothing ties the body to the client on either day. Open concerns are due before the stage
// 2 that is selected.
Outcome DecideSelectAssessmentDate(const v1::Journey&, const v1::SelectAssessmentDate&,
                                   const Context&);
// MS-7: before the decision no site leaves the scope while its major is open.
Outcome DecideReviseJourneyScope(const v1::Journey&, const v1::ReviseJourneyScope&, const Context&);

}  // namespace assay::audits
