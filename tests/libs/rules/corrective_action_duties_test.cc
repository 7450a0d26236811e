#include "assay/rules/corrective_action_duties.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

constexpr Duty kDuties[] = {Duty::kVerifyEffectiveness, Duty::kApprovePlan, Duty::kDecideDispute,
                            Duty::kDecideExtension,     Duty::kVerifyCause, Duty::kWaive};

ActionDuties People() {
  return {.owner = "olga",
          .implementers = {"ivan", "ines"},
          .approvers = {"anna"},
          .analyst = "amir",
          .disputer = "dora",
          .asker = "axel"};
}

std::string Judge(Duty duty, const std::string& person) {
  return Verdict(JudgeDuty(Rules(), Basis::kAct, duty, person, People()));
}

TEST(Duties, TheOwnerOfAnActionHasNoneOfThem) {
  for (Duty duty : kDuties) {
    EXPECT_EQ(Judge(duty, "olga"), "block " + std::string(RuleOf(duty)));
  }
}

TEST(Duties, AStrangerHasAny) {
  for (Duty duty : kDuties) {
    EXPECT_EQ(Judge(duty, "vera"), "ok") << RuleOf(duty);
    EXPECT_EQ(Judge(duty, ""), "ok") << RuleOf(duty);
  }
}

TEST(Duties, EachShutsOutWhomTheRulesetSays) {
  struct Case {
    const char* person;
    std::vector<Duty> shut_out;
  };
  const Case kCases[] = {
      {"ivan", {Duty::kVerifyEffectiveness, Duty::kApprovePlan, Duty::kWaive}},
      {"ines", {Duty::kVerifyEffectiveness, Duty::kApprovePlan, Duty::kWaive}},
      {"anna", {}},  // CA-9 is judged apart
      {"amir", {Duty::kVerifyCause}},
      {"dora", {Duty::kDecideDispute}},
      {"axel", {Duty::kDecideExtension}},
  };
  for (const Case& one : kCases) {
    for (Duty duty : kDuties) {
      bool out = std::find(one.shut_out.begin(), one.shut_out.end(), duty) != one.shut_out.end();
      EXPECT_EQ(Judge(duty, one.person), out ? "block " + std::string(RuleOf(duty)) : "ok")
          << one.person << " " << RuleOf(duty);
    }
  }
}

TEST(Duties, ARefusalSaysWhoAndWhatToDo) {
  EXPECT_EQ(Messages(JudgeDuty(Rules(), Basis::kAct, Duty::kApprovePlan, "ivan", People())),
            "Who implements an action does not approve its plan: let another person do it.\n");
}

TEST(Duties, AFactIsRecordedWithItsBreach) {
  EXPECT_EQ(Verdict(JudgeDuty(Rules(), Basis::kFact, Duty::kApprovePlan, "olga", People())),
            "warn CA-8");
}

class Third : public ::testing::Test {
 protected:
  std::string Judge() const {
    return Verdict(JudgeThirdPerson(Rules(), Basis::kAct, third_, People()));
  }

  ThirdPerson third_{.verifier = "anna", .personnel = 3, .reason = "Three people work here"};
};

TEST_F(Third, AnybodyElseIsOne) {
  EXPECT_EQ(Verdict(JudgeThirdPerson(Rules(), Basis::kAct, {.verifier = "vera"}, People())), "ok");
}

TEST_F(Third, TwoSufficeInASmallOrganisationWithAReason) {
  EXPECT_EQ(Judge(), "warn CA-9");
  third_.personnel = 50;
  EXPECT_EQ(Judge(), "warn CA-9");
}

TEST_F(Third, TheyDoNotWithoutAReason) {
  third_.reason.clear();
  EXPECT_EQ(Judge(), "block CA-9");
}

TEST_F(Third, TheyDoNotInALargerOrganisationOrOneOfUnknownSize) {
  third_.personnel = 51;
  EXPECT_EQ(Judge(), "block CA-9");
  EXPECT_NE(Messages(JudgeThirdPerson(Rules(), Basis::kAct, third_, People())).find("has 51"),
            std::string::npos);
  third_.personnel = 0;
  EXPECT_EQ(Judge(), "block CA-9");
}

}  // namespace
}  // namespace assay::rules
