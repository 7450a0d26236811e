#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/rules/judgement.h"

// Rules whose content is a list of items that must all be there; the items are the rule's list
// parameter "items".
namespace assay::rules {

// The rules that are checklists.
inline constexpr std::string_view kApplicationItems = "AP-1";      // 2.2: what an application gives
inline constexpr std::string_view kApplicationReview = "AP-2";     // 2.2: what its review confirms
inline constexpr std::string_view kStage1Objectives = "ST-1";      // 2.5
inline constexpr std::string_view kStage2Coverage = "ST-5";        // 2.5
inline constexpr std::string_view kReportContent = "ST-6";         // 2.5, 9.4.8
inline constexpr std::string_view kAuditPlanContent = "AU-1";      // 6: what the auditee is sent
inline constexpr std::string_view kAuditReportContent = "AU-19";   // 6: any audit's report
inline constexpr std::string_view kSurveillanceCoverage = "SU-4";  // 2.6
inline constexpr std::string_view kDecisionPackage = "DE-5";       // 2.8: what the team supplies
inline constexpr std::string_view kRecertificationCoverage = "RC-2";  // 2.10
inline constexpr std::string_view kSamplingEligibility = "MS-4";      // 3.1
inline constexpr std::string_view kTransferReview = "TR-4";           // 5

// The items of `rule` that are not in `given`, in the ruleset's order. Items the rule does not ask
// for are ignored. REQUIRES: `rule` is one of the above.
std::vector<std::string> MissingItems(const Ruleset& ruleset, std::string_view rule,
                                      std::span<const std::string> given);

// One breach of `rule` that lists what is missing, or none. REQUIRES: as MissingItems.
Judgement JudgeChecklist(const Ruleset& ruleset, Basis basis, std::string_view rule,
                         std::span<const std::string> given);

}  // namespace assay::rules
