#pragma once

#include "assay/aggregate/module.h"
#include "assay/audits/v1/queries.pb.h"

// The whole way at one glance: steps done and to come, certificates, open findings, and what to do
// next. Pure.
namespace assay::audits {

aggregate::Answer<v1::JourneyOverview> AnswerShowJourney(const v1::ShowJourney&,
                                                         const aggregate::QueryContext&);

}  // namespace assay::audits
