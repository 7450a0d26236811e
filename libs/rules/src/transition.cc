#include "assay/rules/transition.h"

#include <algorithm>

namespace assay::rules {
namespace {

using calendar::Date;

constexpr char kStandard[] = "standard";
constexpr char kFrom[] = "from_edition";

// REQUIRES: the ruleset was checked (requirements.cc), so the parameter is there and a date.
Date DateOf(const Rule& rule, std::string_view parameter) {
  return Date::Parse(rule.parameters.texts.find(parameter)->second).value();
}

EditionTransition Read(const Rule& rule) {
  return {.rule = rule.id,
          .standard = rule.parameters.texts.find(kStandard)->second,
          .from_edition = rule.parameters.texts.find(kFrom)->second,
          .to_edition = rule.parameters.texts.find("to_edition")->second,
          .audits_until = DateOf(rule, "audits_until"),
          .ends_on = DateOf(rule, "ends_on")};
}

std::string Name(std::string_view standard, std::string_view edition) {
  return std::string(standard) + ":" + std::string(edition);
}

std::string Ended(const EditionTransition& transition) {
  return Name(transition.standard, transition.from_edition) + " ended on " +
         transition.ends_on.ToString() + "; certify to " +
         Name(transition.standard, transition.to_edition);
}

}  // namespace

std::vector<EditionTransition> Transitions(const Ruleset& ruleset) {
  std::vector<EditionTransition> transitions;
  for (const Rule& rule : ruleset.rules()) {
    if (rule.parameters.texts.contains(kFrom)) {
      transitions.push_back(Read(rule));
    }
  }
  return transitions;
}

std::optional<EditionTransition> TransitionOf(const Ruleset& ruleset, std::string_view standard,
                                              std::string_view edition) {
  std::vector<EditionTransition> all = Transitions(ruleset);
  auto found = std::find_if(all.begin(), all.end(), [&](const EditionTransition& one) {
    return one.standard == standard && one.from_edition == edition;
  });
  return found == all.end() ? std::nullopt : std::optional(*found);
}

Judgement JudgeEdition(const Ruleset& ruleset, Basis basis, const EditionDecision& decision) {
  Judgement judgement;
  auto transition = TransitionOf(ruleset, decision.standard, decision.edition);
  if (!transition) {
    return judgement;
  }
  if (decision.decided > transition->ends_on) {
    judgement.Add(ruleset, basis, "ET-1", Ended(*transition));
    return judgement;
  }
  judgement.Add(ruleset, basis, "ET-2",
                "a certificate to " + Name(decision.standard, decision.edition) + " ends on " +
                    transition->ends_on.ToString() + " at the latest; move to " +
                    Name(decision.standard, transition->to_edition) + " before");
  if (decision.audited && *decision.audited > transition->audits_until) {
    judgement.Add(ruleset, basis, "ET-4",
                  "audits after " + transition->audits_until.ToString() + " lead to " +
                      Name(decision.standard, transition->to_edition) + ", not to " +
                      Name(decision.standard, decision.edition));
  }
  return judgement;
}

Judgement JudgeTransition(const Ruleset& ruleset, Basis basis, const TransitionDecision& decision) {
  Judgement judgement;
  auto transition = TransitionOf(ruleset, decision.standard, decision.edition);
  if (!transition || transition->to_edition != decision.to_edition) {
    judgement.Add(ruleset, basis, "ET-3",
                  "no transition from " + Name(decision.standard, decision.edition) + " to " +
                      Name(decision.standard, decision.to_edition) + " is known to the ruleset");
    return judgement;
  }
  if (decision.decided > transition->ends_on) {
    judgement.Add(ruleset, basis, "ET-1",
                  Ended(*transition) +
                      " by a certification of its own, since nothing is left to "
                      "move");
  }
  if (!decision.audited) {
    judgement.Add(ruleset, basis, "ET-3",
                  "no reported audit of this certificate names " +
                      Name(decision.standard, decision.to_edition) + " in its criteria");
  }
  return judgement;
}

}  // namespace assay::rules
