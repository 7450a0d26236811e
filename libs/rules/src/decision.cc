#include "assay/rules/decision.h"

#include "text.h"

namespace assay::rules {
namespace {

bool IsOpenMajor(const DecisionFinding& finding) {
  return finding.grade == Grade::kMajor && finding.state != FindingState::kVerified;
}

bool IsUnplannedMinor(const DecisionFinding& finding) {
  return finding.grade == Grade::kMinor && finding.state != FindingState::kPlanAccepted &&
         finding.state != FindingState::kVerified;
}

// The numbers of the findings that `stands_in_the_way` picks, of `site` unless that is null.
template <typename Predicate>
std::vector<std::string> Numbers(std::span<const DecisionFinding> findings, Predicate picks,
                                 const std::string* site = nullptr) {
  std::vector<std::string> numbers;
  for (const DecisionFinding& finding : findings) {
    if (picks(finding) && (site == nullptr || finding.site == *site)) {
      numbers.push_back(finding.number);
    }
  }
  return numbers;
}

}  // namespace

bool NeedsResolvedFindings(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kGrant:
    case DecisionKind::kRenew:
    case DecisionKind::kRestore:
    case DecisionKind::kExpand:
      return true;
    case DecisionKind::kRefuse:
    case DecisionKind::kReduce:
    case DecisionKind::kSuspend:
    case DecisionKind::kWithdraw:
      return false;
  }
  return true;
}

Judgement JudgeDecider(const Ruleset& ruleset, Basis basis, const Decider& decider,
                       std::span<const std::string> team) {
  Judgement judgement;
  if (decider.person.empty()) {
    if (basis == Basis::kAct) {
      judgement.Add(ruleset, basis, "DE-1", "a decision taken here names who decides");
    }
    return judgement;
  }
  if (Contains(team, decider.person)) {
    judgement.Add(ruleset, basis, "DE-1",
                  "the decider took part in an audit that feeds this decision; choose somebody who "
                  "did not");
  }
  if (!decider.competent) {
    judgement.Add(ruleset, basis, "DE-1", "the decider is not competent for this decision");
  }
  if (!decider.bound_to_body) {
    judgement.Add(
        ruleset, basis, "DE-2",
        "the decider is neither employed by the body nor under an enforceable arrangement with it: "
        "name somebody of the body, or state the arrangement; nobody of the client decides");
  }
  return judgement;
}

Judgement JudgeFindings(const Ruleset& ruleset, Basis basis, DecisionKind kind,
                        std::span<const DecisionFinding> findings) {
  Judgement judgement;
  if (!NeedsResolvedFindings(kind)) {
    return judgement;
  }
  std::vector<std::string> majors = Numbers(findings, IsOpenMajor);
  if (!majors.empty()) {
    judgement.Add(ruleset, basis, "DE-4", "majors are not verified: " + Join(majors));
  }
  std::vector<std::string> minors = Numbers(findings, IsUnplannedMinor);
  if (!minors.empty()) {
    judgement.Add(ruleset, basis, "DE-4", "minors have no accepted plan: " + Join(minors));
  }
  return judgement;
}

Judgement JudgeSiteFindings(const Ruleset& ruleset, Basis basis, DecisionKind kind,
                            std::span<const std::string> sites,
                            std::span<const std::string> dropped,
                            std::span<const DecisionFinding> findings) {
  Judgement judgement;
  if (!NeedsResolvedFindings(kind)) {
    return judgement;
  }
  for (const std::string& site : dropped) {
    std::vector<std::string> majors = Numbers(findings, IsOpenMajor, &site);
    if (!majors.empty()) {
      judgement.Add(ruleset, basis, "MS-7",
                    "a site was dropped from the scope while its major is open: " + Join(majors));
    }
  }
  std::vector<std::string> open;
  for (const std::string& site : sites) {
    std::vector<std::string> majors = Numbers(findings, IsOpenMajor, &site);
    open.insert(open.end(), majors.begin(), majors.end());
  }
  if (!open.empty() && sites.size() + dropped.size() > 1) {
    judgement.Add(ruleset, basis, "MS-6",
                  "an open major at one site denies certification to all " +
                      std::to_string(sites.size() + dropped.size()) + " sites: " + Join(open));
  }
  return judgement;
}

Judgement JudgeScopeCoverage(const Ruleset& ruleset, Basis basis, const std::string& standard,
                             bool internal_audit_covers, bool management_review_covers) {
  Judgement judgement;
  if (standard != "27001") {
    return judgement;
  }
  if (!internal_audit_covers) {
    judgement.Add(ruleset, basis, "DE-6", "no internal audit covers the scope to be certified");
  }
  if (!management_review_covers) {
    judgement.Add(ruleset, basis, "DE-6", "no management review covers the scope to be certified");
  }
  return judgement;
}

Judgement JudgeExtensionActivity(const Ruleset& ruleset, Basis basis, const std::string& missing) {
  Judgement judgement;
  if (!missing.empty()) {
    judgement.Add(ruleset, basis, "SX-1",
                  "the scope is extended once the audit activity that the review asked for has "
                  "been held: " +
                      missing);
  }
  return judgement;
}

Judgement JudgeAudited(const Ruleset& ruleset, Basis basis, const std::string& standard,
                       bool audited) {
  Judgement judgement;
  if (!audited) {
    judgement.Add(ruleset, basis, "DE-4",
                  "no reported audit of this decision covers " + standard +
                      ": there is nothing to decide on; hold and report one first");
  }
  return judgement;
}

Judgement JudgeDecisionRecord(const Ruleset& ruleset, Basis basis, const std::string& reasons,
                              std::span<const std::string> unanswered) {
  Judgement judgement;
  if (reasons.empty()) {
    judgement.Add(ruleset, basis, "DE-3", "record what the decision rests on");
  }
  if (!unanswered.empty()) {
    judgement.Add(ruleset, basis, "DE-3",
                  "the decision waits for what was sought before it, or records what came: " +
                      Join(unanswered));
  }
  return judgement;
}

}  // namespace assay::rules
