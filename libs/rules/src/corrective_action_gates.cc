#include "assay/rules/corrective_action_gates.h"

#include "text.h"

namespace assay::rules {
namespace {

using calendar::AddDays;
using calendar::Date;

std::string Sites(int64_t count) {
  return count == 1 ? "1 site" : std::to_string(count) + " sites";
}

}  // namespace

Judgement JudgeAcceptance(const Ruleset& ruleset, Basis basis, bool accepted, bool dispute_open) {
  Judgement judgement;
  if (dispute_open) {
    judgement.Add(ruleset, basis, "CA-10",
                  "What was raised is disputed: have somebody else decide the dispute before a "
                  "plan is made.");
  } else if (!accepted) {
    judgement.Add(ruleset, basis, "CA-26",
                  "Nobody of the audited side has accepted what was raised: accept it, or dispute "
                  "it with a reason.");
  }
  return judgement;
}

Judgement JudgeContainment(const Ruleset& ruleset, Basis basis, const Containment& containment) {
  Judgement judgement;
  if (containment.grade == Grade::kOpportunity) {
    return judgement;
  }
  if (containment.sites_not_examined > 0) {
    judgement.Add(ruleset, basis, containment.grade == Grade::kMajor ? "CA-13" : "CA-14",
                  "Nobody has looked yet whether " + Sites(containment.sites_not_examined) +
                      " of the organisation may be affected, too: examine each, and say why it is "
                      "or is not.");
  }
  if (containment.affected_not_contained > 0) {
    judgement.Add(ruleset, basis, "CA-15",
                  "For " + Sites(containment.affected_not_contained) +
                      " found affected nothing is said to contain it: describe the measure.");
  }
  return judgement;
}

Judgement JudgeCauseAnalysis(const Ruleset& ruleset, Basis basis, const CauseAnalysis& analysis) {
  Judgement judgement;
  if (analysis.method == AnalysisMethod::kFiveWhys && analysis.whys == 0) {
    judgement.Add(ruleset, basis, "CA-18",
                  "Five whys are a chain of questions and answers: give at least the first.");
  }
  if (analysis.method != AnalysisMethod::kFishbone) {
    return judgement;
  }
  if (analysis.causes.empty()) {
    judgement.Add(ruleset, basis, "CA-18",
                  "A fishbone sorts possible causes by category: give at least one with its "
                  "causes.");
  } else if (!Contains(analysis.causes, analysis.root_cause)) {
    judgement.Add(ruleset, basis, "CA-18",
                  "The root cause is on no branch of the fishbone: name one of its causes, or add "
                  "it to a branch.");
  }
  return judgement;
}

Judgement JudgeCauseVerified(const Ruleset& ruleset, Basis basis, Grade grade, bool verified) {
  Judgement judgement;
  if (grade == Grade::kMajor && !verified) {
    judgement.Add(ruleset, basis, "CA-16",
                  "The cause of a major is verified before its plan: have another person verify "
                  "it.");
  }
  return judgement;
}

Judgement JudgeOpenSteps(const Ruleset& ruleset, Basis basis,
                         const std::vector<std::string>& open_steps) {
  Judgement judgement;
  if (!open_steps.empty()) {
    judgement.Add(ruleset, basis, "CA-19",
                  "Steps of the plan are neither done nor waived: " + Join(open_steps) +
                      ". Do them, or have an approver waive what was cancelled.");
  }
  return judgement;
}

Judgement JudgeApproval(const Ruleset& ruleset, Basis basis,
                        const std::vector<std::string>& changed_parts) {
  Judgement judgement;
  if (!changed_parts.empty()) {
    judgement.Add(ruleset, basis, "CA-21",
                  "The approval is stale, since this has changed after it was given: " +
                      Join(changed_parts) + ". Have the plan approved again.");
  }
  return judgement;
}

Judgement JudgeWorkBegun(const Ruleset& ruleset, Basis basis, Date done,
                         std::optional<Date> approved) {
  Judgement judgement;
  if (approved && done < *approved) {
    judgement.Add(ruleset, basis, "CA-22",
                  "The work was done on " + done.ToString() + ", before its plan was approved on " +
                      approved->ToString() + ".");
  }
  return judgement;
}

bool IsRepeat(const Ruleset& ruleset, Date opened, std::optional<Date> closed) {
  return !closed ||
         calendar::AddMonths(*closed, static_cast<int>(ruleset.Int("CA-23", "months"))) >= opened;
}

Judgement JudgeRepeats(const Ruleset& ruleset, Basis basis,
                       const std::vector<std::string>& earlier_numbers) {
  Judgement judgement;
  if (!earlier_numbers.empty()) {
    judgement.Add(ruleset, basis, "CA-23",
                  "This is a repeat finding of " + Join(earlier_numbers) +
                      ": look why what was done then did not last.");
  }
  return judgement;
}

Date EscalationDay(const Ruleset& ruleset, LateThing thing, int64_t level, Date due) {
  int64_t days = ruleset.Int("CA-24", level <= 1 ? "first_days" : "second_days");
  if (thing == LateThing::kCheck) {
    days += ruleset.Int("CA-24", "check_days");
  }
  return AddDays(due, days);
}

ResponseDates ActionDatesOf(const Ruleset& ruleset, Grade grade, bool urgent, Date opened) {
  if (!urgent || grade == Grade::kOpportunity) {
    return ResponseDatesOf(ruleset, grade, AuditKind::kInternal, opened);
  }
  bool major = grade == Grade::kMajor;
  return {.plan_by =
              AddDays(opened, ruleset.Int("CA-25", major ? "plan_days_major" : "plan_days_minor")),
          .implement_by = AddDays(opened, ruleset.Int("CA-25", major ? "implement_days_major"
                                                                     : "implement_days_minor"))};
}

}  // namespace assay::rules
