#include "assay/rules/review.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

std::vector<std::string> Codes(const std::vector<ReviewItem>& items) {
  std::vector<std::string> codes;
  for (const ReviewItem& item : items) {
    codes.push_back(item.code);
  }
  return codes;
}

class ManagementReview : public ::testing::Test {
 protected:
  ManagementReview() {
    for (const std::string& code : Codes(RequiredInputs(Rules(), standards_))) {
      inputs_.push_back({.code = code, .has_content = true});
    }
    outputs_ = Codes(RequiredOutputs(Rules(), standards_));
  }
  Review Make() const {
    return {.standards = standards_,
            .inputs = inputs_,
            .outputs = outputs_,
            .top_management_present = true};
  }

  const std::vector<std::string> standards_{"20000-1", "27001", "22301"};
  std::vector<ReviewInput> inputs_;
  std::vector<std::string> outputs_;
};

TEST(ReviewInputs, EachStandardAsksForItsOwn) {
  struct Row {
    std::string standard;
    size_t inputs, outputs;
  };
  const Row rows[] = {{"9001", 12, 3},  {"27001", 10, 2}, {"20000-1", 14, 3}, {"22301", 13, 7},
                      {"14001", 14, 7}, {"45001", 16, 8}, {"50001", 0, 0}};
  for (const Row& row : rows) {
    EXPECT_EQ(RequiredInputs(Rules(), {&row.standard, 1}).size(), row.inputs) << row.standard;
    EXPECT_EQ(RequiredOutputs(Rules(), {&row.standard, 1}).size(), row.outputs) << row.standard;
  }
}

TEST(ReviewInputs, ATopicAskedForTwiceIsThereOnce) {
  const std::vector<std::string> both = {"27001", "9001"};
  std::vector<std::string> codes = Codes(RequiredInputs(Rules(), both));
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "audit-results"), 1);
}

TEST_F(ManagementReview, AWholeOneMayBeSigned) {
  EXPECT_EQ(Verdict(JudgeReview(Rules(), Basis::kAct, Make())), "ok");
}

TEST_F(ManagementReview, SigningWithoutTheContinuityInputsIsRefused) {
  std::erase_if(inputs_, [](const ReviewInput& input) {
    return input.code == "continuity-evaluation" || input.code == "disruptions";
  });
  EXPECT_EQ(MissingInputs(Rules(), Make()),
            (std::vector<std::string>{"continuity-evaluation", "disruptions"}));
  Judgement judgement = JudgeReview(Rules(), Basis::kAct, Make());
  EXPECT_EQ(Verdict(judgement), "block MR-1");
  EXPECT_NE(Messages(judgement).find("continuity-evaluation, disruptions"), std::string::npos);
}

TEST_F(ManagementReview, SayingNothingToReportIsAnAnswerAndSilenceIsNot) {
  inputs_[0].has_content = false;
  EXPECT_EQ(MissingInputs(Rules(), Make()), std::vector<std::string>{inputs_[0].code});
  inputs_[0].nothing_to_report = true;
  EXPECT_TRUE(MissingInputs(Rules(), Make()).empty());
}

TEST_F(ManagementReview, TopManagementTakesPart) {
  Review review = Make();
  review.top_management_present = false;
  EXPECT_EQ(Verdict(JudgeReview(Rules(), Basis::kAct, review)), "block MR-2");
}

TEST_F(ManagementReview, EveryResultHasAnEntry) {
  outputs_.pop_back();
  EXPECT_EQ(Verdict(JudgeReview(Rules(), Basis::kAct, Make())), "block MR-3");
}

}  // namespace
}  // namespace assay::rules
