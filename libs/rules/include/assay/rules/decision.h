#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "assay/rules/judgement.h"
#include "assay/rules/nonconformity.h"

// Certification decisions (rules.md 2.8, 3.4).
namespace assay::rules {

enum class DecisionKind : uint8_t {
  kGrant,
  kRefuse,
  kRenew,
  kRestore,
  kExpand,
  kReduce,
  kSuspend,
  kWithdraw,
};

// Whether the decision gives or gives back something, so that findings stand in its way.
bool NeedsResolvedFindings(DecisionKind kind);

struct Decider {
  std::string person = {};  // empty: not known; clients rarely learn it, so only an act needs it
  bool competent = true;
  // Employed by it or under an enforceable arrangement, or member of its committee.
  bool bound_to_body = true;
};
// DE-1: the decider is named, competent and not one of `team`: everyone on any audit that feeds the
// decision, stage 1 and special audits, trainees and technical experts included. DE-2: is bound to
// the body.
Judgement JudgeDecider(const Ruleset& ruleset, Basis basis, const Decider& decider,
                       std::span<const std::string> team);

// How far the body is with a nonconformity. The client's own closure plays no part.
enum class FindingState : uint8_t { kNoResponse, kPlanSubmitted, kPlanAccepted, kVerified };

// A finding not withdrawn, of any audit that feeds the decision.
struct DecisionFinding {
  std::string number;  // reference for messages
  std::string site = {};
  Grade grade = Grade::kMinor;
  FindingState state = FindingState::kNoResponse;
};
// DE-4: majors are verified and minors' plans accepted, for decisions that need it. Waits for no
// effectiveness.
Judgement JudgeFindings(const Ruleset& ruleset, Basis basis, DecisionKind kind,
                        std::span<const DecisionFinding> findings);

// MS-6: an open major at one site denies certification to all sites of the list. MS-7: a site that
// was in the scope applied for was dropped with a major open: getting round it that way is not
// admissible. `dropped`: sites left out since.
Judgement JudgeSiteFindings(const Ruleset& ruleset, Basis basis, DecisionKind kind,
                            std::span<const std::string> sites,
                            std::span<const std::string> dropped,
                            std::span<const DecisionFinding> findings);

// DE-6: an ISO/IEC 27001 grant also needs internal audit and management review to cover the scope.
Judgement JudgeScopeCoverage(const Ruleset& ruleset, Basis basis, const std::string& standard,
                             bool internal_audit_covers, bool management_review_covers);

// SX-1: an extension of scope waits for the audit activity that its review found necessary;
// `missing` says what was not seen.
Judgement JudgeExtensionActivity(const Ruleset& ruleset, Basis basis, const std::string& missing);

// DE-4: what is to be certified was audited; `standard` is for the message.
Judgement JudgeAudited(const Ruleset& ruleset, Basis basis, const std::string& standard,
                       bool audited);

// DE-3: every decision is recorded with its reasons, and with what came of each clarification that
// was sought; `unanswered`: those to which nothing came.
Judgement JudgeDecisionRecord(const Ruleset& ruleset, Basis basis, const std::string& reasons,
                              std::span<const std::string> unanswered = {});

}  // namespace assay::rules
