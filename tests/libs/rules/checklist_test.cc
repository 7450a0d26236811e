#include "assay/rules/checklist.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

constexpr std::string_view kAll[] = {
    kApplicationItems,    kApplicationReview,    kStage1Objectives, kStage2Coverage,
    kReportContent,       kSurveillanceCoverage, kDecisionPackage,  kRecertificationCoverage,
    kSamplingEligibility, kTransferReview};

TEST(Checklist, EachIsTheRuleItIsTakenFrom) {
  const std::vector<std::string_view> all(std::begin(kAll), std::end(kAll));
  EXPECT_EQ(all, (std::vector<std::string_view>{"AP-1", "AP-2", "ST-1", "ST-5", "ST-6", "SU-4",
                                                "DE-5", "RC-2", "MS-4", "TR-4"}));
}

TEST(Checklist, EverythingGivenIsComplete) {
  for (std::string_view rule : kAll) {
    EXPECT_EQ(Verdict(JudgeChecklist(Rules(), Basis::kAct, rule, Rules().List(rule, "items"))),
              "ok")
        << rule;
  }
}

TEST(Checklist, EachMissingItemIsNamed) {
  for (std::string_view rule : kAll) {
    const std::vector<std::string>& items = Rules().List(rule, "items");
    for (size_t left_out = 0; left_out < items.size(); ++left_out) {
      std::vector<std::string> given = items;
      given.erase(given.begin() + static_cast<std::ptrdiff_t>(left_out));
      EXPECT_EQ(MissingItems(Rules(), rule, given), std::vector<std::string>{items[left_out]});
      Judgement judgement = JudgeChecklist(Rules(), Basis::kAct, rule, given);
      EXPECT_EQ(Verdict(judgement), "block " + std::string(rule));
      EXPECT_NE(Messages(judgement).find(items[left_out]), std::string::npos);
    }
  }
}

TEST(Checklist, AnApplicationWithoutOutsourcedProcessesIsIncomplete) {
  std::vector<std::string> missing = MissingItems(Rules(), kApplicationItems, {});
  EXPECT_NE(std::find(missing.begin(), missing.end(), "outsourced-processes"), missing.end());
  EXPECT_NE(std::find(missing.begin(), missing.end(), "consultancy-used"), missing.end());
}

TEST(Checklist, WhatIsNotAskedForIsIgnored) {
  std::vector<std::string> given = Rules().List(kReportContent, "items");
  given.push_back("weather");
  EXPECT_TRUE(MissingItems(Rules(), kReportContent, given).empty());
}

}  // namespace
}  // namespace assay::rules
