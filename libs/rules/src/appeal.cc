#include "assay/rules/appeal.h"

#include "text.h"

namespace assay::rules {
namespace {

using calendar::AddDays;
using calendar::Date;

std::string DeedOf(std::string_view part) {
  if (part == "auditor") {
    return "took part in an audit of this client";
  }
  if (part == "decider") {
    return "took the decision that it is about";
  }
  if (part == "finding-raiser") {
    return "raised the finding that it is about";
  }
  return "is whom it is about";
}

// The first excluded part that the person had breaks `rule`.
Judgement JudgeParts(const Ruleset& ruleset, Basis basis, std::string_view rule,
                     const std::string& person, std::span<const Part> parts,
                     const std::string& otherwise) {
  Judgement judgement;
  for (const Part& part : parts) {
    if (Contains(ruleset.List(rule, "excludes"), part.name) && Contains(part.people, person)) {
      judgement.Add(ruleset, basis, rule,
                    "this person " + DeedOf(part.name) + "; " + otherwise + " somebody else");
      break;
    }
  }
  return judgement;
}

Judgement JudgeLimit(const Ruleset& ruleset, Basis basis, std::string_view rule, Date limit,
                     Date done, const std::string& what) {
  Judgement judgement;
  if (done > limit) {
    judgement.Add(ruleset, basis, rule,
                  what + " on " + done.ToString() + ", later than " + limit.ToString());
  }
  return judgement;
}

}  // namespace

Judgement JudgePanelMember(const Ruleset& ruleset, Basis basis, const std::string& person,
                           std::span<const Part> parts) {
  return JudgeParts(ruleset, basis, "AL-1", person, parts, "the appeal is judged by");
}

Judgement JudgeFiling(const Ruleset& ruleset, Basis basis, Date decided, Date filed) {
  return JudgeLimit(ruleset, basis, "AL-2", AddDays(decided, ruleset.Int("AL-2", "file_days")),
                    filed, "the appeal was filed");
}

Date DecideAppealBy(const Ruleset& ruleset, Date filed) {
  return AddDays(filed, ruleset.Int("AL-3", "decide_days"));
}

Judgement JudgeAppealTime(const Ruleset& ruleset, Basis basis, Date limit, Date decided) {
  return JudgeLimit(ruleset, basis, "AL-3", limit, decided, "the appeal was decided");
}

Judgement JudgeAppealClosing(const Ruleset& ruleset, Basis basis, bool done,
                             const std::string& to_do) {
  Judgement judgement;
  if (!done) {
    judgement.Add(ruleset, basis, "AL-4",
                  "the appeal was upheld, and this is still to do: " + to_do);
  }
  return judgement;
}

Judgement JudgeComplaintHandler(const Ruleset& ruleset, Basis basis, const std::string& person,
                                std::span<const Part> parts) {
  return JudgeParts(ruleset, basis, "CM-1", person, parts, "the complaint is handled by");
}

Date AcknowledgeComplaintBy(const Ruleset& ruleset, Date received) {
  return AddDays(received, ruleset.Int("CM-2", "acknowledge_days"));
}

Date AnswerComplaintBy(const Ruleset& ruleset, Date received) {
  return AddDays(received, ruleset.Int("CM-2", "answer_days"));
}

Judgement JudgeComplaintTime(const Ruleset& ruleset, Basis basis, Date limit, Date done) {
  return JudgeLimit(ruleset, basis, "CM-2", limit, done, "this was done");
}

Judgement JudgeComplaintClosing(const Ruleset& ruleset, Basis basis, bool special_audit_needed,
                                bool audit_held) {
  Judgement judgement;
  if (special_audit_needed && !audit_held) {
    judgement.Add(ruleset, basis, "CM-3",
                  "the investigation asked for a special audit; link the one that was held and "
                  "reported");
  }
  return judgement;
}

}  // namespace assay::rules
