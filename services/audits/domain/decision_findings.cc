#include "services/audits/domain/decision_findings.h"

namespace assay::audits {
namespace {

rules::FindingState StateOf(const v1::Finding& finding) {
  switch (finding.body_state()) {
    case v1::Finding::BODY_VERIFIED:
      return rules::FindingState::kVerified;
    case v1::Finding::RESPONSE_ACCEPTED:
      return rules::FindingState::kPlanAccepted;
    case v1::Finding::RESPONSE_SUBMITTED:
      return rules::FindingState::kPlanSubmitted;
    default:
      return rules::FindingState::kNoResponse;
  }
}

}  // namespace

std::vector<const v1::Finding*> BodyNonconformities(const Context& context,
                                                    const std::string& standard) {
  std::vector<const v1::Finding*> found;
  for (const v1::Finding* finding : context.All<v1::Finding>()) {
    bool stands = finding->origin() == v1::BODY_AUDIT && IsNonconformity(finding->grade()) &&
                  finding->state() != v1::Finding::WITHDRAWN;
    if (stands && (standard.empty() || SameStandard(finding->standard(), standard))) {
      found.push_back(finding);
    }
  }
  return found;
}

std::vector<rules::DecisionFinding> DecisionFindings(const Context& context,
                                                     const std::string& standard) {
  std::vector<rules::DecisionFinding> findings;
  for (const v1::Finding* finding : BodyNonconformities(context, standard)) {
    findings.push_back({.number = finding->number(),
                        .site = finding->site_id(),
                        .grade = GradeOf(finding->grade()),
                        .state = StateOf(*finding)});
  }
  return findings;
}

std::vector<std::string> OpenMajors(const Context& context, const std::string& standard) {
  std::vector<std::string> numbers;
  for (const rules::DecisionFinding& finding : DecisionFindings(context, standard)) {
    if (finding.grade == rules::Grade::kMajor && finding.state != rules::FindingState::kVerified) {
      numbers.push_back(finding.number);
    }
  }
  return numbers;
}

std::vector<std::string> MinorsWithoutPlan(const Context& context, const std::string& standard) {
  std::vector<std::string> numbers;
  for (const rules::DecisionFinding& finding : DecisionFindings(context, standard)) {
    bool planned = finding.state == rules::FindingState::kPlanAccepted ||
                   finding.state == rules::FindingState::kVerified;
    if (finding.grade == rules::Grade::kMinor && !planned) {
      numbers.push_back(finding.number);
    }
  }
  return numbers;
}

}  // namespace assay::audits
