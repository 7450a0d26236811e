#include "assay/rules/corrective_action_duties.h"

#include "text.h"

namespace assay::rules {
namespace {

// What `person` is to the action under that duty's name; empty when nothing.
std::string_view PartOf(const std::string& person, std::string_view duty,
                        const ActionDuties& duties) {
  if (duty == "owner" && person == duties.owner) {
    return "The owner of an action";
  }
  if (duty == "implementer" && Contains(duties.implementers, person)) {
    return "Who implements an action";
  }
  if (duty == "approver" && Contains(duties.approvers, person)) {
    return "Who approved the plan of an action";
  }
  if (duty == "analyst" && person == duties.analyst) {
    return "Who analysed the cause";
  }
  if (duty == "disputer" && person == duties.disputer) {
    return "Who disputed it";
  }
  return duty == "asker" && person == duties.asker ? "Who asked for more time" : "";
}

std::string_view RefusedDeed(Duty duty) {
  switch (duty) {
    case Duty::kVerifyEffectiveness:
      return "does not verify or close it";
    case Duty::kApprovePlan:
      return "does not approve its plan";
    case Duty::kDecideDispute:
      return "does not decide the dispute";
    case Duty::kDecideExtension:
      return "does not decide on more time for it";
    case Duty::kVerifyCause:
      return "does not verify the cause";
    case Duty::kWaive:
      return "does not waive any part of it";
  }
  return "";
}

// The first excluded part that the person had.
std::string_view ExcludedPart(const Ruleset& ruleset, std::string_view rule,
                              const std::string& person, const ActionDuties& duties) {
  for (const std::string& duty : ruleset.List(rule, "excludes")) {
    std::string_view part = PartOf(person, duty, duties);
    if (!part.empty()) {
      return part;
    }
  }
  return "";
}

}  // namespace

std::string_view RuleOf(Duty duty) {
  switch (duty) {
    case Duty::kVerifyEffectiveness:
      return "CA-3";
    case Duty::kApprovePlan:
      return "CA-8";
    case Duty::kDecideDispute:
      return "CA-11";
    case Duty::kDecideExtension:
      return "CA-12";
    case Duty::kVerifyCause:
      return "CA-17";
    case Duty::kWaive:
      return "CA-20";
  }
  return "";
}

Judgement JudgeDuty(const Ruleset& ruleset, Basis basis, Duty duty, const std::string& person,
                    const ActionDuties& duties) {
  Judgement judgement;
  std::string_view part = person.empty() ? "" : ExcludedPart(ruleset, RuleOf(duty), person, duties);
  if (!part.empty()) {
    judgement.Add(
        ruleset, basis, RuleOf(duty),
        std::string(part) + " " + std::string(RefusedDeed(duty)) + ": let another person do it.");
  }
  return judgement;
}

Judgement JudgeThirdPerson(const Ruleset& ruleset, Basis basis, const ThirdPerson& third,
                           const ActionDuties& duties) {
  Judgement judgement;
  std::string_view part = ExcludedPart(ruleset, "CA-9", third.verifier, duties);
  if (third.verifier.empty() || part.empty()) {
    return judgement;
  }
  std::string said = std::string(part) + " does not check its effect as well: ";
  int64_t persons_max = ruleset.Int("CA-9", "persons_max");
  std::string limit = std::to_string(persons_max);
  bool small = third.personnel > 0 && third.personnel <= persons_max;
  if (third.reason.empty()) {
    judgement.Add(ruleset, basis, "CA-9",
                  said + "let a third person do it, or say why an organisation of at most " +
                      limit + " people has none.");
  } else if (!small) {
    judgement.Add(ruleset, basis, "CA-9",
                  said +
                      "two persons suffice only in an organisation that is recorded with at "
                      "most " +
                      limit + " people" +
                      (third.personnel > 0 ? "; this one has " + std::to_string(third.personnel)
                                           : "; the number of this one is not recorded") +
                      ".");
  } else {
    judgement.Add(ruleset, Basis::kFact, "CA-9",
                  "Two persons suffice in this small organisation: who approved the plan checks "
                  "its effect, for the reason that is recorded.");
  }
  return judgement;
}

}  // namespace assay::rules
