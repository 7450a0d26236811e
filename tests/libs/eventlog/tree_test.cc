#include <gtest/gtest.h>

#include "assay/base/bytes.h"
#include "assay/eventlog/event_log.h"
#include "assay/eventlog/leaf.h"
#include "assay/eventlog/verify.h"
#include "assay/merkle/proof.h"
#include "assay/merkle/tile.h"
#include "tests/libs/eventlog/log_fixture.h"

namespace assay::eventlog {
namespace {

using testing::Disk;
using testing::StoreKind;

constexpr uint32_t kLogColumn = 0;
constexpr uint32_t kTreeColumn = 5;

class LogTreeTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen() {
    log_.reset();
    auto opened = OpenOn(&disk_, &clock_);
    ASSERT_TRUE(opened.ok()) << opened.status().message();
    log_ = std::move(opened).value();
  }
  // Appends `count` entries in batches of growing size.
  void Append(int count) {
    for (int batch = 1; count > 0; ++batch) {
      for (int i = 0; i < batch && count > 0; ++i, --count) {
        ASSERT_TRUE(log_->Stage(OneEventOn({"f"}, "key " + std::to_string(++keys_))).ok());
      }
      ASSERT_TRUE(log_->Commit().ok());
    }
  }
  std::vector<merkle::Hash> Leaves() const {
    std::vector<merkle::Hash> leaves;
    std::vector<std::string> entries = log_->Read(0, 100'000, 1 << 30).value();
    for (const std::string& stored : entries) {
      leaves.push_back(merkle::LeafHash(LeafRecordOf(stored).value()));
    }
    return leaves;
  }

  Disk disk_{GetParam()};
  ManualClock clock_{1'700'000'000'000'000};
  std::unique_ptr<EventLog> log_;
  int keys_ = 0;
};

TEST_P(LogTreeTest, ANewEpochBeginsWithAnEntryThatSaysWhatWasKept) {
  Append(300);
  TreeHead kept = log_->Tree();
  log::v1::EpochBegan began;
  began.set_epoch(2);
  began.set_origin("assay.example/HQ/epoch-2/audits");
  ASSERT_TRUE(log_->BeginEpoch(began).ok());
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(log_->genesis().epoch(), 2U);
    EXPECT_EQ(log_->genesis().origin(), "assay.example/HQ/epoch-2/audits");
    log::v1::Entry entry = ParseEntry(log_->Read(kept.size, 1, 1).value().front()).value();
    ASSERT_TRUE(began.ParseFromString(entry.events(0).data()));
    EXPECT_EQ(began.kept(), kept.size);
    EXPECT_EQ(began.root(), ToHex(ToView(kept.root)));
    Append(10);
    Reopen();
  }
  EXPECT_TRUE(Verify(*log_, [](uint64_t, uint64_t) { return true; }).ok());
}

TEST_P(LogTreeTest, ItsRootIsThatOfTheEntriesBeforeAndAfterReopening) {
  for (int count : {1, 200, 60, 300, 500}) {  // below, over and at the ends of tiles
    Append(count);
    std::vector<merkle::Hash> leaves = Leaves();
    EXPECT_EQ(log_->Tree().size, leaves.size());
    EXPECT_EQ(log_->Tree().root, merkle::RootOf(leaves));
    Reopen();
    EXPECT_EQ(log_->Tree().size, leaves.size());
    EXPECT_EQ(log_->Tree().root, merkle::RootOf(leaves));
  }
}

TEST_P(LogTreeTest, LeavesTilesAndProofsAreThoseOfTheTree) {
  Append(700);
  std::vector<merkle::Hash> leaves = Leaves();
  EXPECT_EQ(log_->ReadLeaves(3, 500)->size(), 500 * kLeafBytes);
  EXPECT_EQ(log_->ReadLeaves(3, 1).value(), LeafRecordOf(log_->Read(3, 1, 1)->front()).value());
  EXPECT_EQ(log_->ReadLeaves(701, 1).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(log_->ReadTile(0, 1, 256)->substr(32, 32), ToView(leaves[257]));
  EXPECT_EQ(log_->ReadTile(0, 2, 189)->size(), 189U * 32);
  EXPECT_EQ(log_->ReadTile(0, 2, 190).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(log_->ReadTile(1, 0, 2)->size(), 64U);
  EXPECT_EQ(log_->ReadTile(1, 0, 3).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(log_->ReadTile(63, 0, 1).status().code(), StatusCode::kNotFound);
  for (uint64_t index : {0U, 255U, 256U, 512U, 700U}) {
    std::vector<merkle::Hash> proof = merkle::InclusionProof(index, 701, log_->Nodes()).value();
    EXPECT_TRUE(merkle::VerifyInclusion(index, 701, leaves[index], proof, log_->Tree().root).ok());
  }
}

TEST_P(LogTreeTest, AWholeLogVerifies) {
  Append(700);
  uint64_t told = 0;
  auto verified = Verify(*log_, [&told](uint64_t done, uint64_t total) {
    told = done;
    return total == 701;
  });
  ASSERT_TRUE(verified.ok()) << verified.status().message();
  EXPECT_EQ(told, 701U);
  EXPECT_EQ(verified->entries, 701U);
  EXPECT_EQ(verified->streams, 2U);  // the record, and the log's journal
  EXPECT_EQ(verified->root, log_->Tree().root);
  auto stopped = Verify(*log_, [](uint64_t, uint64_t) { return false; });
  EXPECT_EQ(stopped.status().code(), StatusCode::kUnavailable);
}

// What was written last is in memory, too, and there it is whole.
TEST_P(LogTreeTest, VerifyReadsWhatIsStoredAlsoOfTheNewestEntries) {
  log_.reset();
  auto store = disk_.Open({.columns = EventLog::Columns()}).value();
  storage::Store* stored = store.get();
  log_ = EventLog::Open(std::move(store), Options(&clock_)).value();
  Append(10);
  storage::WriteBatch damage;
  damage.Put(kLogColumn, BigEndian64(5), "damaged");
  ASSERT_TRUE(stored->Write(damage, storage::Durability::kSynced).ok());
  ASSERT_TRUE(log_->Read(5, 1, 1).ok());
  EXPECT_EQ(log_->ReadStored(5, 1, 1).status().code(), StatusCode::kDataLoss);
  auto verified = Verify(*log_, [](uint64_t, uint64_t) { return true; });
  EXPECT_EQ(verified.status().code(), StatusCode::kDataLoss);
}

TEST_P(LogTreeTest, ALogThatExtendsItsCheckpointOpens) {
  Append(300);
  TreeHead head = log_->Tree();
  Append(10);
  log_.reset();
  OpenOptions options = Options(&clock_);
  options.checkpoint_required = true;
  options.checkpoint = {"origin", head.size, head.root};
  EXPECT_TRUE(OpenWith(&disk_, options).ok());
}

TEST_P(LogTreeTest, ALogThatDoesNotExtendItsCheckpointDoesNotOpen) {
  Append(300);
  TreeHead head = log_->Tree();
  log_.reset();
  OpenOptions options = Options(&clock_);
  options.checkpoint_required = true;
  Status none = OpenWith(&disk_, options).status();
  EXPECT_EQ(none.code(), StatusCode::kDataLoss);
  EXPECT_NE(none.message().find("no checkpoint"), std::string::npos);
  options.checkpoint = {"origin", head.size + 1, head.root};
  Status shorter = OpenWith(&disk_, options).status();
  EXPECT_NE(shorter.message().find("entries are missing"), std::string::npos) << shorter.message();
  options.checkpoint = {"origin", head.size - 1, head.root};
  Status other = OpenWith(&disk_, options).status();
  EXPECT_NE(other.message().find("not the one that was signed"), std::string::npos);
}

TEST_P(LogTreeTest, AnEmptiedFolderDoesNotOpenAsANewLog) {
  Append(3);
  TreeHead head = log_->Tree();
  log_.reset();
  Disk empty{GetParam()};
  OpenOptions options = Options(&clock_);
  options.checkpoint = {"origin", head.size, head.root};
  Status status = OpenWith(&empty, options).status();
  EXPECT_EQ(status.code(), StatusCode::kDataLoss);
  EXPECT_NE(status.message().find("entries are missing"), std::string::npos) << status.message();
}

TEST_P(LogTreeTest, ChangedRowsOfTheTreeDoNotOpen) {
  Append(600);
  log_.reset();
  std::vector<std::pair<std::string, std::string>> rows;
  {
    auto store = disk_.Open({.columns = EventLog::Columns()}).value();
    auto at = store->NewIterator(kTreeColumn, "", "");
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      rows.emplace_back(at->key(), at->value());
    }
  }
  ASSERT_GT(rows.size(), 20U);
  for (const auto& [key, value] : rows) {
    for (bool remove : {true, false}) {
      std::string changed = value;
      changed[changed.size() / 2] ^= 1;
      auto put = [&](const std::string* bytes) {
        auto store = disk_.Open({.columns = EventLog::Columns()}).value();
        storage::WriteBatch batch;
        bytes == nullptr ? batch.Remove(kTreeColumn, key) : batch.Put(kTreeColumn, key, *bytes);
        ASSERT_TRUE(store->Write(batch, storage::Durability::kSynced).ok());
      };
      put(remove ? nullptr : &changed);
      EXPECT_EQ(OpenOn(&disk_, &clock_).status().code(), StatusCode::kDataLoss)
          << key.front() << (remove ? " removed" : " changed");
      put(&value);
    }
  }
  EXPECT_TRUE(OpenOn(&disk_, &clock_).ok());
}

INSTANTIATE_TEST_SUITE_P(AllStores, LogTreeTest,
                         ::testing::Values(StoreKind::kRocksOnDisk, StoreKind::kFake),
                         [](const auto& kind) { return testing::Name(kind.param); });

}  // namespace
}  // namespace assay::eventlog
