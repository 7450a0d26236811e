#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"

// Appeals and complaints (rules.md 2.14): who may judge them, and by when.
namespace assay::rules {

// A part that people had in what is judged: "auditor", "decider", "finding-raiser" or "subject".
// Who is shut out is data: the list `excludes` of the rule.
struct Part {
  std::string_view name;
  std::vector<std::string> people;
};

// AL-1: who judges an appeal had none of the excluded parts in what it is about.
Judgement JudgePanelMember(const Ruleset& ruleset, Basis basis, const std::string& person,
                           std::span<const Part> parts);
// AL-2: filed later than the ruleset's number of days after the decision: warns.
Judgement JudgeFiling(const Ruleset& ruleset, Basis basis, calendar::Date decided,
                      calendar::Date filed);
// AL-3: decided by this day. Later: warns.
calendar::Date DecideAppealBy(const Ruleset& ruleset, calendar::Date filed);
Judgement JudgeAppealTime(const Ruleset& ruleset, Basis basis, calendar::Date limit,
                          calendar::Date decided);
// AL-4: what an upheld appeal asks for has not been done.
Judgement JudgeAppealClosing(const Ruleset& ruleset, Basis basis, bool done,
                             const std::string& to_do);

// CM-1: who handles a complaint had none of the excluded parts in what it is about.
Judgement JudgeComplaintHandler(const Ruleset& ruleset, Basis basis, const std::string& person,
                                std::span<const Part> parts);
// CM-2: the days to acknowledge and to answer.
calendar::Date AcknowledgeComplaintBy(const Ruleset& ruleset, calendar::Date received);
calendar::Date AnswerComplaintBy(const Ruleset& ruleset, calendar::Date received);
Judgement JudgeComplaintTime(const Ruleset& ruleset, Basis basis, calendar::Date limit,
                             calendar::Date done);
// CM-3: the special audit that the investigation asked for was not held.
Judgement JudgeComplaintClosing(const Ruleset& ruleset, Basis basis, bool special_audit_needed,
                                bool audit_held);

}  // namespace assay::rules
