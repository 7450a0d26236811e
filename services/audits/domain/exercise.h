#pragma once

#include "services/audits/domain/vocabulary.h"

// Continuity exercises (R21): held with what was achieved, reported against the objectives.
// Findings: finding.h. Pure.
namespace assay::audits {

// The exercise was held and witnessed; every planned objective says how long it took.
Outcome DecideRecordExercise(const v1::Exercise&, const v1::RecordExercise&, const Context&);
// Reports it; whether the objectives were met is computed. One that was missed without any finding
// is judged by EX-1, which warns.
Outcome DecideIssueExerciseReport(const v1::Exercise&, const v1::IssueExerciseReport&,
                                  const Context&);

}  // namespace assay::audits
