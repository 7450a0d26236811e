// What a command must find: the record, its version, its organisation, and what was staged before.
#include "tests/libs/aggregate/write_path.h"

namespace assay::aggregate {
namespace {

const std::string kToDo = IdOf("to-do");

TEST(Version, AStaleIfMatchIsRefusedWithTheActualVersion) {
  WritePath path;
  path.Give(NewToDo(kToDo));
  path.Give(Prioritise(kToDo));
  Request request = path.RequestOf(Prioritise(kToDo, actions::v1::LOW));
  request.if_match = 1;
  Verdict verdict = path.Give(request);
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->code(), "version-conflict");
  EXPECT_EQ(verdict.problem->status(), 412U);
  EXPECT_EQ(verdict.problem->actual_version(), 2U);
  request.if_match = 2;
  EXPECT_EQ(path.Give(request).receipt->version, 3U);
}

TEST(Version, AnIfMatchSeesWhatTheSameBatchStaged) {
  WritePath path;
  path.Stage(path.RequestOf(NewToDo(kToDo)));
  Request request = path.RequestOf(Prioritise(kToDo));
  request.if_match = 1;
  EXPECT_TRUE(path.Stage(request).receipt);
  Request stale = path.RequestOf(Prioritise(kToDo, actions::v1::LOW));
  stale.if_match = 1;
  EXPECT_EQ(path.Stage(stale).problem->actual_version(), 2U);
}

TEST(Version, ARecordIsCreatedOnceAndMustExistForTheRest) {
  WritePath path;
  EXPECT_EQ(path.CodeOf(Start(kToDo)), "not-found");
  EXPECT_EQ(path.CodeOf(NewToDo(kToDo)), "");
  EXPECT_EQ(path.CodeOf(NewToDo(kToDo)), "already-exists");
  path.Open();
  EXPECT_EQ(path.CodeOf(NewToDo(kToDo)), "already-exists");
}

TEST(Version, OneCommandMayNotBeginARecordThatExists) {
  WritePath path;
  path.Give(NewToDo(IdOf(kToDo + "/1")));
  EXPECT_EQ(path.CodeOf(NewToDo(kToDo, "2 items")), "already-exists");
  EXPECT_EQ(path.VersionOf("ToDo", kToDo), 0U);
}

TEST(Version, TwoCommandsOnOneRecordInOneBatchSeeEachOther) {
  WritePath path;
  EXPECT_EQ(path.Stage(path.RequestOf(NewToDo(kToDo))).receipt->version, 1U);
  EXPECT_EQ(path.Stage(path.RequestOf(NewToDo(kToDo))).problem->code(), "already-exists");
  EXPECT_EQ(path.Stage(path.RequestOf(Start(kToDo))).receipt->version, 2U);
  EXPECT_EQ(path.Stage(path.RequestOf(Start(kToDo))).problem->code(), "wrong-state");
  ASSERT_TRUE(path.processor->Commit().ok());
  EXPECT_EQ(path.VersionOf("ToDo", kToDo), 2U);
  EXPECT_EQ(path.log->next(), 3U);
}

TEST(Version, ARecordDroppedFromTheCacheIsFoldedFromTheLogAgain) {
  WritePath path(SmallActions(), 1);
  path.Give(NewToDo(kToDo));
  path.Give(Start(kToDo));
  path.Give(NewToDo(IdOf("another")));
  EXPECT_EQ(path.CodeOf(Start(kToDo)), "wrong-state");
  EXPECT_EQ(path.Give(Prioritise(kToDo)).receipt->version, 3U);
}

// What a stranger is told of a record of another organisation: what he is told of none at all.
TEST(Isolation, AnotherOrganisationsRecordAnswersAsOneThatDoesNotExist) {
  WritePath path;
  path.Give(NewToDo(kToDo));
  path.Give(Start(kToDo));
  for (uint32_t if_match : {0U, 1U, 2U}) {
    Request theirs = path.RequestOf(Start(kToDo), "", kOtherOrganisation);
    Request nobodys = path.RequestOf(Start(IdOf("never")), "", kOtherOrganisation);
    theirs.if_match = if_match;
    nobodys.if_match = if_match;
    Verdict verdict = path.Give(theirs);
    ASSERT_TRUE(verdict.problem);
    EXPECT_EQ(verdict.problem->status(), 404U);
    EXPECT_EQ(verdict.problem->DebugString(), path.Give(nobodys).problem->DebugString());
  }
  EXPECT_EQ(path.VersionOf("ToDo", kToDo), 2U);
}

TEST(Isolation, AnIdTakenByAnotherOrganisationSaysNothingOfItsRecord) {
  WritePath path;
  path.Give(NewToDo(kToDo, "Their secret"));
  Verdict verdict = path.Give(path.RequestOf(NewToDo(kToDo), "", kOtherOrganisation));
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->code(), "already-exists");
  EXPECT_EQ(verdict.problem->actual_version(), 0U);
  EXPECT_EQ(verdict.problem->detail().find("secret"), std::string::npos);
}

TEST(Isolation, ADecisionCannotTouchAnotherOrganisationsRecord) {
  WritePath path;
  path.Give(NewToDo(IdOf(kToDo + "/1")));
  Verdict verdict = path.Give(path.RequestOf(NewToDo(kToDo, "2 items"), "", kOtherOrganisation));
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(path.VersionOf("ToDo", kToDo), 0U);
}

TEST(Isolation, AFactOfAnotherOrganisationIsNotFound) {
  WritePath path;
  path.Know(kOtherOrganisation, IdOf("Lena"));
  actions::v1::AddToDo command = NewToDo(kToDo);
  command.set_owner_id(IdOf("Lena"));
  Verdict verdict = path.Give(command);
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->code(), "not-found");
  EXPECT_EQ(verdict.problem->field(), "ownerId");
  path.Know(kOrganisation, IdOf("Lena"));
  EXPECT_EQ(path.CodeOf(command), "");
}

TEST(Isolation, ARecordReadFromTheOwnServiceIsOfTheOwnOrganisation) {
  WritePath path(SmallDirectory());
  directory::v1::RegisterPerson person;
  person.set_id(IdOf("Lena"));
  person.set_name("Lena");
  person.set_tie(directory::v1::STAFF);
  ASSERT_TRUE(path.Give(person).receipt);
  directory::v1::AssignOffice office;
  office.set_id(IdOf("office"));
  office.set_person_id(IdOf("Lena"));
  office.set_occurred_on("2023-11-10");
  Verdict verdict = path.Give(path.RequestOf(office, "", kOtherOrganisation));
  ASSERT_TRUE(verdict.problem);
  EXPECT_EQ(verdict.problem->code(), "not-found");
  EXPECT_EQ(verdict.problem->field(), "personId");
}

}  // namespace
}  // namespace assay::aggregate
