#include "services/directory/readmodel/clause_queries.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "assay/aggregate/outcome.h"

namespace assay::directory {
namespace {

// Records as the read model would hold them, on 2024-06-18.
class Records final : public aggregate::QueryContext {
 public:
  std::unique_ptr<aggregate::Message> FindRecord(const google::protobuf::Descriptor* /*type*/,
                                                 const std::string& /*id*/) const override {
    return nullptr;
  }
  std::vector<std::unique_ptr<aggregate::Message>> AllRecords(
      const google::protobuf::Descriptor* type) const override {
    std::vector<std::unique_ptr<aggregate::Message>> all;
    auto add = [&](const aggregate::Message& record) {
      if (record.GetDescriptor() == type) {
        all.emplace_back(record.New())->CopyFrom(record);
      }
    };
    std::for_each(standards.begin(), standards.end(), add);
    std::for_each(mappings.begin(), mappings.end(), add);
    return all;
  }
  calendar::Date on() const override { return calendar::Date::Parse("2024-06-18").value(); }
  const rules::Ruleset& RulesFor(const std::string& /*body*/) const override {
    return rules::Ruleset::Default();
  }
  std::vector<Token> as_known() const override { return {}; }

  std::vector<v1::OwnStandard> standards;
  std::vector<v1::ClauseMapping> mappings;
};

class ClauseQueriesTest : public ::testing::Test {
 protected:
  ClauseQueriesTest() {
    v1::OwnStandard& standard = records_.standards.emplace_back();
    standard.set_key("CODE");
    standard.set_edition("2024");
    standard.set_state(v1::OwnStandard::CURRENT);
    standard.add_clauses()->set_number("1");
    standard.mutable_clauses(0)->set_title("Training");
    v1::ClauseMapping& mapping = records_.mappings.emplace_back();
    mapping.set_standard("CODE");
    mapping.set_edition("2024");
    mapping.set_clause("1");
    mapping.set_other_standard("27001");
    mapping.set_other_edition("2022");
    mapping.set_other_clause("7.2");
    mapping.set_state(v1::ClauseMapping::IN_USE);
  }
  aggregate::Answer<v1::ChecklistPreview> Preview(const std::string& standards,
                                                  const std::string& clauses) {
    v1::PreviewChecklist query;
    query.set_standards(standards);
    query.set_clauses(clauses);
    return PreviewChecklist(query, records_);
  }
  aggregate::Answer<v1::EquivalentClauses> Equivalent(const std::string& standard,
                                                      const std::string& edition,
                                                      const std::string& clause) {
    v1::ListEquivalentClauses query;
    query.set_standard(standard);
    query.set_edition(edition);
    query.set_clause(clause);
    return ListEquivalentClauses(query, records_);
  }
  static bool Holds(const v1::EquivalentClauses& answer, const std::string& standard,
                    const std::string& clause) {
    return std::any_of(answer.clauses().begin(), answer.clauses().end(), [&](const auto& other) {
      return other.standard() == standard && other.clause() == clause;
    });
  }

  Records records_;
};

TEST_F(ClauseQueriesTest, APreviewMergesWhatOneAnswerServes) {
  auto answer = Preview("27001:2022, 9001:2015,CODE:2024", "7.2,1");
  const auto& preview = std::get<v1::ChecklistPreview>(answer);
  EXPECT_EQ(preview.lines_size(), 2);
  EXPECT_EQ(preview.clauses(), 3U);
  EXPECT_EQ(preview.merged(), 2U);
}

TEST_F(ClauseQueriesTest, APreviewOfOneStandardMergesNothing) {
  auto answer = Preview("9001:2015", "");
  const auto& preview = std::get<v1::ChecklistPreview>(answer);
  EXPECT_GT(preview.clauses(), 50U);
  EXPECT_EQ(preview.merged(), 0U);
}

TEST_F(ClauseQueriesTest, AMalformedListOfStandardsIsRefused) {
  std::string eleven = "9001:2015";
  for (int i = 0; i < 10; ++i) {
    eleven += ",9001:2015";
  }
  for (const std::string& standards : {std::string("27001"), std::string(":2022"),
                                       std::string("27001:"), std::string("27001:2022,"), eleven}) {
    auto answer = Preview(standards, "");
    ASSERT_TRUE(std::holds_alternative<Rejection>(answer)) << standards;
    EXPECT_EQ(std::get<Rejection>(answer).code, "invalid-field") << standards;
  }
  EXPECT_EQ(std::get<Rejection>(Preview("27001:2013", "")).code, "unknown-standard");
  EXPECT_EQ(std::get<Rejection>(Preview("27001:2022", "77")).code, "unknown-clause");
}

TEST_F(ClauseQueriesTest, EquivalentAreTheBuiltInAndTheOwnOnesInBothDirections) {
  auto answer = Equivalent("27001", "2022", "7.2");
  EXPECT_TRUE(Holds(std::get<v1::EquivalentClauses>(answer), "9001", "7.2"));
  EXPECT_TRUE(Holds(std::get<v1::EquivalentClauses>(answer), "CODE", "1"));
  answer = Equivalent("CODE", "2024", "1");
  EXPECT_TRUE(Holds(std::get<v1::EquivalentClauses>(answer), "27001", "7.2"));
}

TEST_F(ClauseQueriesTest, AWithdrawnMappingIsNotListed) {
  records_.mappings[0].set_state(v1::ClauseMapping::WITHDRAWN);
  auto answer = Equivalent("CODE", "2024", "1");
  EXPECT_EQ(std::get<v1::EquivalentClauses>(answer).clauses_size(), 0);
}

TEST_F(ClauseQueriesTest, AHeadingAsksForWhatIsBelowIt) {
  auto answer = Equivalent("27001", "2022", "9.2");
  EXPECT_TRUE(Holds(std::get<v1::EquivalentClauses>(answer), "9001", "9.2"));
  answer = Equivalent("27001", "2022", "A.8.32");
  EXPECT_GT(std::get<v1::EquivalentClauses>(answer).related_size(), 0);
}

TEST_F(ClauseQueriesTest, AClauseThatIsNotThereIsRefused) {
  EXPECT_EQ(std::get<Rejection>(Equivalent("27001", "2022", "11")).code, "unknown-clause");
  EXPECT_EQ(std::get<Rejection>(Equivalent("1", "2", "3")).code, "unknown-standard");
}

}  // namespace
}  // namespace assay::directory
