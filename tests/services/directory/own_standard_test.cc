#include "services/directory/domain/own_standard.h"

#include "tests/services/directory/standards_fixture.h"

namespace assay::directory {
namespace {

class OwnStandardTest : public StandardsTest {};

TEST_F(OwnStandardTest, AnImportedStandardIsKeptWithItsClausesAndQuestions) {
  auto command = Importing("CODE", "2024");
  domain.Accepted(command);
  auto standard = domain.Get<v1::OwnStandard>(command.id());
  EXPECT_EQ(standard.state(), v1::OwnStandard::CURRENT);
  EXPECT_EQ(standard.key(), "CODE");
  ASSERT_EQ(standard.clauses_size(), 3);
  EXPECT_EQ(standard.clauses(1).questions(0).text(), "Is there a code?");
  EXPECT_EQ(standard.supersedes_id(), "");
}

TEST_F(OwnStandardTest, ANewEditionSupersedesTheOneInUseAndLeavesItAsItWas) {
  auto old = Importing("CODE", "2022");
  domain.Accepted(old);
  auto next = Importing("CODE", "2024");
  next.set_effective_on("2024-02-01");
  next.set_transition_until("2025-01-31");
  next.mutable_clauses(0)->set_title("Another title");
  domain.Accepted(next);
  auto superseded = domain.Get<v1::OwnStandard>(old.id());
  EXPECT_EQ(superseded.state(), v1::OwnStandard::SUPERSEDED);
  EXPECT_EQ(superseded.superseded_by_id(), next.id());
  EXPECT_EQ(superseded.usable_until(), "2025-01-31");
  EXPECT_EQ(superseded.clauses(0).title(), "Conduct");
  EXPECT_EQ(domain.Get<v1::OwnStandard>(next.id()).supersedes_id(), old.id());
}

TEST_F(OwnStandardTest, WithoutATransitionTheEditionBeforeIsUsableUntilTheDayBefore) {
  auto old = Importing("CODE", "2022");
  domain.Accepted(old);
  auto next = Importing("CODE", "2024");
  next.set_effective_on("2024-03-01");
  domain.Accepted(next);
  EXPECT_EQ(domain.Get<v1::OwnStandard>(old.id()).usable_until(), "2024-02-29");
}

TEST_F(OwnStandardTest, AStandardOfAnotherKeyIsNotSuperseded) {
  auto other = Importing("RULES", "2022");
  domain.Accepted(other);
  domain.Accepted(Importing("CODE", "2024"));
  EXPECT_EQ(domain.Get<v1::OwnStandard>(other.id()).state(), v1::OwnStandard::CURRENT);
}

TEST_F(OwnStandardTest, AnEditionIsNeverOverwrittenEvenWhenRetired) {
  auto first = Importing("CODE", "2024");
  domain.Accepted(first);
  auto again = Importing("CODE", "2024");
  again.set_id(IdOf("again"));
  EXPECT_EQ(domain.Refused(again).code(), "edition-exists");
  domain.Accepted(Retiring(first.id()));
  EXPECT_EQ(domain.Refused(again).code(), "edition-exists");
}

TEST_F(OwnStandardTest, AStandardIsRetiredOnceAndWithAReason) {
  auto command = Importing("CODE", "2024");
  domain.Accepted(command);
  auto silent = Retiring(command.id());
  silent.clear_reason();
  EXPECT_EQ(domain.Refused(silent).code(), "missing-field");
  domain.Accepted(Retiring(command.id()));
  auto retired = domain.Get<v1::OwnStandard>(command.id());
  EXPECT_EQ(retired.state(), v1::OwnStandard::RETIRED);
  EXPECT_EQ(retired.retired_on(), "2024-06-01");
  EXPECT_EQ(retired.retired_because(), "The customer has left.");
  EXPECT_EQ(domain.Refused(Retiring(command.id())).code(), "wrong-state");
}

TEST_F(OwnStandardTest, ARetiredEditionIsNotSuperseded) {
  auto old = Importing("CODE", "2022");
  domain.Accepted(old);
  domain.Accepted(Retiring(old.id()));
  domain.Accepted(Importing("CODE", "2024"));
  EXPECT_EQ(domain.Get<v1::OwnStandard>(old.id()).state(), v1::OwnStandard::RETIRED);
}

TEST_F(OwnStandardTest, WhatIsBuiltInIsNotReplaced) {
  Problem problem = domain.Refused(Importing("27001", "2022"));
  EXPECT_EQ(problem.code(), "built-in-standard");
  EXPECT_EQ(problem.field(), "key");
}

TEST_F(OwnStandardTest, AnEditionWhoseClausesAreNotBuiltInIsImported) {
  domain.Accepted(Importing("14001", "2026"));
}

TEST_F(OwnStandardTest, AKeyThatCannotStandInReferencesIsRefused) {
  for (const char* key : {"ISO/IEC 50001", "A:B", "A,B", "Kodex ä"}) {
    EXPECT_EQ(domain.Refused(Importing(key, "2024")).code(), "bad-key") << key;
  }
  Problem problem = domain.Refused(Importing("CODE", "2024:1"));
  EXPECT_EQ(problem.code(), "bad-key");
  EXPECT_EQ(problem.field(), "edition");
}

TEST_F(OwnStandardTest, DatesThatContradictEachOtherAreRefused) {
  auto early = Importing("CODE", "2024");
  early.set_transition_until("2023-12-31");
  EXPECT_EQ(domain.Refused(early).code(), "transition-before-effective");
  early.set_transition_until("2024-12-31");
  EXPECT_EQ(domain.Refused(early).code(), "nothing-superseded");
  domain.Accepted(Importing("CODE", "2023"));
  auto older = Importing("CODE", "2022");
  older.set_effective_on("2023-12-31");
  EXPECT_EQ(domain.Refused(older).code(), "older-edition");
}

TEST_F(OwnStandardTest, ClausesThatDoNotFitTogetherAreRefusedWithTheirPlace) {
  auto twice = Importing("CODE", "2024");
  twice.mutable_clauses(2)->set_number("1.1");
  Problem problem = domain.Refused(twice);
  EXPECT_EQ(problem.code(), "duplicate-clause");
  EXPECT_EQ(problem.field(), "clauses[2].number");

  auto orphan = Importing("CODE", "2024");
  orphan.mutable_clauses(2)->set_number("7.1");
  EXPECT_EQ(domain.Refused(orphan).code(), "orphan-clause");

  auto disorder = Importing("CODE", "2024");
  disorder.mutable_clauses()->SwapElements(1, 2);
  EXPECT_EQ(domain.Refused(disorder).code(), "bad-order");

  auto number = Importing("CODE", "2024");
  number.mutable_clauses(2)->set_number("1. 2");
  EXPECT_EQ(domain.Refused(number).code(), "bad-number");
}

TEST_F(OwnStandardTest, NoClausesAndTooManyAreRefused) {
  auto none = Importing("CODE", "2024");
  none.clear_clauses();
  EXPECT_EQ(domain.Refused(none).code(), "missing-field");
  auto many = Importing("CODE", "2024");
  many.clear_clauses();
  for (int i = 1; i <= 1001; ++i) {
    v1::OwnClause* clause = many.add_clauses();
    clause->set_number(std::to_string(i));
    clause->set_title("Title");
  }
  EXPECT_EQ(domain.Refused(many).code(), "invalid-field");
}

}  // namespace
}  // namespace assay::directory
