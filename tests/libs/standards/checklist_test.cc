#include "assay/standards/checklist.h"

#include <gtest/gtest.h>

#include <set>

#include "assay/standards/library.h"

namespace assay::standards {
namespace {

const Outline* BuiltIn(std::string_view key, std::string_view edition) {
  return Library::BuiltIn().Find(key, edition);
}

std::set<Reference> Asked(const std::vector<ChecklistItem>& items) {
  std::set<Reference> asked;
  for (const ChecklistItem& item : items) {
    asked.insert(item.clauses.begin(), item.clauses.end());
  }
  return asked;
}

std::set<Reference> AuditableOf(const Outline& outline) {
  std::set<Reference> clauses;
  for (const Clause& clause : outline.clauses) {
    if (!outline.IsHeading(clause.number)) {
      clauses.insert(outline.At(clause));
    }
  }
  return clauses;
}

Outline Small(const std::string& key, const std::vector<std::string>& numbers) {
  Outline outline{.key = key, .edition = "1"};
  for (const std::string& number : numbers) {
    outline.clauses.push_back(
        {.number = number,
         .title = "Title " + number,
         .parent = ParentOf(number),
         .questions = {{.text = std::string(key).append(" ").append(number).append("?")}}});
  }
  return outline;
}

std::vector<std::string> Texts(const std::vector<ChecklistItem>& items) {
  std::vector<std::string> texts;
  texts.reserve(items.size());
  for (const ChecklistItem& item : items) {
    texts.push_back(item.question);
  }
  return texts;
}

TEST(Checklist, AsksAboutEveryAuditableClauseOfEveryBuiltInStandard) {
  for (const Outline& outline : Library::BuiltIn().outlines()) {
    EXPECT_EQ(Asked(Checklist(outline, {})), AuditableOf(outline)) << outline.name;
  }
}

TEST(Checklist, OfAnEditionWithoutClausesIsEmpty) {
  EXPECT_TRUE(Checklist(*BuiltIn("14001", "2026"), {}).empty());
}

TEST(Checklist, AsksOnlyAboutWhatIsInScope) {
  auto items = Checklist(*BuiltIn("27001", "2022"), {.clauses = {"9", "A.6"}});
  std::set<Reference> asked = Asked(items);
  EXPECT_EQ(asked.size(), 6U + 8U);
  EXPECT_TRUE(asked.contains({"27001", "2022", "9.2.2"}));
  EXPECT_FALSE(asked.contains({"27001", "2022", "A.5.1"}));
}

TEST(Checklist, LeavesOutWhatIsNotApplicableWithWhatIsBelow) {
  Scope scope{.excluded = {{"27001", "2022", "A.7"}, {"9001", "2015", "4"}}};
  std::set<Reference> asked = Asked(Checklist(*BuiltIn("27001", "2022"), scope));
  EXPECT_FALSE(asked.contains({"27001", "2022", "A.7.4"}));
  EXPECT_TRUE(asked.contains({"27001", "2022", "4.1"}));
}

TEST(Checklist, AmendmentsAreAskedAboutUnlessLeftOut) {
  auto amended = Checklist(*BuiltIn("9001", "2015"), {.clauses = {"4.1"}});
  auto plain = Checklist(*BuiltIn("9001", "2015"), {.clauses = {"4.1"}, .amendments = false});
  ASSERT_EQ(amended.size(), plain.size() + 1);
  EXPECT_EQ(amended.back().amendment, "Amd 1:2024");
}

TEST(Checklist, AnAmendmentIsAskedOnlyOfStandardsThatHaveIt) {
  Outline unamended = *BuiltIn("9001", "2015");
  unamended.amendments.clear();
  auto items = CombinedChecklist({&unamended, BuiltIn("27001", "2022")}, {.clauses = {"4.1"}});
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].clauses.size(), 2U);
  EXPECT_EQ(items[1].clauses, (std::vector<Reference>{{"27001", "2022", "4.1"}}));
}

TEST(Checklist, AClauseWithoutQuestionIsAskedAboutInGeneral) {
  Outline outline = Small("OWN", {"1"});
  outline.clauses[0].questions.clear();
  auto items = Checklist(outline, {});
  ASSERT_EQ(items.size(), 1U);
  EXPECT_NE(items[0].question.find("Title 1"), std::string::npos);
}

TEST(CombinedChecklist, LosesNoClauseAndIsShorterThanItsParts) {
  std::vector<const Outline*> outlines = {BuiltIn("27001", "2022"), BuiltIn("20000-1", "2018"),
                                          BuiltIn("9001", "2015")};
  auto items = CombinedChecklist(outlines, {});
  std::set<Reference> all;
  size_t apart = 0;
  for (const Outline* outline : outlines) {
    all.merge(AuditableOf(*outline));
    apart += Checklist(*outline, {}).size();
  }
  EXPECT_EQ(Asked(items), all);
  EXPECT_LT(items.size(), apart);
}

TEST(CombinedChecklist, EquivalentClausesAreOneQuestionWithAllReferences) {
  auto items =
      CombinedChecklist({BuiltIn("9001", "2015"), BuiltIn("27001", "2022")}, {.clauses = {"9.2"}});
  ASSERT_EQ(items.size(), 3U);
  for (const ChecklistItem& item : items) {
    EXPECT_EQ(item.clauses, (std::vector<Reference>{{"9001", "2015", "9.2"},
                                                    {"27001", "2022", "9.2.1"},
                                                    {"27001", "2022", "9.2.2"}}));
  }
}

TEST(CombinedChecklist, WhatOneStandardAsksBesidesStaysItsOwn) {
  auto items =
      CombinedChecklist({BuiltIn("45001", "2018"), BuiltIn("14001", "2015")}, {.clauses = {"7.3"}});
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].clauses.size(), 2U);
  EXPECT_EQ(items[1].clauses, (std::vector<Reference>{{"45001", "2018", "7.3"}}));
}

TEST(CombinedChecklist, AnOwnMappingJoinsClauses) {
  Outline a = Small("A", {"1", "2"});
  Outline b = Small("B", {"1", "2"});
  auto items = CombinedChecklist({&a, &b}, {}, {{{"B", "1", "1"}, {"A", "1", "2"}}});
  EXPECT_EQ(Texts(items), (std::vector<std::string>{"A 1?", "A 2?", "B 2?"}));
  EXPECT_EQ(items[1].clauses, (std::vector<Reference>{{"A", "1", "2"}, {"B", "1", "1"}}));
}

TEST(CombinedChecklist, OwnMappingsInAChainMakeOneLine) {
  Outline a = Small("A", {"1"});
  Outline b = Small("B", {"1"});
  Outline c = Small("C", {"1"});
  auto items = CombinedChecklist(
      {&a, &b, &c}, {}, {{{"C", "1", "1"}, {"B", "1", "1"}}, {{"B", "1", "1"}, {"A", "1", "1"}}});
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].clauses.size(), 3U);
}

TEST(CombinedChecklist, AHeadingInAnOwnMappingStandsForTheClausesBelowIt) {
  Outline a = Small("A", {"1", "1.1", "1.2"});
  Outline b = Small("B", {"1"});
  auto items = CombinedChecklist({&a, &b}, {}, {{{"A", "1", "1"}, {"B", "1", "1"}}});
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].clauses.size(), 3U);
}

TEST(CombinedChecklist, AnOwnMappingToAClauseThatIsNotThereChangesNothing) {
  Outline a = Small("A", {"1"});
  auto items = CombinedChecklist({&a}, {}, {{{"A", "1", "1"}, {"Z", "1", "1"}}});
  EXPECT_EQ(Texts(items), (std::vector<std::string>{"A 1?"}));
}

TEST(CombinedChecklist, OwnClausesJoinATopicOfTheBuiltInOnes) {
  Outline own = Small("OWN", {"3"});
  auto items = CombinedChecklist({BuiltIn("27001", "2022"), &own}, {.clauses = {"7.2", "3"}},
                                 {{{"OWN", "1", "3"}, {"27001", "2022", "7.2"}}});
  ASSERT_EQ(items.size(), 2U);
  for (const ChecklistItem& item : items) {
    EXPECT_EQ(item.clauses, (std::vector<Reference>{{"27001", "2022", "7.2"}, {"OWN", "1", "3"}}));
  }
}

}  // namespace
}  // namespace assay::standards
