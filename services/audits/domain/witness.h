#pragma once

#include "assay/audits/v1/witness.pb.h"
#include "services/audits/domain/vocabulary.h"

// The accreditation body watches the certification body's audit at the client: announced, answered
// by the client, recorded. Pure.
namespace assay::audits {

// "not-a-body-audit"; "witness-on-team": who audits is not watched by oneself.
Outcome DecideAnnounceWitness(const v1::Audit&, const v1::AnnounceWitness&, const Context&);
// An objection has its reason and is recorded with its breach (WA-1). "witness-not-announced".
Outcome DecideAnswerWitness(const v1::Audit&, const v1::AnswerWitness&, const Context&);
// "witness-not-announced", "witness-refused"; who was there had been announced. Before the client
// consented it is recorded with its breach (WA-1).
Outcome DecideRecordWitness(const v1::Audit&, const v1::RecordWitness&, const Context&);

}  // namespace assay::audits
