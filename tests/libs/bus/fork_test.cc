#include "assay/base/hash.h"
#include "fixture.h"
#include "follower.h"

namespace assay::bus {
namespace {

// What a subscriber holds must be a prefix of what the owner has.
class Forks : public testing::Test {
 protected:
  SubscriptionOptions Holding(uint64_t from) {
    SubscriptionOptions options;
    options.endpoint = wire_.client;
    options.log = "audits";
    options.from = from;
    options.silence_ms = 300;
    options.known_log_id = log_.Describe().log_id();
    options.known_epoch = 1;
    options.known_leaf = Sha256(log_.At(from - 1));
    return options;
  }

  Wire wire_{Transport::kIpc};
  FakeLog log_{1'000};
  EchoService service_{&wire_, &log_};
  Follower follower_{wire_.client_context, &log_};
};

TEST_F(Forks, TheSameLogIsFollowed) {
  follower_.Start(Holding(500));
  EXPECT_TRUE(follower_.WaitForNext(1'000));
}

TEST_F(Forks, TheSameLogAtItsHeadIsFollowed) {
  follower_.Start(Holding(1'000));
  EXPECT_TRUE(follower_.WaitForPresence(true));
  EXPECT_EQ(follower_.hello().leaf(), Sha256(log_.At(999)));
}

TEST_F(Forks, AnotherLogIdIsAFork) {
  SubscriptionOptions options = Holding(500);
  log_.Become("another", 1);
  follower_.Start(options);
  EXPECT_TRUE(follower_.WaitForFork());
  EXPECT_EQ(follower_.hello().problem().code(), "fork");
  EXPECT_EQ(follower_.next(), 500u);
}

TEST_F(Forks, AnotherEpochIsAFork) {
  SubscriptionOptions options = Holding(500);
  log_.Become(options.known_log_id, 2);
  follower_.Start(options);
  EXPECT_TRUE(follower_.WaitForFork());
}

TEST_F(Forks, AnotherEntryBeforeThePositionIsAFork) {
  for (uint64_t from : {500u, 990u}) {  // from the disk, from memory
    Follower follower(wire_.client_context, &log_);
    SubscriptionOptions options = Holding(from);
    log_.Replace(from - 1, "rewritten");
    follower.Start(options);
    EXPECT_TRUE(follower.WaitForFork());
    EXPECT_EQ(follower.next(), from);
  }
}

TEST_F(Forks, AShorterLogIsAFork) {
  SubscriptionOptions options = Holding(500);
  log_.Truncate(499);
  follower_.Start(options);
  EXPECT_TRUE(follower_.WaitForFork());
  EXPECT_EQ(follower_.hello().next(), 499u);
}

TEST_F(Forks, ALogThatIsShortenedBehindARestartIsAFork) {
  SubscriptionOptions options = Holding(500);
  options.known_log_id.clear();  // it learns what it follows from the owner
  options.known_leaf.clear();
  follower_.Start(options);
  ASSERT_TRUE(follower_.WaitForNext(1'000));
  service_.StopServer();
  log_.Truncate(900);
  service_.StartServer();
  EXPECT_TRUE(follower_.WaitForFork());
  EXPECT_EQ(follower_.next(), 1'000u);
}

TEST_F(Forks, ALogThatIsRewrittenBehindARestartIsAFork) {
  SubscriptionOptions options = Holding(500);
  options.known_log_id.clear();
  options.known_leaf.clear();
  follower_.Start(options);
  ASSERT_TRUE(follower_.WaitForNext(1'000));
  service_.StopServer();
  log_.Replace(999, "rewritten");
  log_.Append(10);
  service_.StartServer();
  EXPECT_TRUE(follower_.WaitForFork());
  EXPECT_EQ(follower_.next(), 1'000u);
}

}  // namespace
}  // namespace assay::bus
