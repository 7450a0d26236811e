#include "services/directory/domain/checklist_template.h"

#include <set>

#include "tests/services/directory/standards_fixture.h"

namespace assay::directory {
namespace {

class ChecklistTemplateTest : public StandardsTest {
 protected:
  static v1::ImportChecklist Importing(const std::string& version) {
    v1::ImportChecklist command;
    command.set_id(IdOf("checklist " + version));
    command.set_key("WALK");
    command.set_version(version);
    command.set_title("Walk through the plant");
    v1::ChecklistLine* line = command.add_lines();
    line->set_question("Are ways kept clear?");
    Refer("45001", "2018", "8.1.2", line);
    command.add_lines()->set_question("Are signs readable?");
    return command;
  }
  static void Refer(const std::string& standard, const std::string& edition,
                    const std::string& clause, v1::ChecklistLine* line) {
    v1::ClauseReference* reference = line->add_clauses();
    reference->set_standard(standard);
    reference->set_edition(edition);
    reference->set_clause(clause);
  }
};

TEST_F(ChecklistTemplateTest, AnImportedChecklistIsKeptAndANewVersionSupersedesIt) {
  domain.Accepted(Importing("1"));
  auto next = Importing("2");
  next.mutable_lines(0)->set_question("Are all ways kept clear?");
  domain.Accepted(next);
  auto old = domain.Get<v1::ChecklistTemplate>(IdOf("checklist 1"));
  EXPECT_EQ(old.state(), v1::ChecklistTemplate::SUPERSEDED);
  EXPECT_EQ(old.superseded_by_id(), next.id());
  EXPECT_EQ(old.lines(0).question(), "Are ways kept clear?");
  auto current = domain.Get<v1::ChecklistTemplate>(next.id());
  EXPECT_EQ(current.state(), v1::ChecklistTemplate::CURRENT);
  EXPECT_EQ(current.supersedes_id(), old.id());
  EXPECT_EQ(current.lines_size(), 2);
}

TEST_F(ChecklistTemplateTest, AVersionIsNeverOverwritten) {
  domain.Accepted(Importing("1"));
  auto again = Importing("1");
  again.set_id(IdOf("again"));
  EXPECT_EQ(domain.Refused(again).code(), "version-exists");
  auto composed = Composing("1");
  composed.set_key("WALK");
  AddStandard("9001", "2015", &composed);
  EXPECT_EQ(domain.Refused(composed).code(), "version-exists");
}

TEST_F(ChecklistTemplateTest, AKeyThatCannotStandInReferencesIsRefused) {
  auto command = Importing("1");
  command.set_key("Walk, daily");
  EXPECT_EQ(domain.Refused(command).code(), "bad-key");
  auto version = Importing("1 of 2");
  Problem problem = domain.Refused(version);
  EXPECT_EQ(problem.code(), "bad-key");
  EXPECT_EQ(problem.field(), "version");
}

TEST_F(ChecklistTemplateTest, ALineAboutAClauseThatIsNotThereIsRefusedWithItsPlace) {
  auto command = Importing("1");
  Refer("45001", "2018", "8.9", command.mutable_lines(1));
  Problem problem = domain.Refused(command);
  EXPECT_EQ(problem.code(), "unknown-clause");
  EXPECT_EQ(problem.field(), "lines[1].clauses[0]");
  command.mutable_lines(1)->mutable_clauses(0)->set_standard("50001");
  EXPECT_EQ(domain.Refused(command).code(), "unknown-standard");
  command.mutable_lines(1)->mutable_clauses(0)->set_standard("14001");
  command.mutable_lines(1)->mutable_clauses(0)->set_edition("2026");
  EXPECT_EQ(domain.Refused(command).code(), "no-outline");
}

TEST_F(ChecklistTemplateTest, ALineMayReferToAnOwnStandardUntilItIsRetired) {
  auto standard = StandardsTest::Importing("CODE", "2024");
  domain.Accepted(standard);
  auto command = Importing("1");
  Refer("CODE", "2024", "1.2", command.mutable_lines(1));
  domain.Accepted(command);
  domain.Accepted(Retiring(standard.id()));
  auto next = Importing("2");
  Refer("CODE", "2024", "1.2", next.mutable_lines(1));
  EXPECT_EQ(domain.Refused(next).code(), "standard-retired");
}

TEST_F(ChecklistTemplateTest, TheSameLineTwiceIsRefused) {
  auto command = Importing("1");
  *command.add_lines() = command.lines(0);
  Problem problem = domain.Refused(command);
  EXPECT_EQ(problem.code(), "duplicate-line");
  EXPECT_EQ(problem.field(), "lines[2].question");
}

TEST_F(ChecklistTemplateTest, AChecklistIsRetiredOnce) {
  domain.Accepted(Importing("1"));
  v1::RetireChecklist command;
  command.set_id(IdOf("checklist 1"));
  command.set_occurred_on("2024-06-01");
  command.set_reason("Replaced by a walk with a camera.");
  domain.Accepted(command);
  EXPECT_EQ(domain.Get<v1::ChecklistTemplate>(command.id()).state(),
            v1::ChecklistTemplate::RETIRED);
  EXPECT_EQ(domain.Refused(command).code(), "wrong-state");
}

TEST_F(ChecklistTemplateTest, ACombinedChecklistAsksOnceWhatSeveralStandardsAsk) {
  auto command = Composing("1");
  AddStandard("27001", "2022", &command);
  AddStandard("20000-1", "2018", &command);
  command.add_clauses("9.2");
  domain.Accepted(command);
  auto checklist = domain.Get<v1::ChecklistTemplate>(command.id());
  ASSERT_EQ(checklist.lines_size(), 3);
  for (const v1::ChecklistLine& line : checklist.lines()) {
    std::set<std::string> standards;
    for (const v1::ClauseReference& clause : line.clauses()) {
      standards.insert(clause.standard());
    }
    EXPECT_EQ(standards, (std::set<std::string>{"20000-1", "27001"})) << line.question();
  }
  EXPECT_EQ(checklist.composed_from_size(), 2);
}

TEST_F(ChecklistTemplateTest, AnOwnMappingJoinsLinesUntilItIsWithdrawn) {
  domain.Accepted(StandardsTest::Importing("CODE", "2024"));
  domain.Accepted(Mapping("training", {"CODE", "2024", "1.2"}, {"27001", "2022", "7.2"}));
  auto joined = Composing("1");
  AddStandard("27001", "2022", &joined);
  AddStandard("CODE", "2024", &joined);
  joined.add_clauses("7.2");
  joined.add_clauses("1.2");
  domain.Accepted(joined);
  EXPECT_EQ(domain.Get<v1::ChecklistTemplate>(joined.id()).lines_size(), 2);

  v1::WithdrawMapping withdrawing;
  withdrawing.set_id(IdOf("training"));
  withdrawing.set_reason("Shown by other records now.");
  domain.Accepted(withdrawing);
  auto apart = joined;
  apart.set_id(IdOf("composed 2"));
  apart.set_version("2");
  domain.Accepted(apart);
  EXPECT_EQ(domain.Get<v1::ChecklistTemplate>(apart.id()).lines_size(), 3);
}

TEST_F(ChecklistTemplateTest, AllSixBuiltInStandardsFitOneChecklist) {
  auto command = Composing("1");
  for (auto [key, edition] :
       std::initializer_list<std::pair<const char*, const char*>>{{"9001", "2015"},
                                                                  {"14001", "2015"},
                                                                  {"20000-1", "2018"},
                                                                  {"22301", "2019"},
                                                                  {"27001", "2022"},
                                                                  {"45001", "2018"}}) {
    AddStandard(key, edition, &command);
  }
  domain.Accepted(command);
  EXPECT_GT(domain.Get<v1::ChecklistTemplate>(command.id()).lines_size(), 200);
}

TEST_F(ChecklistTemplateTest, AStandardThatIsNotThereOrNamedTwiceIsRefused) {
  auto command = Composing("1");
  AddStandard("50001", "2018", &command);
  EXPECT_EQ(domain.Refused(command).code(), "unknown-standard");
  command.mutable_standards(0)->set_key("14001");
  command.mutable_standards(0)->set_edition("2026");
  EXPECT_EQ(domain.Refused(command).code(), "no-outline");
  command.mutable_standards(0)->set_edition("2015");
  AddStandard("14001", "2015", &command);
  Problem problem = domain.Refused(command);
  EXPECT_EQ(problem.code(), "duplicate-standard");
  EXPECT_EQ(problem.field(), "standards[1]");
}

TEST_F(ChecklistTemplateTest, AScopeThatNoStandardHasIsRefused) {
  auto command = Composing("1");
  AddStandard("9001", "2015", &command);
  command.add_clauses("8.5");
  command.add_clauses("A.5");
  Problem problem = domain.Refused(command);
  EXPECT_EQ(problem.code(), "unknown-clause");
  EXPECT_EQ(problem.field(), "clauses[1]");
}

TEST_F(ChecklistTemplateTest, ASupersededStandardIsUsableUntilItsTransitionEnds) {
  domain.Accepted(StandardsTest::Importing("CODE", "2022"));
  auto next = StandardsTest::Importing("CODE", "2024");
  next.set_transition_until("2024-06-18");
  domain.Accepted(next);
  auto command = Composing("1");
  AddStandard("CODE", "2022", &command);
  domain.Accepted(command);
  domain.SetToday("2024-06-19");
  auto late = Composing("2");
  AddStandard("CODE", "2022", &late);
  EXPECT_EQ(domain.Refused(late).code(), "standard-superseded");
}

TEST_F(ChecklistTemplateTest, MoreLinesThanAChecklistHoldsAreRefused) {
  auto command = Composing("1");
  for (const char* key : {"A", "B", "C"}) {
    auto standard = StandardsTest::Importing(key, "1");
    standard.clear_clauses();
    for (int i = 1; i <= 1000; ++i) {
      AddClause(std::to_string(i), "Title", "Why?", &standard);
    }
    domain.Accepted(standard);
    AddStandard(key, "1", &command);
  }
  EXPECT_EQ(domain.Refused(command).code(), "too-many-lines");
}

}  // namespace
}  // namespace assay::directory
