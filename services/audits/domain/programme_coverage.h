#pragma once

#include "assay/audits/v1/audit_programme.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/audit_programme.h"
#include "services/audits/domain/vocabulary.h"

// What the internal audits of a programme cover: site by clause by year. Pure.
namespace assay::audits {

// One cell for each site, top-level clause of each standard, and year. Covered where a reported
// internal audit of that year has a result under the clause at the site; planned where an audit or
// a round is still to come; missing otherwise.
v1::ProgrammeCoverage CoverageOf(const v1::AuditProgramme& programme,
                                 const std::vector<v1::Audit>& audits, Date today);

// What is rated high and missing in a year, and what is missing in all years; sites by their names,
// as far as they are known.
rules::CoverageGaps GapsOf(const v1::ProgrammeCoverage& coverage,
                           const std::vector<const directory::v1::Site*>& sites);

}  // namespace assay::audits
