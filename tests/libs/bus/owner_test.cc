#include "assay/base/hash.h"
#include "entries_body.h"
#include "fixture.h"
#include "follower.h"
#include "raw_peer.h"

namespace assay::bus {
namespace {

// A subscription against an owner that is not what it should be: played frame by frame.
class Owners : public testing::Test {
 protected:
  void SetUp() override {
    SubscriptionOptions options;
    options.endpoint.address = address_;
    options.log = "audits";
    options.from = 2;
    options.credit = 5;
    options.silence_ms = 3'000;
    follower_.Start(options);
  }

  // The next Subscribe; credits and what else comes before it are skipped.
  v1::Frame NextSubscribe() {
    v1::Frame frame = owner_->ReceiveFrame();
    while (!frame.has_subscribe()) {
      frame = owner_->ReceiveFrame();
    }
    return frame;
  }
  void Hello(uint64_t id) {
    v1::Frame frame;
    frame.set_protocol(1);
    frame.set_id(id);
    *frame.mutable_hello() = log_.Describe();
    owner_->Send(frame);
  }
  void Send(uint64_t id, uint64_t first, uint32_t count) {
    EntryBatch batch = log_.Read(first, count, 1'000'000).value();
    SendBody(id, first, count, EncodeEntries(batch.entries));
  }
  void SendBody(uint64_t id, uint64_t first, uint32_t count, const std::string& body) {
    v1::Frame frame;
    frame.set_protocol(1);
    frame.set_id(id);
    frame.mutable_entries()->set_first(first);
    frame.mutable_entries()->set_count(count);
    frame.mutable_entries()->set_next(100);
    owner_->Send(std::vector<std::string>{frame.SerializeAsString(), body});
  }

  TempFolder folder_;
  std::string address_ = "ipc://" + folder_.path() + "/owner";
  std::shared_ptr<Context> context_ = Context::Create({}).value();
  std::unique_ptr<RawPeer> owner_ = RawPeer::Router(context_, address_);
  FakeLog log_{100};
  Follower follower_{context_, &log_};
};

TEST_F(Owners, AGapIsAskedForAgainFromTheLastPosition) {
  v1::Frame first = NextSubscribe();
  EXPECT_EQ(first.subscribe().from(), 2u);
  EXPECT_EQ(first.subscribe().credit(), 5u);
  Hello(first.id());
  Send(first.id(), 2, 2);
  Send(first.id(), 5, 1);  // 4 is missing
  v1::Frame second = NextSubscribe();
  EXPECT_NE(second.id(), first.id());
  EXPECT_EQ(second.subscribe().from(), 4u);
  EXPECT_EQ(second.subscribe().known_leaf(), Sha256(log_.At(3)));
  EXPECT_EQ(second.subscribe().known_log_id(), log_.Describe().log_id());
  Hello(second.id());
  Send(second.id(), 4, 3);
  EXPECT_TRUE(follower_.WaitForNext(7));
}

TEST_F(Owners, FramesOfAnEarlierSubscribeAreIgnored) {
  v1::Frame first = NextSubscribe();
  Hello(first.id());
  Send(first.id(), 9, 1);
  v1::Frame second = NextSubscribe();
  Send(first.id(), 2, 1);
  Hello(first.id());
  Hello(second.id());
  Send(first.id(), 2, 1);
  Send(second.id(), 2, 2);
  Send(first.id(), 4, 1);
  Send(second.id(), 4, 1);
  EXPECT_TRUE(follower_.WaitForNext(5));
}

TEST_F(Owners, ARepeatedBatchIsNotDeliveredTwice) {
  v1::Frame first = NextSubscribe();
  Hello(first.id());
  Send(first.id(), 2, 2);
  Send(first.id(), 2, 2);
  v1::Frame second = NextSubscribe();
  EXPECT_EQ(second.subscribe().from(), 4u);
  Hello(second.id());
  Send(second.id(), 4, 1);
  EXPECT_TRUE(follower_.WaitForNext(5));
}

TEST_F(Owners, MoreThanTheCreditIsNotTaken) {
  v1::Frame first = NextSubscribe();
  Hello(first.id());
  Send(first.id(), 2, 6);
  EXPECT_EQ(NextSubscribe().subscribe().from(), 2u);
  EXPECT_EQ(follower_.next(), 2u);
}

TEST_F(Owners, ABodyThatDoesNotHoldWhatItsHeaderSaysIsNotTaken) {
  v1::Frame first = NextSubscribe();
  Hello(first.id());
  SendBody(first.id(), 2, 2, EncodeEntries({"only one"}));
  v1::Frame second = NextSubscribe();
  EXPECT_EQ(second.subscribe().from(), 2u);
  Hello(second.id());
  SendBody(second.id(), 2, 1, std::string("\0\0\0\x09short", 9));
  v1::Frame third = NextSubscribe();
  owner_->Send(std::vector<std::string>{"garbage", "garbage", "garbage"});
  v1::Frame fourth = NextSubscribe();
  EXPECT_EQ(fourth.subscribe().from(), 2u);
  Hello(fourth.id());
  Send(fourth.id(), 2, 5);
  EXPECT_TRUE(follower_.WaitForNext(7));
}

TEST_F(Owners, ASilentOwnerIsAskedForASignOfLifeAndThenAskedAgain) {
  v1::Frame first = NextSubscribe();
  Hello(first.id());
  v1::Frame credit = owner_->ReceiveFrame();
  EXPECT_EQ(credit.id(), first.id());
  ASSERT_TRUE(credit.has_credit());
  EXPECT_EQ(credit.credit().entries(), 0u);
  SendBody(first.id(), 2, 0, "");  // no news
  EXPECT_TRUE(follower_.WaitForPresence(true));
  EXPECT_EQ(NextSubscribe().subscribe().from(), 2u);
  EXPECT_TRUE(follower_.WaitForPresence(false));
}

TEST_F(Owners, GrantsCarryWhatWasApplied) {
  v1::Frame first = NextSubscribe();
  Hello(first.id());
  Send(first.id(), 2, 5);
  uint32_t granted = 0;
  while (granted < 5) {
    v1::Frame frame = owner_->ReceiveFrame();
    ASSERT_TRUE(frame.has_credit());
    granted += frame.credit().entries();
  }
  EXPECT_EQ(granted, 5u);
  Send(first.id(), 7, 5);
  EXPECT_TRUE(follower_.WaitForNext(12));
}

TEST_F(Owners, ALeavingSubscriberSaysSo) {
  v1::Frame first = NextSubscribe();
  Hello(first.id());
  EXPECT_TRUE(follower_.WaitForPresence(true));
  follower_.Stop();
  v1::Frame frame = owner_->ReceiveFrame();
  EXPECT_TRUE(frame.has_unsubscribe());
  EXPECT_EQ(frame.id(), first.id());
}

}  // namespace
}  // namespace assay::bus
