#include "assay/standards/mapping.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "assay/standards/library.h"

namespace assay::standards {
namespace {

const Mapping& BuiltIn() {
  return Library::BuiltIn().mapping();
}

std::vector<Reference> AllClauses() {
  std::vector<Reference> all;
  for (const Outline& outline : Library::BuiltIn().outlines()) {
    for (const Clause& clause : outline.clauses) {
      all.push_back(outline.At(clause));
    }
  }
  return all;
}

bool Holds(const std::vector<Reference>& list, const Reference& reference) {
  return std::find(list.begin(), list.end(), reference) != list.end();
}

TEST(Equivalence, IsSymmetric) {
  size_t pairs = 0;
  for (const Reference& clause : AllClauses()) {
    for (const Reference& other : BuiltIn().Equivalent(clause)) {
      ++pairs;
      EXPECT_TRUE(Holds(BuiltIn().Equivalent(other), clause))
          << clause.standard << " " << clause.clause << " and " << other.standard << " "
          << other.clause;
    }
  }
  EXPECT_GT(pairs, 500U);
}

TEST(Equivalence, OfClausesOfThirdStandardsFollows) {
  for (const Reference& clause : AllClauses()) {
    for (const Reference& other : BuiltIn().Equivalent(clause)) {
      for (const Reference& third : BuiltIn().Equivalent(other)) {
        EXPECT_TRUE(third.standard == clause.standard || Holds(BuiltIn().Equivalent(clause), third))
            << clause.clause << " " << other.clause << " " << third.clause;
      }
    }
  }
}

TEST(Equivalence, IsBetweenStandardsAndBetweenClausesThatAreThere) {
  std::vector<Reference> all = AllClauses();
  std::set<Reference> known(all.begin(), all.end());
  for (const Reference& clause : all) {
    for (const Reference& other : BuiltIn().Equivalent(clause)) {
      EXPECT_NE(other.standard, clause.standard);
      EXPECT_TRUE(known.contains(other)) << other.standard << " " << other.clause;
    }
  }
}

TEST(Equivalence, OneAnswerAboutInternalAuditServesAllSixStandards) {
  std::vector<Reference> others = BuiltIn().Equivalent({"9001", "2015", "9.2"});
  EXPECT_TRUE(Holds(others, {"27001", "2022", "9.2.1"}));
  EXPECT_TRUE(Holds(others, {"27001", "2022", "9.2.2"}));
  EXPECT_TRUE(Holds(others, {"20000-1", "2018", "9.2"}));
  EXPECT_TRUE(Holds(others, {"22301", "2019", "9.2.2"}));
  EXPECT_TRUE(Holds(others, {"14001", "2015", "9.2.1"}));
  EXPECT_TRUE(Holds(others, {"45001", "2018", "9.2.2"}));
}

TEST(Equivalence, ContinualImprovementOf27001IsThatOf9001AndNotItsNonconformity) {
  std::vector<Reference> others = BuiltIn().Equivalent({"27001", "2022", "10.1"});
  EXPECT_TRUE(Holds(others, {"9001", "2015", "10.3"}));
  EXPECT_FALSE(Holds(others, {"9001", "2015", "10.2"}));
  EXPECT_FALSE(Holds(others, {"22301", "2019", "10.1"}));
}

TEST(Equivalence, AClauseThatStandsAloneHasNone) {
  EXPECT_TRUE(BuiltIn().Equivalent({"27001", "2022", "A.8.28"}).empty());
  EXPECT_TRUE(BuiltIn().Equivalent({"9001", "1994", "4.1"}).empty());
}

TEST(Relatedness, IsSymmetricAndNotOfAClauseToItself) {
  size_t pairs = 0;
  for (const Reference& clause : AllClauses()) {
    std::vector<Reference> related = BuiltIn().Related(clause);
    EXPECT_FALSE(Holds(related, clause)) << clause.clause;
    for (const Reference& other : related) {
      ++pairs;
      EXPECT_TRUE(Holds(BuiltIn().Related(other), clause)) << clause.clause << " " << other.clause;
    }
  }
  EXPECT_GT(pairs, 200U);
}

TEST(Relatedness, DoesNotMakeOneAnswerServe) {
  Reference change{"9001", "2015", "8.5.6"};
  EXPECT_TRUE(Holds(BuiltIn().Related(change), {"27001", "2022", "A.8.32"}));
  EXPECT_TRUE(BuiltIn().Equivalent(change).empty());
}

}  // namespace
}  // namespace assay::standards
