#pragma once

#include <string>
#include <vector>

#include "assay/aggregate/module.h"
#include "assay/audits/v1/journey.pb.h"
#include "assay/audits/v1/queries.pb.h"
#include "assay/rules/readiness.h"

// Ready for certification? (R23, R24.) Facts of this log and of the feeds of directory, training
// and actions, judged by the rules. Pure.
namespace assay::audits {

aggregate::Answer<v1::Readiness> AnswerAskReadiness(const v1::AskReadiness&,
                                                    const aggregate::QueryContext&);

// What is there and what is missing on the day the question is asked for, whatever was reached
// before. Once certified, only the internal audits of that day's year count as coverage.
rules::Readiness ReadinessToday(const v1::Journey& journey, const aggregate::QueryContext& context);
// What readiness asks for and is not there, in words.
std::vector<std::string> MissingIn(const rules::Readiness& readiness);

}  // namespace assay::audits
