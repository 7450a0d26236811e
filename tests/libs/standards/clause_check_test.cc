#include "assay/standards/clause_check.h"

#include <gtest/gtest.h>

namespace assay::standards {
namespace {

std::vector<Clause> Clauses(const std::vector<std::string>& numbers) {
  std::vector<Clause> clauses;
  clauses.reserve(numbers.size());
  for (const std::string& number : numbers) {
    clauses.push_back({.number = number, .title = "Title", .parent = ParentOf(number)});
  }
  return clauses;
}

std::string CodeOf(const std::vector<Clause>& clauses) {
  auto fault = CheckClauses(clauses);
  return fault ? fault->code : "";
}

TEST(CheckClauses, AcceptsNumbersInTheOrderOfATableOfContents) {
  EXPECT_EQ(CodeOf(Clauses({"4", "4.1", "4.1.1", "4.2", "4.10", "5", "10", "A", "A.5", "A.5.1"})),
            "");
}

TEST(CheckClauses, AcceptsAParentThatTheNumberDoesNotSay) {
  std::vector<Clause> clauses = Clauses({"S", "S-1", "S-2", "S-10"});
  clauses[1].parent = clauses[2].parent = clauses[3].parent = "S";
  EXPECT_EQ(CodeOf(clauses), "");
}

TEST(CheckClauses, RefusesNoneAndTooMany) {
  EXPECT_EQ(CodeOf({}), "no-clauses");
  std::vector<std::string> numbers;
  for (size_t i = 1; i <= kClausesMax; ++i) {
    numbers.push_back(std::to_string(i));
  }
  EXPECT_EQ(CodeOf(Clauses(numbers)), "");
  numbers.push_back(std::to_string(kClausesMax + 1));
  EXPECT_EQ(CodeOf(Clauses(numbers)), "too-many-clauses");
}

TEST(CheckClauses, RefusesWhatIsNoNumber) {
  for (const char* number : {"", "4.", ".4", "4..1", "4 1", "4/1", "-4", "4-", "é"}) {
    std::vector<Clause> clauses = {{.number = number, .title = "Title"}};
    EXPECT_EQ(CodeOf(clauses), "bad-number") << number;
  }
  std::vector<Clause> longest = {{.number = std::string(kNumberBytesMax, '1'), .title = "Title"}};
  EXPECT_EQ(CodeOf(longest), "");
  longest[0].number += "1";
  EXPECT_EQ(CodeOf(longest), "bad-number");
}

TEST(CheckClauses, RefusesANumberTwiceAndSaysWhich) {
  auto fault = CheckClauses(Clauses({"4", "4.1", "4.1"}));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->code, "duplicate-clause");
  EXPECT_EQ(fault->index, 2U);
  EXPECT_EQ(fault->field, "number");
  EXPECT_NE(fault->message.find("4.1"), std::string::npos);
}

TEST(CheckClauses, RefusesAClauseWhoseParentIsNotListed) {
  EXPECT_EQ(CodeOf(Clauses({"4", "5.1"})), "orphan-clause");
  std::vector<Clause> clauses = Clauses({"1", "2"});
  clauses[1].parent = "9";
  EXPECT_EQ(CodeOf(clauses), "orphan-clause");
}

TEST(CheckClauses, RefusesAClauseThatComesBeforeOrFarFromItsParent) {
  EXPECT_EQ(CodeOf(Clauses({"4.1", "4"})), "bad-order");
  EXPECT_EQ(CodeOf(Clauses({"4", "4.1", "5", "4.2"})), "bad-order");
  std::vector<Clause> itself = Clauses({"4"});
  itself[0].parent = "4";
  EXPECT_EQ(CodeOf(itself), "bad-order");
}

TEST(CheckClauses, RefusesNumbersThatFall) {
  EXPECT_EQ(CodeOf(Clauses({"4", "4.2", "4.1"})), "bad-order");
  EXPECT_EQ(CodeOf(Clauses({"4", "4.10", "4.9"})), "bad-order");
  EXPECT_EQ(CodeOf(Clauses({"5", "4"})), "bad-order");
}

TEST(CheckClauses, RefusesTooManyLevels) {
  std::vector<std::string> numbers = {"1"};
  while (numbers.size() < kDepthMax) {
    numbers.push_back(numbers.back() + ".1");
  }
  EXPECT_EQ(CodeOf(Clauses(numbers)), "");
  numbers.push_back(numbers.back() + ".1");
  EXPECT_EQ(CodeOf(Clauses(numbers)), "too-deep");
}

TEST(CheckClauses, RefusesAClauseWithoutTitle) {
  std::vector<Clause> clauses = Clauses({"4"});
  clauses[0].title = " ";
  EXPECT_EQ(CodeOf(clauses), "no-title");
}

TEST(CheckClauses, RefusesEmptyAndTooManyQuestions) {
  std::vector<Clause> clauses = Clauses({"4"});
  clauses[0].questions = {{.text = "Why?"}, {.text = " "}};
  EXPECT_EQ(CodeOf(clauses), "no-question-text");
  clauses[0].questions.assign(kQuestionsPerClauseMax, {.text = "Why?"});
  EXPECT_EQ(CodeOf(clauses), "");
  clauses[0].questions.push_back({.text = "Why?"});
  EXPECT_EQ(CodeOf(clauses), "too-many-questions");
}

}  // namespace
}  // namespace assay::standards
