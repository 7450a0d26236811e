#pragma once

#include "assay/rules/decision.h"
#include "services/audits/domain/vocabulary.h"

// The findings that a decision looks at (DE-4, MS-6, MS-7, NC-4, TR-5), from the findings that the
// command reads. Pure.
namespace assay::audits {

// The nonconformities of the body that stand, for one standard (empty: all); those of internal
// audits and exercises feed no decision.
std::vector<const v1::Finding*> BodyNonconformities(const Context& context,
                                                    const std::string& standard = "");
// The same as the rules see them.
std::vector<rules::DecisionFinding> DecisionFindings(const Context& context,
                                                     const std::string& standard = "");

// Numbers of majors not verified, and of minors without an accepted plan.
std::vector<std::string> OpenMajors(const Context& context, const std::string& standard);
std::vector<std::string> MinorsWithoutPlan(const Context& context, const std::string& standard);

}  // namespace assay::audits
