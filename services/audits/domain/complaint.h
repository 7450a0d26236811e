#pragma once

#include "assay/audits/v1/complaint.pb.h"
#include "services/audits/domain/vocabulary.h"

// Complaints about the certified client, or about the body (ISO/IEC 17021-1 9.8): received,
// acknowledged with a handler, investigated, answered, closed. Pure.
namespace assay::audits {

// To be acknowledged and answered within the days of CM-2.
Outcome DecideReceiveComplaint(const v1::Complaint&, const v1::ReceiveComplaint&, const Context&);
// CM-1: the handler is not whom it is about; of a complaint about the body, nobody who audited or
// decided.
Outcome DecideAcknowledgeComplaint(const v1::Complaint&, const v1::AcknowledgeComplaint&,
                                   const Context&);
// A special audit is asked for about the client only, where the complaint is valid.
Outcome DecideInvestigateComplaint(const v1::Complaint&, const v1::InvestigateComplaint&,
                                   const Context&);
// An audit or a finding of the same journey; a finding only where the complaint is valid.
Outcome DecideLinkComplaint(const v1::Complaint&, const v1::LinkComplaint&, const Context&);
Outcome DecideAnswerComplaint(const v1::Complaint&, const v1::AnswerComplaint&, const Context&);
// CM-3: the special audit that was asked for has its report.
Outcome DecideCloseComplaint(const v1::Complaint&, const v1::CloseComplaint&, const Context&);

// Overdue: not acknowledged, or not answered, by its day.
void PresentComplaint(v1::Complaint* complaint, Date on);

}  // namespace assay::audits
