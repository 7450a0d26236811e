// One installation cosigns the log of another: two real ones, over HTTP.
#include "assay/merkle/witness.h"

#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "assay/http/client.h"
#include "assay/merkle/policy.h"
#include "assay/merkle/proof.h"
#include "assay/merkle/tile.h"
#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

http::ClientResponse Ask(const std::string& method, const std::string& url,
                         const std::string& body = "") {
  http::ClientRequest request{.method = method, .url = url, .body = body};
  request.headers = {{"Content-Type", "text/plain"}};
  return http::Client().Send(request).value();
}

// A log as anybody sees it who has its address.
class ShownLog {
 public:
  explicit ShownLog(std::string url) : url_(std::move(url)) {}

  merkle::Note note() const {
    return merkle::ParseNote(Ask("GET", url_ + "/checkpoint").body).value();
  }
  static merkle::Checkpoint Of(const merkle::Note& note) {
    return merkle::ParseCheckpoint(note.text).value();
  }
  // That the tree of `new_size` extends that of `old_size`, out of the tiles.
  std::vector<merkle::Hash> Consistency(uint64_t old_size, uint64_t new_size) const {
    merkle::TileReader tiles = [&](uint32_t level, uint64_t index, uint32_t /*width*/) {
      merkle::Tile tile{
          .level = level, .index = index, .width = merkle::TileWidthAt(level, index, new_size)};
      return Result<std::string>(Ask("GET", url_ + "/" + merkle::TilePath(tile)).body);
    };
    return merkle::ConsistencyProof(old_size, new_size, merkle::NodesIn(tiles)).value();
  }

 private:
  std::string url_;
};

class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() {
    logged_.Start();
    client_ = logged_.client();
    policy_ = Ask("GET", logged_.url() + "/log/policy").body;
    std::vector<std::string> keys;
    merkle::Policy policy = merkle::Policy::Parse(policy_).value();
    for (const merkle::Policy::Log& log : policy.logs()) {
      keys.push_back(log.key.ToString());
    }
    witness_ = std::make_unique<Installation>(
        Installation::Options{.shape = Shape::kOneProcess, .witnessed_logs = keys});
    witness_->Start();
  }
  http::ClientResponse Submit(const merkle::Note& note, uint64_t old_size,
                              const std::vector<merkle::Hash>& proof) const {
    merkle::AddCheckpoint add{old_size, proof, note};
    return Ask("POST", witness_->url() + "/witness/add-checkpoint", add.ToString());
  }
  // The note as somebody opens it who trusts nothing that the witness has not cosigned.
  Status OpenCosigned(const std::string& note) const {
    std::string key = Ask("GET", witness_->url() + "/witness/key").body;
    merkle::Policy policy =
        merkle::Policy::Parse(policy_ + "witness other " + key + "quorum other\n").value();
    return policy.Open(merkle::ParseNote(note).value()).status();
  }

  Installation logged_{{.shape = Shape::kOneProcess}};
  std::unique_ptr<ctl::ApiClient> client_;
  std::string policy_;
  std::unique_ptr<Installation> witness_;
};

TEST_F(WitnessTest, ItCosignsWhatExtendsWhatItHasSeenAndNothingElse) {
  ShownLog log(logged_.url() + "/log/audits");
  merkle::Note first = log.note();
  uint64_t first_size = ShownLog::Of(first).size;
  http::ClientResponse cosigned = Submit(first, 0, {});
  ASSERT_EQ(cosigned.status, 200) << cosigned.body;
  EXPECT_FALSE(OpenCosigned(first.ToString()).ok());
  EXPECT_TRUE(OpenCosigned(first.ToString() + cosigned.body).ok());

  Programme programme(client_.get());
  ASSERT_TRUE(WaitUntil([&] { return ShownLog::Of(log.note()).size > first_size + 3; }));
  merkle::Note second = log.note();
  uint64_t second_size = ShownLog::Of(second).size;
  auto proof = log.Consistency(first_size, second_size);
  EXPECT_EQ(Submit(second, first_size, {}).status, 422) << "a proof is needed";
  http::ClientResponse stale = Submit(second, 0, {});
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.body, std::to_string(first_size) + "\n");
  cosigned = Submit(second, first_size, proof);
  ASSERT_EQ(cosigned.status, 200) << cosigned.body;
  EXPECT_TRUE(OpenCosigned(second.ToString() + cosigned.body).ok());

  // It remembers, also after it was killed; and what it remembers can be fetched.
  witness_->Kill("assayd");
  witness_->Start();
  EXPECT_EQ(Submit(first, 0, {}).status, 409);
  std::string origin_hash = ToHex(Sha256(ShownLog::Of(second).origin));
  std::string kept = Ask("GET", witness_->url() + "/witness/" + origin_hash + "/checkpoint").body;
  EXPECT_TRUE(OpenCosigned(kept).ok()) << kept;
}

TEST_F(WitnessTest, AnotherInstallationsLogIsNotCosigned) {
  Installation stranger({.shape = Shape::kOneProcess});
  stranger.Start();
  http::ClientResponse refused = Submit(ShownLog(stranger.url() + "/log/audits").note(), 0, {});
  EXPECT_EQ(refused.status, 403) << refused.body;
}

}  // namespace
}  // namespace assay::testing
