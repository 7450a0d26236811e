#include "assay/standards/library.h"

#include <gtest/gtest.h>

namespace assay::standards {
namespace {

constexpr std::string_view kOne = R"(
key = "1"
edition = "2020"
name = "One:2020"
title = "The first"
published = "2020-01"
clauses = [["4", "Four"], ["4.1", "Four one"], ["4.2", "Four two", [["Own?", "Look."]]]]
[themes]
"4" = "calm"
[[amendment]]
name = "Amd 1"
published_on = "2021-01-01"
about = "More"
clauses = ["4.1"]
)";
constexpr std::string_view kTwo = R"(
key = "2"
edition = "2021"
name = "Two:2021"
title = "The second"
published = "2021-01"
clauses = [["7", "Seven", [["Seven?", "Look."]]]]
)";
constexpr std::string_view kTopics = R"(
[[topic]]
id = "shared"
title = "What both ask"
clauses = ["1:2020 4.1", "2:2021 7"]
ask = [["Shared?", "Look here."]]
)";

// `text` with the first `old` replaced; the test is wrong when it is not there.
std::string With(std::string_view text, std::string_view old, std::string_view now) {
  std::string changed(text);
  size_t at = changed.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return changed.replace(at, old.size(), now);
}

void ExpectRefused(const std::vector<std::string>& outlines, const std::string& topics,
                   const std::string& because) {
  auto library =
      Library::Parse(std::vector<std::string_view>(outlines.begin(), outlines.end()), topics);
  ASSERT_FALSE(library.ok()) << because;
  EXPECT_EQ(library.status().code(), StatusCode::kInvalidArgument);
  EXPECT_NE(library.status().message().find(because), std::string::npos)
      << library.status().message();
}

void ExpectOneRefused(std::string_view old, std::string_view now, const std::string& because) {
  ExpectRefused({With(kOne, old, now), std::string(kTwo)}, std::string(kTopics), because);
}

void ExpectTopicsRefused(std::string_view old, std::string_view now, const std::string& because) {
  ExpectRefused({std::string(kOne), std::string(kTwo)}, With(kTopics, old, now), because);
}

TEST(Library, ReadsOutlinesTopicsThemesAndAmendments) {
  auto library = Library::Parse({kTwo, kOne}, kTopics);
  ASSERT_TRUE(library.ok()) << library.status().message();
  EXPECT_EQ(library->outlines()[0].key, "1");
  const Outline* one = library->Find("1", "2020");
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->Find("4.2")->theme, "calm");
  EXPECT_EQ(one->Find("4")->theme, "");
  EXPECT_EQ(one->amendments[0].published_on, "2021-01-01");
  ASSERT_EQ(one->Find("4.1")->questions.size(), 1U);
  EXPECT_EQ(one->Find("4.1")->questions[0].topic, "shared");
  EXPECT_EQ(library->Find("2", "2021")->Find("7")->questions.size(), 2U);
  EXPECT_TRUE(library->Knows("2"));
  EXPECT_FALSE(library->Knows("3"));
  EXPECT_EQ(library->Find("2", "2020"), nullptr);
}

TEST(Library, AHeadingInATopicStandsForTheClausesBelowIt) {
  auto library = Library::Parse({kOne, kTwo}, With(kTopics, "1:2020 4.1", "1:2020 4"));
  ASSERT_TRUE(library.ok()) << library.status().message();
  EXPECT_EQ(library->mapping().Equivalent({"2", "2021", "7"}),
            (std::vector<Reference>{{"1", "2020", "4.1"}, {"1", "2020", "4.2"}}));
}

TEST(Library, RefusesAnOutlineThatIsNotWellFormed) {
  ExpectOneRefused("key = ", "key == ", "line 2");
  ExpectOneRefused("title", "titel", "unknown key titel");
  ExpectOneRefused("published = \"2020-01\"", "", "needs a text published");
  ExpectOneRefused("[\"4.2\", \"Four two\"", "[\"5.2\", \"Four two\"", "belongs under 5");
  ExpectOneRefused("[\"4.2\", \"Four two\"", "[\"4.1\", \"Four two\"", "listed twice");
  ExpectOneRefused("[\"4\", \"Four\"]", "[\"4\"]", "title");
  ExpectOneRefused("[\"4\", \"Four\"]", "[\"4\", \"Four\", [], 1]", "a clause is");
  ExpectOneRefused("\"Look.\"", "1", "question");
  ExpectOneRefused(", \"Look.\"", "", "a question is");
  ExpectOneRefused(", [[\"Own?\", \"Look.\"]]", "", "nothing is asked about it");
  ExpectOneRefused("[\"4\", \"Four\"]", "[\"4\", \"Four\", [[\"Why?\", \"Look.\"]]]",
                   "is a heading");
  ExpectOneRefused("\"Look.\"", "\"Look.\", \"Amd 1\"", "nothing is asked about it");
  ExpectOneRefused("\"4\" = \"calm\"", "\"9\" = \"calm\"", "is of no clause");
  ExpectOneRefused("clauses = [\"4.1\"]", "clauses = [\"4.9\"]", "which is not there");
}

TEST(Library, RefusesEditionsThatContradictEachOther) {
  ExpectRefused({std::string(kOne), std::string(kOne)}, std::string(kTopics), "is given twice");
  ExpectOneRefused("title = ", "successor = \"2026\"\ntitle = ", "are given together");
  ExpectOneRefused("title = ", "successor = \"2026\"\ntransition_until = \"2029-05\"\ntitle = ",
                   "no later edition");
}

TEST(Library, RefusesTopicsThatDoNotFitTheOutlines) {
  ExpectTopicsRefused("2:2021 7", "2:2021 8", "there is no clause 2:2021 8");
  ExpectTopicsRefused("2:2021 7", "2:2022 7", "there is no clause 2:2022 7");
  ExpectTopicsRefused("2:2021 7", "7", "is no clause, such as");
  ExpectTopicsRefused("\"2:2021 7\"", "\"1:2020 4.2\"", "clauses of one standard only");
  ExpectTopicsRefused("2:2021 7\"", "2:2021 7\", \"2:2021 7\"", "in another topic already");
  ExpectTopicsRefused("title = ", "relation = \"like\"\ntitle = ", "relation is related");
  ExpectTopicsRefused("title = ", "relation = \"related\"\ntitle = ", "each for itself");
  ExpectTopicsRefused("ask =", "asks =", "unknown key asks");
  std::string twice = std::string(kTopics) + std::string(kTopics);
  ExpectRefused({std::string(kOne), std::string(kTwo)}, twice, "is given twice");
}

TEST(Library, RefusesAFileThatIsTooLarge) {
  std::string large(Library::kTextBytesMax + 1, '#');
  ExpectRefused({large}, std::string(kTopics), "more than");
}

}  // namespace
}  // namespace assay::standards
