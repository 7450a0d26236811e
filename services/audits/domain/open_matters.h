#pragma once

#include "assay/audits/v1/client_change.pb.h"
#include "assay/audits/v1/complaint.pb.h"
#include "assay/audits/v1/mark_misuse.pb.h"
#include "services/audits/domain/vocabulary.h"

// What is open when a certification decision is taken: misused marks, changes at the client,
// complaints. None of it refuses the decision, all of it is recorded with it. Pure.
namespace assay::audits {

// MK-9, CC-3, CM-4, from the records of the journey that the command reads.
rules::Judgement JudgeOpenMatters(const Context& context);

}  // namespace assay::audits
