#include "assay/rules/audit_conduct.h"

#include <algorithm>

#include "text.h"

namespace assay::rules {
namespace {

constexpr size_t kOpenNamedMax = 8;  // of what is open, in one sentence

// "a, b, c and 4 more".
std::string Some(const std::vector<std::string>& all) {
  size_t shown = std::min(all.size(), kOpenNamedMax);
  std::string text = Join({all.data(), shown});
  return shown == all.size() ? text : text + " and " + std::to_string(all.size() - shown) + " more";
}

}  // namespace

Judgement JudgeAnswer(const Ruleset& ruleset, Basis basis, const Answer& answer) {
  Judgement judgement;
  if (answer.kind != AnswerKind::kSeen && !answer.justification) {
    judgement.Add(ruleset, basis, "AU-8",
                  answer.kind == AnswerKind::kNotApplicable
                      ? "Say why this does not apply here."
                      : "Say why this was not examined, and when it will be.");
  }
  if (answer.kind == AnswerKind::kSeen && !answer.statement) {
    judgement.Add(ruleset, basis, "AU-8",
                  "An answer rests on objective evidence: say what was seen, where, and in which "
                  "record.");
  } else if (answer.kind == AnswerKind::kSeen && !answer.method) {
    judgement.Add(ruleset, basis, "AU-8",
                  "Say how this was found: by interview, by observation, or in documents.");
  }
  return judgement;
}

Judgement JudgeNotApplicable(const Ruleset& ruleset, Basis basis, const std::string& standard,
                             std::string_view clause) {
  Judgement judgement;
  const std::vector<std::string>& annexes = ruleset.List("AU-11", "annex");
  bool annex = std::any_of(annexes.begin(), annexes.end(), [clause](const std::string& prefix) {
    return clause.starts_with(prefix);
  });
  bool nothing = Contains(ruleset.List("AU-11", "nothing"), standard);
  bool annex_only = Contains(ruleset.List("AU-11", "annex_only"), standard);
  if (nothing || (annex_only && !annex)) {
    judgement.Add(ruleset, basis, "AU-11",
                  standard + " " + std::string(clause) +
                      " cannot be left out: the standard allows no exclusion here. Say whether "
                      "it is met, or that it was not examined.");
  }
  return judgement;
}

Judgement JudgeSample(const Ruleset& ruleset, Basis basis, const Sample& sample) {
  Judgement judgement;
  auto wrong = [&](const char* message) { judgement.Add(ruleset, basis, "AU-10", message); };
  if (sample.size > sample.population) {
    wrong("The sample is larger than the population it is taken from.");
  } else if (sample.items > sample.size) {
    wrong("More items are named than the sample has.");
  } else if (sample.statistical && sample.confidence_percent == 0) {
    wrong("A statistical sample states the confidence it was drawn for.");
  } else if (!sample.statistical && sample.confidence_percent != 0) {
    wrong("A sample chosen by judgement allows no statement of confidence.");
  }
  if (sample.size < std::min(sample.minimum, sample.population)) {
    judgement.Add(ruleset, sample.justification ? Basis::kFact : basis, "AU-9",
                  "The sample of " + std::to_string(sample.size) + " is below the minimum of " +
                      std::to_string(sample.minimum) +
                      (sample.justification ? "; accepted for the reason that is recorded."
                                            : ": look at more, or justify why fewer are enough."));
  }
  return judgement;
}

Judgement JudgeRequestDates(const Ruleset& ruleset, Basis basis, calendar::Date asked,
                            calendar::Date due) {
  Judgement judgement;
  if (due < asked) {
    judgement.Add(ruleset, basis, "AU-18",
                  "Evidence asked for on " + asked.ToString() + " cannot be due on " +
                      due.ToString() + ": give a later day.");
  }
  return judgement;
}

Judgement JudgeCompletion(const Ruleset& ruleset, Basis basis, const AuditCompletion& completion) {
  Judgement judgement;
  if (!completion.graded_without_finding.empty()) {
    judgement.Add(ruleset, basis, "AU-13",
                  "These lines are answered with a nonconformity, but no finding is raised from "
                  "them: " +
                      Some(completion.graded_without_finding) +
                      ". Raise it, or answer the line anew.");
  }
  if (!completion.unanswered.empty()) {
    judgement.Add(ruleset, basis, "AU-14",
                  "These lines of the checklist are not answered: " + Some(completion.unanswered) +
                      ". Answer each, or say why it was not examined.");
  }
  if (!completion.open_requests.empty()) {
    judgement.Add(ruleset, basis, "AU-15",
                  "Evidence that was asked for is neither accepted nor withdrawn: " +
                      Some(completion.open_requests) + ".");
  }
  if (completion.closing_meeting_missing) {
    judgement.Add(ruleset, basis, "AU-16",
                  "The closing meeting of the agenda is not recorded: hold it, with those who "
                  "attended.");
  }
  return judgement;
}

Judgement JudgeLead(const Ruleset& ruleset, Basis basis, bool qualified, calendar::Date day) {
  Judgement judgement;
  if (!qualified) {
    judgement.Add(ruleset, basis, "AU-20",
                  "On " + day.ToString() +
                      " this person is not qualified to lead audits: choose a lead auditor, or "
                      "promote the person with its reasons first.");
  }
  return judgement;
}

Judgement JudgeShortNotice(const Ruleset& ruleset, Basis basis, const ShortNotice& notice) {
  Judgement judgement;
  if (!notice.reason) {
    judgement.Add(ruleset, basis, "AU-7",
                  "An audit at short notice has a reason that can be told: a complaint, a change, "
                  "a suspension to follow up. Give it.");
  }
  if (notice.doubtful_member) {
    judgement.Add(ruleset, basis, "AU-7",
                  "At short notice the audited side cannot object to the team, so nobody is on it "
                  "by exception or with earlier ties: choose another person.");
  }
  return judgement;
}

}  // namespace assay::rules
