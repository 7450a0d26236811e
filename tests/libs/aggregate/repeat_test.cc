// Promise 4: a command that was accepted returns its first outcome again, for ever.
#include "tests/libs/aggregate/write_path.h"

namespace assay::aggregate {
namespace {

const std::string kRepeated = IdOf("to-do");

void ExpectFirstOutcome(const Verdict& first, const Verdict& again) {
  ASSERT_TRUE(first.receipt);
  ASSERT_TRUE(again.receipt) << again.problem->DebugString();
  EXPECT_FALSE(first.receipt->repeated);
  EXPECT_TRUE(again.receipt->repeated);
  EXPECT_EQ(again.receipt->position, first.receipt->position);
  EXPECT_EQ(again.receipt->version, first.receipt->version);
  EXPECT_EQ(again.receipt->id, first.receipt->id);
  EXPECT_EQ(again.receipt->number, first.receipt->number);
}

TEST(Repeat, ACommandGivenAgainReturnsItsFirstOutcomeAndRecordsNothing) {
  WritePath path;
  Verdict first = path.Give(NewAction(IdOf("a")), "key");
  ASSERT_EQ(first.receipt->number, "CA-TST-2023-0001");
  Verdict again = path.Give(NewAction(IdOf("a")), "key");
  ExpectFirstOutcome(first, again);
  EXPECT_EQ(path.log->next(), 2U);
}

TEST(Repeat, ItStillDoesAfterARestartAndAThousandOtherCommands) {
  WritePath path;
  Verdict first = path.Give(NewToDo(kRepeated), "key");
  for (int i = 0; i < 1000; ++i) {
    path.Stage(path.RequestOf(NewToDo(IdOf(std::to_string(i)))));
    if (i % 500 == 499) {
      ASSERT_TRUE(path.processor->Commit().ok());
    }
  }
  path.Open();
  ExpectFirstOutcome(first, path.Give(NewToDo(kRepeated), "key"));
}

TEST(Repeat, WithinOneBatchTheSecondIsAnsweredAsTheFirst) {
  WritePath path;
  Verdict first = path.Stage(path.RequestOf(NewToDo(kRepeated), "key"));
  Verdict again = path.Stage(path.RequestOf(NewToDo(kRepeated), "key"));
  ASSERT_TRUE(path.processor->Commit().ok());
  ExpectFirstOutcome(first, again);
  EXPECT_EQ(path.log->next(), 2U);
}

TEST(Repeat, ItIsLookedForBeforeTheVersionIsChecked) {
  WritePath path;
  path.Give(NewToDo(kRepeated));
  Request request = path.RequestOf(Prioritise(kRepeated), "key");
  request.if_match = 1;
  Verdict first = path.Give(request);
  EXPECT_EQ(first.receipt->version, 2U);
  path.Give(Prioritise(kRepeated, actions::v1::LOW));
  ExpectFirstOutcome(first, path.Give(request));
}

TEST(Repeat, ItIsLookedForBeforeTheStateIsChecked) {
  WritePath path;
  path.Give(NewToDo(kRepeated));
  Verdict first = path.Give(Start(kRepeated), "key");
  ASSERT_EQ(path.CodeOf(Start(kRepeated)), "wrong-state");
  ExpectFirstOutcome(first, path.Give(Start(kRepeated), "key"));
}

TEST(Repeat, TheSameKeyForAnotherBodyIsRefused) {
  WritePath path;
  path.Give(NewToDo(kRepeated, "A thing"), "key");
  Verdict other = path.Give(NewToDo(kRepeated, "Another thing"), "key");
  ASSERT_TRUE(other.problem);
  EXPECT_EQ(other.problem->code(), "idempotency-key-reused");
  EXPECT_EQ(path.log->next(), 2U);
}

TEST(Repeat, TheSameKeyForAnotherCommandOfTheSameBytesIsRefused) {
  WritePath path;
  path.Give(NewToDo(kRepeated));
  path.Give(Start(kRepeated), "key");
  actions::v1::ApprovePlan same_bytes;
  ASSERT_TRUE(same_bytes.ParseFromString(Start(kRepeated).SerializeAsString()));
  EXPECT_EQ(path.Give(same_bytes, "key").problem->code(), "idempotency-key-reused");
}

TEST(Repeat, TheSameKeyForAnotherBodyIsRefusedWithinOneBatchToo) {
  WritePath path;
  path.Stage(path.RequestOf(NewToDo(kRepeated, "A thing"), "key"));
  Verdict other = path.Stage(path.RequestOf(NewToDo(kRepeated, "Another thing"), "key"));
  ASSERT_TRUE(other.problem);
  EXPECT_EQ(other.problem->code(), "idempotency-key-reused");
}

TEST(Repeat, ARefusalIsNotRememberedButDecidedAnew) {
  WritePath path;
  ASSERT_EQ(path.Give(Start(kRepeated), "key").problem->code(), "not-found");
  path.Give(NewToDo(kRepeated));
  Verdict now = path.Give(Start(kRepeated), "key");
  ASSERT_TRUE(now.receipt);
  EXPECT_FALSE(now.receipt->repeated);
}

TEST(Repeat, ACommandThatWasStagedButNotCommittedIsDecidedAnewAfterACrash) {
  WritePath path;
  path.Stage(path.RequestOf(NewToDo(kRepeated), "key"));
  path.Open();
  Verdict now = path.Give(NewToDo(kRepeated), "key");
  ASSERT_TRUE(now.receipt);
  EXPECT_FALSE(now.receipt->repeated);
}

TEST(Repeat, AKeyBelongsToItsActorAndOrganisation) {
  EXPECT_EQ(CommandId("o", "a", "k"), CommandId("o", "a", "k"));
  EXPECT_NE(CommandId("o", "a", "k"), CommandId("o", "b", "k"));
  EXPECT_NE(CommandId("o", "a", "k"), CommandId("p", "a", "k"));
  EXPECT_NE(CommandId("o", "ak", ""), CommandId("o", "a", "k"));
  EXPECT_EQ(CommandId("o", "a", "k").size(), 32U);
}

}  // namespace
}  // namespace assay::aggregate
