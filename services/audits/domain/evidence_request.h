#pragma once

#include "assay/audits/v1/evidence_request.pb.h"
#include "services/audits/domain/vocabulary.h"

// What auditors ask the audited side to show (AU-17, AU-18). Pure.
namespace assay::audits {

// Somebody of the team asks a person for evidence, in the own name, until a day.
Outcome DecideRequestEvidence(const v1::EvidenceRequest&, const v1::RequestEvidence&,
                              const Context&);
// The person who was asked shows it; "not-asked" for anybody else.
Outcome DecideSubmitEvidence(const v1::EvidenceRequest&, const v1::SubmitEvidence&, const Context&);
// The side that asked says whether it is enough; nobody judges the own submission. What is rejected
// is asked for again, until another day.
Outcome DecideAcceptEvidence(const v1::EvidenceRequest&, const v1::AcceptEvidence&, const Context&);
Outcome DecideRejectEvidence(const v1::EvidenceRequest&, const v1::RejectEvidence&, const Context&);

// Whether it waits for the one or the other side.
bool IsOpen(const v1::EvidenceRequest& request);

// Computes `overdue` for the day of reading.
void PresentEvidenceRequest(v1::EvidenceRequest* request, Date on);

}  // namespace assay::audits
