#include "assay/standards/outline.h"

#include <gtest/gtest.h>

namespace assay::standards {
namespace {

TEST(CompareNumbers, OrdersAsPeopleDo) {
  const std::vector<std::string> kOrdered = {"4",  "4.1", "4.2", "4.2.1", "4.10",   "5",
                                             "10", "A",   "A.5", "A.5.2", "A.5.10", "B"};
  for (size_t a = 0; a < kOrdered.size(); ++a) {
    for (size_t b = 0; b < kOrdered.size(); ++b) {
      int order = CompareNumbers(kOrdered[a], kOrdered[b]);
      EXPECT_EQ(order < 0, a < b) << kOrdered[a] << " " << kOrdered[b];
      EXPECT_EQ(order > 0, a > b) << kOrdered[a] << " " << kOrdered[b];
    }
  }
}

TEST(CompareNumbers, TellsDifferentTextsOfOneValueApart) {
  EXPECT_NE(CompareNumbers("4.01", "4.1"), 0);
  EXPECT_EQ(CompareNumbers("4.01", "4.1") < 0, CompareNumbers("4.1", "4.01") > 0);
  EXPECT_NE(CompareNumbers("00", "0"), 0);
  EXPECT_EQ(CompareNumbers("4.1", "4.1"), 0);
}

TEST(TargetIdOf, IsATokenThatDoesNotBeginWithADigit_V_OSC_1) {
  EXPECT_EQ(TargetIdOf("10.2"), "cl-10.2");
  EXPECT_EQ(TargetIdOf("A.5.1"), "cl-A.5.1");
  EXPECT_EQ(TargetIdOf("9.3.2 c4"), "cl-9.3.2-c4");
}

TEST(ParentOf, IsWhatStandsBeforeTheLastDot) {
  EXPECT_EQ(ParentOf("A.5.1"), "A.5");
  EXPECT_EQ(ParentOf("10"), "");
  EXPECT_EQ(ParentOf(""), "");
}

TEST(Outline, KnowsWhatStandsBelowAClause) {
  Outline outline;
  outline.clauses = {{.number = "4", .title = "Four"},
                     {.number = "4.1", .title = "One", .parent = "4"},
                     {.number = "4.1.1", .title = "Deep", .parent = "4.1"},
                     {.number = "4.10", .title = "Ten", .parent = "4"}};
  EXPECT_TRUE(outline.IsHeading("4.1"));
  EXPECT_FALSE(outline.IsHeading("4.10"));
  EXPECT_TRUE(outline.IsWithin(*outline.Find("4.1.1"), "4"));
  EXPECT_FALSE(outline.IsWithin(*outline.Find("4.10"), "4.1"));
  ASSERT_EQ(outline.Auditable("4").size(), 2U);
  EXPECT_EQ(outline.Auditable("4")[0]->number, "4.1.1");
  EXPECT_TRUE(outline.Auditable("9").empty());
}

// What is imported is checked, but asking must end for any outline.
TEST(Outline, ParentsInACircleAreNotFollowedForEver) {
  Outline outline;
  outline.clauses = {{.number = "1", .title = "One", .parent = "2"},
                     {.number = "2", .title = "Two", .parent = "1"}};
  EXPECT_FALSE(outline.IsWithin(outline.clauses[0], "9"));
}

}  // namespace
}  // namespace assay::standards
