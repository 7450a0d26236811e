// The outlines that are built in: well-formed, with the counts and editions that are publicly
// known.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "assay/standards/clause_check.h"
#include "assay/standards/library.h"

namespace assay::standards {
namespace {

const Library& BuiltIn() {
  return Library::BuiltIn();
}

const Outline& Of(std::string_view key, std::string_view edition) {
  const Outline* outline = BuiltIn().Find(key, edition);
  EXPECT_NE(outline, nullptr) << key << ":" << edition;
  static const Outline kNone;
  return outline == nullptr ? kNone : *outline;
}

class EveryOutline : public ::testing::TestWithParam<std::pair<std::string, std::string>> {
 protected:
  const Outline& outline() const { return Of(GetParam().first, GetParam().second); }
};

TEST_P(EveryOutline, IsWellFormed) {
  auto fault = CheckClauses(outline().clauses);
  EXPECT_FALSE(fault.has_value()) << fault->message;
}

TEST_P(EveryOutline, HasItsParentsBeforeTheClausesBelowThem) {
  std::set<std::string> before;
  for (const Clause& clause : outline().clauses) {
    EXPECT_TRUE(clause.parent.empty() || before.contains(clause.parent)) << clause.number;
    EXPECT_TRUE(before.insert(clause.number).second) << clause.number << " twice";
  }
}

TEST_P(EveryOutline, AsksOneToThreeQuestionsWithEvidenceAboutEveryAuditableClause) {
  for (const Clause& clause : outline().clauses) {
    if (outline().IsHeading(clause.number)) {
      EXPECT_TRUE(clause.questions.empty()) << clause.number;
      continue;
    }
    auto always =
        std::count_if(clause.questions.begin(), clause.questions.end(),
                      [](const Question& question) { return question.amendment.empty(); });
    EXPECT_GE(always, 1) << clause.number;
    EXPECT_LE(always, 3) << clause.number;
    for (const Question& question : clause.questions) {
      EXPECT_TRUE(question.text.ends_with("?")) << clause.number << ": " << question.text;
      EXPECT_TRUE(question.evidence.ends_with(".")) << clause.number << ": " << question.evidence;
    }
  }
}

// "shall" is how standards put requirements: an own question asks and never commands.
TEST_P(EveryOutline, NeverSpeaksInTheWordsOfRequirements) {
  for (const Clause& clause : outline().clauses) {
    EXPECT_LE(clause.title.size(), 120U) << clause.number;
    for (const Question& question : clause.questions) {
      for (const std::string* text : {&question.text, &question.evidence}) {
        EXPECT_EQ(text->find("shall"), std::string::npos) << clause.number << ": " << *text;
      }
    }
  }
}

TEST_P(EveryOutline, HasTheTenClausesFourToTenOfTheSharedStructure) {
  for (const char* number : {"4", "5", "6", "7", "8", "9", "10"}) {
    const Clause* clause = outline().Find(number);
    ASSERT_NE(clause, nullptr) << number;
    EXPECT_TRUE(outline().IsHeading(number)) << number;
  }
}

TEST_P(EveryOutline, SharesTheStructureWithAllOthers) {
  for (const char* number : {"4.1", "4.2", "5.2", "5.3", "7.2", "7.3", "7.5", "9.2", "9.3"}) {
    for (const Clause* clause : outline().Auditable(number)) {
      std::set<std::string> standards;
      for (const Reference& other : BuiltIn().mapping().Equivalent(outline().At(*clause))) {
        standards.insert(other.standard);
      }
      bool own = clause->number == "7.5.4" || clause->number == "4.2.2";
      EXPECT_EQ(standards.size(), own ? 0U : 5U) << clause->number;
    }
  }
}

TEST_P(EveryOutline, IsAmendedForClimateChangeInTwoClauses) {
  const Amendment* amendment = outline().FindAmendment("Amd 1:2024");
  ASSERT_NE(amendment, nullptr);
  EXPECT_EQ(amendment->clauses, (std::vector<std::string>{"4.1", "4.2"}));
  for (const std::string& number : amendment->clauses) {
    const Clause* first = outline().Auditable(number).front();
    EXPECT_TRUE(
        std::any_of(first->questions.begin(), first->questions.end(),
                    [](const Question& question) { return question.amendment == "Amd 1:2024"; }))
        << number;
  }
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, EveryOutline,
                         ::testing::Values(std::pair("9001", "2015"), std::pair("14001", "2015"),
                                           std::pair("20000-1", "2018"), std::pair("22301", "2019"),
                                           std::pair("27001", "2022"), std::pair("45001", "2018")),
                         [](const auto& given) {
                           std::string name = given.param.first + "_" + given.param.second;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(BuiltInOutlines, AreSixAndASuccessor) {
  EXPECT_EQ(BuiltIn().outlines().size(), 7U);
  EXPECT_TRUE(Of("14001", "2026").clauses.empty());
}

TEST(BuiltInOutlines, TheNinetyThreeControlsAreOfFourThemes) {
  const Outline& outline = Of("27001", "2022");
  std::map<std::string, size_t> themes;
  for (const Clause* control : outline.Auditable("A")) {
    ++themes[control->theme];
  }
  EXPECT_EQ(themes,
            (std::map<std::string, size_t>{
                {"organizational", 37}, {"people", 8}, {"physical", 14}, {"technological", 34}}));
  EXPECT_EQ(outline.Auditable("A").size(), 93U);
}

TEST(BuiltInOutlines, ControlsAreNumberedWithoutGaps) {
  const Outline& outline = Of("27001", "2022");
  const std::map<std::string, int> kCounts = {{"A.5", 37}, {"A.6", 8}, {"A.7", 14}, {"A.8", 34}};
  for (const auto& [section, count] : kCounts) {
    for (int i = 1; i <= count; ++i) {
      EXPECT_NE(outline.Find(section + "." + std::to_string(i)), nullptr) << section << "." << i;
    }
  }
}

// rules.md 7: where nonconformity and continual improvement stand differs.
TEST(BuiltInOutlines, ClauseTenIsNumberedDifferently) {
  const std::map<std::string, std::pair<std::string, std::string>> kPlaces = {
      {"9001:2015", {"10.2", "10.3"}},  {"14001:2015", {"10.2", "10.3"}},
      {"45001:2018", {"10.2", "10.3"}}, {"27001:2022", {"10.2", "10.1"}},
      {"22301:2019", {"10.1", "10.2"}}, {"20000-1:2018", {"10.1", "10.2"}}};
  for (const Outline& outline : BuiltIn().outlines()) {
    auto place = kPlaces.find(outline.key + ":" + outline.edition);
    if (place == kPlaces.end()) {
      continue;
    }
    Reference nonconformity{outline.key, outline.edition, place->second.first};
    Reference improvement{outline.key, outline.edition, place->second.second};
    EXPECT_EQ(BuiltIn().mapping().TopicOf(nonconformity)->id, "nonconformity") << place->first;
    EXPECT_EQ(BuiltIn().mapping().TopicOf(improvement)->id, "continual-improvement")
        << place->first;
  }
}

TEST(BuiltInOutlines, TheTransitionFromTheEnvironmentalEditionOf2015IsExpectedNotConfirmed) {
  const Outline& outline = Of("14001", "2015");
  EXPECT_EQ(outline.successor_edition, "2026");
  EXPECT_EQ(outline.transition_until, "2029-05");
  EXPECT_FALSE(outline.transition_confirmed);
}

TEST(BuiltInOutlines, HaveTheThirdLevelWhereTheStandardHasIt) {
  const std::map<std::string, std::vector<std::string>> kClauses = {
      {"9001:2015", {"7.1.5.2", "8.3.6", "8.4.3", "8.5.6", "9.3.3"}},
      {"14001:2015", {"6.1.4", "6.2.2", "7.4.3", "9.2.2"}},
      {"45001:2018", {"6.1.2.3", "8.1.4.3", "9.2.2"}},
      {"27001:2022", {"6.1.3", "9.3.3"}},
      {"22301:2019", {"4.2.2", "8.2.3", "8.3.5", "8.4.5", "9.3.3"}},
      {"20000-1:2018", {"7.5.4", "8.2.6", "8.3.4.2", "8.5.1.3", "8.5.2.3", "8.7.3.3"}}};
  for (const Outline& outline : BuiltIn().outlines()) {
    auto clauses = kClauses.find(outline.key + ":" + outline.edition);
    if (clauses != kClauses.end()) {
      for (const std::string& number : clauses->second) {
        EXPECT_NE(outline.Find(number), nullptr) << clauses->first << " " << number;
      }
    }
  }
}

}  // namespace
}  // namespace assay::standards
