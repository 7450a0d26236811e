#include <gtest/gtest.h>
#include <zip.h>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "assay/eventlog/entry.h"
#include "assay/eventlog/leaf.h"
#include "assay/evidence/verify.h"
#include "assay/merkle/proof.h"
#include "assay/merkle/receipt.h"
#include "assay/merkle/tile.h"
#include "tests/support/temp_folder.h"

namespace assay::evidence {
namespace {

constexpr char kOrigin[] = "assay.example/HQ/audits";

// A log in memory: entries, and a checkpoint signed over all of them.
class LogInMemory {
 public:
  explicit LogInMemory(size_t size, char seed = 'k')
      : signer_(merkle::Signer::FromSeed(kOrigin, merkle::KeyType::kEd25519,
                                         std::string(merkle::Signer::kSeedBytes, seed))
                    .value()) {
    for (size_t i = 0; i < size; ++i) {
      log::v1::Entry entry;
      entry.set_format(eventlog::kEntryFormat);
      entry.set_entry_id(Id::Derived("entry " + std::to_string(i)).ToBytes());
      entry.set_recorded_at(1'700'000'000'000'000 + static_cast<int64_t>(i));
      entry.set_command("assay.audits.v1.RaiseFinding");
      stored_.push_back(entry.SerializeAsString());
      records_.push_back(eventlog::LeafRecordOf(stored_.back()).value());
      hashes_.push_back(merkle::LeafHash(records_.back()));
    }
  }
  std::string policy(const std::string& url = "") const {
    return "log " + signer_.key().ToString() + " " + url + "\n";
  }
  merkle::Note checkpoint(size_t size) const {
    merkle::Note note;
    note.text = merkle::Checkpoint{kOrigin, size, RootAt(size)}.ToString();
    note.signatures.push_back(signer_.Sign(note.text));
    return note;
  }
  ProvedEntry Prove(size_t position) const {
    merkle::Receipt receipt;
    receipt.index = position;
    receipt.extra = records_[position];
    receipt.checkpoint = checkpoint(hashes_.size());
    receipt.proof = merkle::InclusionProof(position, hashes_.size(), Nodes()).value();
    return {"audits", position, stored_[position], receipt.ToString()};
  }
  // What the gateway would serve at `size`.
  Result<std::string> Serve(const std::string& path, size_t size) const {
    if (path == "checkpoint") {
      return checkpoint(size).ToString();
    }
    ASSAY_ASSIGN_OR_RETURN(merkle::Tile tile, merkle::ParseTilePath(path));
    if (tile.width > merkle::TileWidthAt(tile.level, tile.index, size)) {
      return NotFound(path);
    }
    std::string bytes;
    for (size_t i = tile.index * 256; i < tile.index * 256 + tile.width; ++i) {
      if (tile.entries) {
        merkle::AppendToBundle(&bytes, records_[i]);
      } else {
        bytes.append(ToView(Nodes()(tile.level * 8, i).value()));
      }
    }
    return bytes;
  }
  void ChangeRecord(size_t position) { records_[position].back() ^= 1; }

 private:
  merkle::Hash RootAt(size_t size) const {
    return merkle::RootOf({hashes_.begin(), hashes_.begin() + static_cast<ptrdiff_t>(size)});
  }
  merkle::NodeReader Nodes() const {
    return [this](uint32_t level, uint64_t index) -> Result<merkle::Hash> {
      auto begin = hashes_.begin() + static_cast<ptrdiff_t>(index << level);
      return merkle::RootOf({begin, begin + (ptrdiff_t{1} << level)});
    };
  }

  merkle::Signer signer_;
  std::vector<std::string> stored_;
  std::vector<std::string> records_;
  std::vector<merkle::Hash> hashes_;
};

class EvidenceTest : public ::testing::Test {
 protected:
  Evidence Made() const {
    Evidence evidence{log_.policy(), {log_.Prove(3), log_.Prove(7)}, {}};
    evidence.uploads[ToHex(Sha256("a photograph"))] = "a photograph";
    return evidence;
  }
  std::string Failure(const Evidence& evidence) const {
    return VerifyEvidence(evidence, std::nullopt).failure;
  }

  testing::TempFolder folder_;
  LogInMemory log_{20};
};

TEST_F(EvidenceTest, WhatWasWrittenIsReadAndVerifies) {
  std::string path = folder_.Sub("evidence.zip");
  ASSERT_TRUE(WriteEvidenceFile(path, Made()).ok());
  EXPECT_EQ(WriteEvidenceFile(path, Made()).code(), StatusCode::kConflict);
  Result<Evidence> read = ReadEvidenceFile(path);
  ASSERT_TRUE(read.ok()) << read.status().message();
  ASSERT_EQ(read->entries.size(), 2U);
  EXPECT_EQ(read->entries[1].stored, log_.Prove(7).stored);
  Report report = VerifyEvidence(*read, std::nullopt);
  EXPECT_TRUE(report.ok()) << report.failure;
  EXPECT_NE(report.ToString().find("audits 3  RaiseFinding"), std::string::npos);
  EXPECT_TRUE(VerifyEvidence(*read, merkle::Policy::Parse(log_.policy()).value()).ok());
}

TEST_F(EvidenceTest, AnythingChangedIsFoundAndNamed) {
  Evidence evidence = Made();
  evidence.entries[0].stored = log_.Prove(4).stored;
  EXPECT_EQ(Failure(evidence),
            "entry 3 of audits: the entry was changed: the proof is for other bytes");
  evidence = Made();
  evidence.entries[0].position = 4;
  EXPECT_EQ(Failure(evidence), "entry 4 of audits: the proof is for position 3");
  evidence = Made();
  evidence.entries[0].service = "actions";
  EXPECT_EQ(Failure(evidence),
            "entry 3 of actions: the proof is for the log assay.example/HQ/audits");
  evidence = Made();
  evidence.uploads.begin()->second = "another photograph";
  EXPECT_NE(Failure(evidence).find("is not the one that was uploaded"), std::string::npos);
  evidence = Made();
  std::string& receipt = evidence.entries[1].receipt;
  size_t proof = receipt.find("index 7\n") + 8;
  receipt[proof] = receipt[proof] == 'A' ? 'B' : 'A';
  EXPECT_NE(Failure(evidence), "");
}

TEST_F(EvidenceTest, OnlyTrustedKeysCount) {
  auto other = merkle::Policy::Parse(LogInMemory(1, 'x').policy()).value();
  Report report = VerifyEvidence(Made(), other);
  EXPECT_NE(report.failure.find("no signature by a known key"), std::string::npos)
      << report.failure;
}

TEST_F(EvidenceTest, ADamagedFileIsRefusedOrDoesNotVerify) {
  std::string path = folder_.Sub("evidence.zip");
  ASSERT_TRUE(WriteEvidenceFile(path, Made()).ok());
  std::string bytes = ReadFile(path).value();
  std::string bent_path = folder_.Sub("bent.zip");
  int silent = 0;
  for (size_t at = 0; at < bytes.size(); at += 13) {
    for (bool cut : {true, false}) {
      std::string bent = cut ? bytes.substr(0, at) : bytes;
      if (!cut) {
        bent[at] ^= 4;
      }
      ASSERT_TRUE(WriteFileDurably(bent_path, bent).ok());
      Result<Evidence> read = ReadEvidenceFile(bent_path);
      bool verified = read.ok() && VerifyEvidence(*read, std::nullopt).ok();
      // A bit of no meaning, such as a file's time, may change; what is proved may not.
      silent += verified && (read->entries.size() != 2 || read->uploads.size() != 1) ? 1 : 0;
      EXPECT_FALSE(verified && cut) << at;
    }
  }
  EXPECT_EQ(silent, 0);
}

TEST_F(EvidenceTest, AForeignArchiveIsRefused) {
  std::string path = folder_.Sub("evidence.zip");
  for (const char* name : {"../policy", "/etc/passwd", "entries/audits/03.entry", "entries/3.entry",
                           "entries/audits/-1.entry", "uploads/abc", "policy.txt",
                           "entries/audits/99999999999999999999.entry"}) {
    std::filesystem::remove(path);
    ASSERT_TRUE(WriteEvidenceFile(path, Made()).ok());
    zip_t* archive = zip_open(path.c_str(), 0, nullptr);
    zip_source_t* source = zip_source_buffer(archive, "x", 1, 0);
    ASSERT_GE(zip_file_add(archive, name, source, 0), 0);
    ASSERT_EQ(zip_close(archive), 0);
    EXPECT_EQ(ReadEvidenceFile(path).status().code(), StatusCode::kInvalidArgument) << name;
  }
  EXPECT_FALSE(ReadEvidenceFile(folder_.Sub("none")).ok());
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("text"), "not a zip").ok());
  EXPECT_FALSE(ReadEvidenceFile(folder_.Sub("text")).ok());
}

class LogsTest : public ::testing::Test {
 protected:
  Report Verify(const LogInMemory& log, size_t size) {
    Fetch fetch = [&](const std::string& url) {
      return log.Serve(url.substr(std::string("mem://log/").size()), size);
    };
    return VerifyLogs(
        merkle::Policy::Parse(log.policy("mem://log")).value(), fetch,
        [](const std::string&, uint64_t, uint64_t) {}, &seen_);
  }
  std::map<std::string, merkle::Checkpoint> seen_;
};

TEST_F(LogsTest, AWholeLogVerifiesAndIsRemembered) {
  LogInMemory log(700);
  Report report = Verify(log, 300);
  EXPECT_TRUE(report.ok()) << report.failure;
  EXPECT_EQ(seen_.at(kOrigin).size, 300U);
  report = Verify(log, 700);
  EXPECT_TRUE(report.ok()) << report.failure;
  EXPECT_NE(report.ToString().find("it still holds the 300 seen before"), std::string::npos);
}

TEST_F(LogsTest, ACutOrRewrittenLogIsFound) {
  LogInMemory log(700);
  ASSERT_TRUE(Verify(log, 700).ok());
  EXPECT_NE(Verify(log, 600).failure.find("it was cut"), std::string::npos);
  seen_.at(kOrigin).root[0] ^= 1;
  EXPECT_NE(Verify(log, 700).failure.find("are not those that you have seen"), std::string::npos);
  EXPECT_EQ(seen_.at(kOrigin).size, 700U);  // nothing was learnt from it
}

TEST_F(LogsTest, AChangedRecordIsFound) {
  LogInMemory log(300);
  log.ChangeRecord(17);
  EXPECT_NE(Verify(log, 300).failure.find("not those that the checkpoint was signed over"),
            std::string::npos);
}

}  // namespace
}  // namespace assay::evidence
