#include "assay/rules/client_duties.h"

#include "text.h"

namespace assay::rules {
namespace {

using calendar::AddDays;
using calendar::Date;

void AddOpen(const Ruleset& ruleset, std::string_view rule, const std::string& what,
             const std::vector<std::string>& open, Judgement* judgement) {
  if (!open.empty()) {
    judgement->Add(ruleset, Basis::kFact, rule,
                   what + " at the time of this decision: " + Join(open));
  }
}

}  // namespace

Judgement JudgeNotice(const Ruleset& ruleset, Basis basis, Date changed, Date notified) {
  Judgement judgement;
  Date limit = AddDays(changed, ruleset.Int("CC-1", "notify_days"));
  if (notified > limit) {
    judgement.Add(ruleset, basis, "CC-1",
                  "the change of " + changed.ToString() + " was notified on " +
                      notified.ToString() + "; without delay is until " + limit.ToString());
  }
  return judgement;
}

Date ReviewChangeBy(const Ruleset& ruleset, Date notified) {
  return AddDays(notified, ruleset.Int("CC-2", "review_days"));
}

Judgement JudgeChangeFollowed(const Ruleset& ruleset, Basis basis, const std::string& missing) {
  Judgement judgement;
  if (!missing.empty()) {
    judgement.Add(ruleset, basis, "CC-4", "the review asked for more than was done: " + missing);
  }
  return judgement;
}

Date CorrectMisuseBy(const Ruleset& ruleset, Date found) {
  return AddDays(found, ruleset.Int("MK-8", "correct_days"));
}

Judgement JudgeMisuseCorrection(const Ruleset& ruleset, Basis basis, Date limit, Date corrected) {
  Judgement judgement;
  if (corrected > limit) {
    judgement.Add(
        ruleset, basis, "MK-8",
        "the misuse was corrected on " + corrected.ToString() + ", later than " + limit.ToString());
  }
  return judgement;
}

Date AnswerWitnessBy(const Ruleset& ruleset, Date announced) {
  return AddDays(announced, ruleset.Int("WA-2", "answer_days"));
}

Judgement JudgeWitnessAnswer(const Ruleset& ruleset, Basis basis, bool consents) {
  Judgement judgement;
  if (!consents) {
    judgement.Add(ruleset, basis, "WA-1",
                  "a certified client lets the accreditation body watch its body's audits; the "
                  "objection is recorded, and the body has to react to it");
  }
  return judgement;
}

Judgement JudgeWitnessPresence(const Ruleset& ruleset, Basis basis, std::optional<Date> consented,
                               Date present) {
  Judgement judgement;
  if (!consented || *consented > present) {
    judgement.Add(ruleset, basis, "WA-1",
                  "the accreditation body watched on " + present.ToString() +
                      " without the client's consent" +
                      (consented ? ", which was given on " + consented->ToString()
                                 : std::string(": the announcement was not answered")));
  }
  return judgement;
}

Judgement JudgeOpenMatters(const Ruleset& ruleset, const OpenMatters& open) {
  Judgement judgement;
  AddOpen(ruleset, "MK-9", "misuse of marks is not corrected", open.misuses, &judgement);
  AddOpen(ruleset, "CC-3", "changes at the client are not reviewed", open.changes, &judgement);
  AddOpen(ruleset, "CM-4", "complaints are not answered", open.complaints, &judgement);
  return judgement;
}

}  // namespace assay::rules
