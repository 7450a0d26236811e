#include "assay/rules/preparation.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(Preparation, AWorkshopForAdministratorsTakesHalfADay) {
  EXPECT_EQ(Verdict(JudgeWorkshop(Rules(), Basis::kPlan, 1)), "ok");
  Judgement longer = JudgeWorkshop(Rules(), Basis::kPlan, 2);
  EXPECT_EQ(Verdict(longer), "warn TN-1");
  EXPECT_NE(longer.breaches()[0].message.find("half a day; this one takes 2 half days"),
            std::string::npos)
      << longer.breaches()[0].message;
}

TEST(Preparation, AMissedObjectiveNeedsAFinding) {
  std::vector<std::string> missed = {"Service desk (90 instead of 60 minutes)"};
  Judgement silent = JudgeMissedObjectives(Rules(), Basis::kFact, missed, false);
  EXPECT_EQ(Verdict(silent), "warn EX-1");
  EXPECT_NE(silent.breaches()[0].message.find("90 instead of 60"), std::string::npos);
  EXPECT_EQ(Verdict(JudgeMissedObjectives(Rules(), Basis::kFact, missed, true)), "ok");
  EXPECT_EQ(Verdict(JudgeMissedObjectives(Rules(), Basis::kFact, {}, false)), "ok");
}

}  // namespace
}  // namespace assay::rules
