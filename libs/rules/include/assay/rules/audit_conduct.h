#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"

// How an audit is worked through and closed (rules.md 2.5, 6, 7): answers, samples, requests for
// evidence, what a report and a closed audit must have.
namespace assay::rules {

// What a line was answered with.
enum class AnswerKind : uint8_t { kSeen, kNotApplicable, kNotExamined };
struct Answer {
  AnswerKind kind = AnswerKind::kSeen;
  bool statement = false;      // objective evidence is stated
  bool method = false;         // and how it was found
  bool justification = false;  // why it does not apply or was not examined
};
// AU-8: what was seen comes with evidence and the way it was found; what does not apply or was not
// examined says why.
Judgement JudgeAnswer(const Ruleset& ruleset, Basis basis, const Answer& answer);

// AU-11: the clause of the standard (key) cannot be left out.
Judgement JudgeNotApplicable(const Ruleset& ruleset, Basis basis, const std::string& standard,
                             std::string_view clause);

struct Sample {
  int64_t population = 0;
  int64_t size = 0;
  int64_t minimum = 0;  // 0: none is stated
  int64_t items = 0;    // that are named
  bool statistical = false;
  int64_t confidence_percent = 0;
  bool justification = false;
};
// AU-9: smaller than the minimum: blocks, with a justification it warns. AU-10: larger than the
// population, more items than its size, a statistical sample without a confidence, a judgement
// sample with one.
Judgement JudgeSample(const Ruleset& ruleset, Basis basis, const Sample& sample);

// AU-18: evidence is due before it was asked for.
Judgement JudgeRequestDates(const Ruleset& ruleset, Basis basis, calendar::Date asked,
                            calendar::Date due);

// What is open at the end of an audit, by what it is called.
struct AuditCompletion {
  std::vector<std::string> graded_without_finding = {};
  std::vector<std::string> unanswered = {};
  std::vector<std::string> open_requests = {};
  bool closing_meeting_missing = false;  // the agenda has one that was not held
};
// AU-13, AU-14, AU-15, AU-16, in this order of the fields.
Judgement JudgeCompletion(const Ruleset& ruleset, Basis basis, const AuditCompletion& completion);

// AU-20: whoever leads an internal audit is qualified as lead auditor on `day`.
Judgement JudgeLead(const Ruleset& ruleset, Basis basis, bool qualified, calendar::Date day);

struct ShortNotice {
  bool reason = false;
  bool doubtful_member = false;  // somebody on the team only by exception, or with past ties
};
// AU-7: an audit at short notice gives its reason, and nobody is on its team who needs an
// exception: the audited side cannot object.
Judgement JudgeShortNotice(const Ruleset& ruleset, Basis basis, const ShortNotice& notice);

}  // namespace assay::rules
