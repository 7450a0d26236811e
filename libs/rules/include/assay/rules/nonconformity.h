#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"

// Findings as the auditing side grades, dates and verifies them (rules.md 2.7). The owner's side:
// corrective_action.h.
namespace assay::rules {

enum class Grade : uint8_t { kMajor, kMinor, kOpportunity };

enum class AuditKind : uint8_t {
  kInternal,
  kStage1,
  kStage2,
  kSurveillance,
  kRecertification,
  kSpecial,
};

// By when a nonconformity must move on; a part that has no limit is empty.
struct ResponseDates {
  // Cause, correction and corrective action are described.
  std::optional<calendar::Date> plan_by = {};
  std::optional<calendar::Date> implement_by = {};  // they are done and the evidence is there
  std::optional<calendar::Date> verify_by = {};     // the auditing side has verified: NC-4, NC-5

  bool operator==(const ResponseDates&) const = default;
};

// Days by grade and source of the ruleset, counted from the last audit day `raised`. Stage 2
// majors: verified within 6 months (NC-4). Recertification: everything not later than 30 days
// before `expiry`, majors verified by `expiry` (NC-5); no date is before `raised`. An opportunity
// has no dates.
ResponseDates ResponseDatesOf(const Ruleset& ruleset, Grade grade, AuditKind audit,
                              calendar::Date raised,
                              std::optional<calendar::Date> expiry = std::nullopt);

struct Statement {
  Grade grade = Grade::kMinor;
  std::string requirement = {};  // clause or reference
  std::string statement = {};    // what is not as required
  std::string evidence = {};
  bool breaks_requirement = true;  // false for a real opportunity
  bool suggests_solution = false;  // by the auditor
};
// NC-1: requirement, statement and evidence are there (an opportunity needs its statement only),
// and no cause or solution is suggested. NC-9: a nonconformity is not recorded as an opportunity.
Judgement JudgeStatement(const Ruleset& ruleset, Basis basis, const Statement& statement);

struct Response {
  Grade grade = Grade::kMinor;
  bool cause = false;
  bool correction = false;
  bool corrective_action = false;
  calendar::Date submitted;
  std::optional<calendar::Date> due = {};
};
// NC-2: cause, correction and corrective action are described (not asked for an opportunity). NC-8:
// later than due: warns.
Judgement JudgeResponse(const Ruleset& ruleset, Basis basis, const Response& response);

// The last day to verify a major of stage 2 (NC-4): 6 months after the last day of stage 2.
calendar::Date Stage2VerifyBy(const Ruleset& ruleset, calendar::Date stage2_end);

// NC-4: a major of stage 2 is verified on `verified`; later than Stage2VerifyBy means another
// stage 2.
Judgement JudgeStage2Verification(const Ruleset& ruleset, Basis basis, calendar::Date stage2_end,
                                  calendar::Date verified);

// NC-5: a major of a recertification audit is verified on `verified`, not after expiry.
Judgement JudgeRecertificationVerification(const Ruleset& ruleset, Basis basis,
                                           calendar::Date expiry, calendar::Date verified);

// NC-3: a verification without method ("documents", "limited-audit", "full-audit") or without
// evidence.
Judgement JudgeVerificationRecord(const Ruleset& ruleset, Basis basis, const std::string& method,
                                  bool evidence);

// NC-7: a minor on which nothing was done by the next audit: regrading it is advised.
Judgement JudgeNeglectedMinor(const Ruleset& ruleset, Basis basis, bool acted_on);

// NC-7 as the rule that a regrading follows: the minor became a major, and nothing had been done on
// it in time.
Judgement JudgeRegradedMinor(const Ruleset& ruleset, Basis basis, bool neglected);

// NC-10: opportunities and observations, by their numbers, that were neither taken up nor declined.
Judgement JudgeUndecidedOpportunities(const Ruleset& ruleset, Basis basis,
                                      const std::vector<std::string>& undecided);

}  // namespace assay::rules
