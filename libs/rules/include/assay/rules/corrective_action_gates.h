#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"
#include "assay/rules/nonconformity.h"

// What must be there before a corrective action may go on (rules.md 2.7, 3.4, 8.3): the gates of
// the process, besides those of corrective_action.h. An opportunity passes those of its grade.
namespace assay::rules {

// CA-10: a dispute is not decided yet. CA-26: nobody said whether it is accepted: warns.
Judgement JudgeAcceptance(const Ruleset& ruleset, Basis basis, bool accepted, bool dispute_open);

struct Containment {
  Grade grade = Grade::kMinor;
  int64_t sites_not_examined = 0;      // besides the one where it was found
  int64_t affected_not_contained = 0;  // affected, and nothing is said to contain it
};
// CA-13 (major) or CA-14 (minor): sites were not examined. CA-15: an affected site has no measure.
Judgement JudgeContainment(const Ruleset& ruleset, Basis basis, const Containment& containment);

enum class AnalysisMethod : uint8_t { kFiveWhys, kFishbone, kOther };
struct CauseAnalysis {
  AnalysisMethod method = AnalysisMethod::kOther;
  int64_t whys = 0;                      // links of the chain
  std::vector<std::string> causes = {};  // on the branches of the fishbone
  std::string root_cause = {};
};
// CA-18: five whys without a chain; a fishbone without causes, or whose root cause is on none of
// its branches.
Judgement JudgeCauseAnalysis(const Ruleset& ruleset, Basis basis, const CauseAnalysis& analysis);

// CA-16: the cause of a major was not verified.
Judgement JudgeCauseVerified(const Ruleset& ruleset, Basis basis, Grade grade, bool verified);

// CA-19: steps of the plan, by what they are, are neither done nor waived.
Judgement JudgeOpenSteps(const Ruleset& ruleset, Basis basis,
                         const std::vector<std::string>& open_steps);

// CA-21: parts of what was approved have changed since.
Judgement JudgeApproval(const Ruleset& ruleset, Basis basis,
                        const std::vector<std::string>& changed_parts);

// CA-22: done before the plan was approved: warns.
Judgement JudgeWorkBegun(const Ruleset& ruleset, Basis basis, calendar::Date done,
                         std::optional<calendar::Date> approved);

// Whether an earlier action, closed on `closed` or still open, makes one of `opened` a repeat
// (CA-23).
bool IsRepeat(const Ruleset& ruleset, calendar::Date opened, std::optional<calendar::Date> closed);

// CA-23: names the earlier actions by their numbers: warns.
Judgement JudgeRepeats(const Ruleset& ruleset, Basis basis,
                       const std::vector<std::string>& earlier_numbers);

enum class LateThing : uint8_t { kPlan, kImplementation, kCheck };
// The day on which what was missed on `due` is brought before the next level, 1 or 2 (CA-24). The
// effectiveness check is missed when it has not been made check_days after it could be.
calendar::Date EscalationDay(const Ruleset& ruleset, LateThing thing, int64_t level,
                             calendar::Date due);

// Plan and implementation days of a corrective action by grade: of audit findings NC-2 and NC-6, of
// complaints and incidents CA-25 (`urgent`).
ResponseDates ActionDatesOf(const Ruleset& ruleset, Grade grade, bool urgent,
                            calendar::Date opened);

}  // namespace assay::rules
