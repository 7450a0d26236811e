#include "services/directory/domain/clause_mapping.h"

#include "assay/base/limits.h"
#include "services/directory/domain/checklist_template.h"
#include "services/directory/domain/own_standard.h"
#include "tests/services/directory/standards_fixture.h"

namespace assay::directory {
namespace {

class ClauseMappingTest : public StandardsTest {};

TEST_F(ClauseMappingTest, ClausesOfOwnAndBuiltInStandardsAreMapped) {
  domain.Accepted(Importing("CODE", "2024"));
  domain.Accepted(Mapping("m", {"CODE", "2024", "1.2"}, {"27001", "2022", "A.6.3"}));
  auto mapping = domain.Get<v1::ClauseMapping>(IdOf("m"));
  EXPECT_EQ(mapping.state(), v1::ClauseMapping::IN_USE);
  EXPECT_EQ(mapping.other_clause(), "A.6.3");
}

TEST_F(ClauseMappingTest, AMappingHoldsInBothDirectionsSoTheOtherOneIsRefused) {
  domain.Accepted(Mapping("m", {"9001", "2015", "8.5.6"}, {"27001", "2022", "A.8.32"}));
  EXPECT_EQ(domain.Refused(Mapping("same", {"9001", "2015", "8.5.6"}, {"27001", "2022", "A.8.32"}))
                .code(),
            "already-mapped");
  EXPECT_EQ(
      domain.Refused(Mapping("turned", {"27001", "2022", "A.8.32"}, {"9001", "2015", "8.5.6"}))
          .code(),
      "already-mapped");
}

TEST_F(ClauseMappingTest, WhatIsWithdrawnMayBeMappedAgain) {
  domain.Accepted(Mapping("m", {"9001", "2015", "8.5.6"}, {"27001", "2022", "A.8.32"}));
  v1::WithdrawMapping withdrawing;
  withdrawing.set_id(IdOf("m"));
  withdrawing.set_reason("They differ after all.");
  domain.Accepted(withdrawing);
  EXPECT_EQ(domain.Get<v1::ClauseMapping>(IdOf("m")).withdrawn_because(), "They differ after all.");
  EXPECT_EQ(domain.Refused(withdrawing).code(), "wrong-state");
  domain.Accepted(Mapping("again", {"9001", "2015", "8.5.6"}, {"27001", "2022", "A.8.32"}));
}

TEST_F(ClauseMappingTest, WhatIsMappedByTheBuiltInMappingNeedsNoOther) {
  EXPECT_EQ(
      domain.Refused(Mapping("m", {"9001", "2015", "9.2"}, {"27001", "2022", "9.2.2"})).code(),
      "already-mapped");
}

TEST_F(ClauseMappingTest, AClauseIsNotMappedToItself) {
  EXPECT_EQ(domain.Refused(Mapping("m", {"9001", "2015", "9.2"}, {"9001", "2015", "9.2"})).code(),
            "same-clause");
}

TEST_F(ClauseMappingTest, AClauseThatIsNotThereIsRefused) {
  Problem problem = domain.Refused(Mapping("m", {"9001", "2015", "9.2"}, {"27001", "2022", "A.9"}));
  EXPECT_EQ(problem.code(), "unknown-clause");
  EXPECT_EQ(problem.field(), "otherClause");
  EXPECT_EQ(domain.Refused(Mapping("m", {"CODE", "2024", "1"}, {"27001", "2022", "A.5.1"})).code(),
            "unknown-standard");
}

// A command reads a bounded number of records; beyond it "already there" could be missed.
class FullTest : public StandardsTest {
 protected:
  // What a command reads when the organisation has `count` records of a kind.
  template <typename Record>
  static Context With(size_t count) {
    Context context;
    for (size_t i = 0; i < count; ++i) {
      auto record = std::make_shared<Record>();
      record->set_id(IdOf("record " + std::to_string(i)));
      context.AddRecord(record);
    }
    return context;
  }
  // The code that `decide` refuses with when there are `count` records; empty: accepted.
  template <typename Record, typename Command>
  static std::string CodeOf(Outcome (*decide)(const Record&, const Command&, const Context&),
                            const Command& command, size_t count) {
    Outcome outcome = decide(Record(), command, With<Record>(count));
    return outcome.rejection() ? outcome.rejection()->code : "";
  }
  template <typename Record, typename Command>
  static void ExpectBound(Outcome (*decide)(const Record&, const Command&, const Context&),
                          const Command& command) {
    EXPECT_EQ(CodeOf(decide, command, limits::kReadSetMax - 1), "");
    EXPECT_EQ(CodeOf(decide, command, limits::kReadSetMax), "too-many-records");
  }
};

TEST_F(FullTest, AnOrganisationWithTooManyMappingsGetsNoOther) {
  ExpectBound(DecideMapClauses,
              Mapping("m", {"9001", "2015", "8.5.6"}, {"27001", "2022", "A.8.32"}));
}

TEST_F(FullTest, AnOrganisationWithTooManyOwnStandardsGetsNoOther) {
  ExpectBound(DecideImportStandard, Importing("CODE", "2024"));
}

TEST_F(FullTest, AnOrganisationWithTooManyChecklistsGetsNoOther) {
  auto composing = Composing("1");
  AddStandard("9001", "2015", &composing);
  ExpectBound(DecideComposeChecklist, composing);
  v1::ImportChecklist importing;
  importing.set_id(IdOf("imported"));
  importing.set_key("WALK");
  importing.set_version("1");
  importing.add_lines()->set_question("Why?");
  ExpectBound(DecideImportChecklist, importing);
}

}  // namespace
}  // namespace assay::directory
