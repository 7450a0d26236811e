#pragma once

#include "assay/aggregate/module.h"
#include "assay/audits/v1/queries.pb.h"
#include "assay/rules/readiness.h"

// Ready for certification? (R23, R24.) Facts of this log and of the feeds of directory, training
// and actions, judged by the rules. Pure.
namespace assay::audits {

aggregate::Answer<v1::Readiness> AnswerAskReadiness(const v1::AskReadiness&,
                                                    const aggregate::QueryContext&);

// What is known of a journey's programme on the day the question is asked for. Once certified, only
// the internal audits of that day's year count as coverage.
rules::ReadinessFacts ReadinessFactsOf(const v1::Journey& journey,
                                       const aggregate::QueryContext& context);

}  // namespace assay::audits
