// A closed log whose files somebody or something damages: refused, found, or nothing is lost.
// docs/formats/damage.md is the table of what is seen here.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

#include "assay/base/file.h"
#include "tests/faults/log_run.h"
#include "tests/faults/loops.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

struct Damage {
  std::string name;
  std::function<void(const std::string& path)> apply;
};

void FlipBit(const std::string& path, uint64_t at) {
  std::string bytes = ReadFile(path).value();
  if (!bytes.empty()) {
    char& byte = bytes[std::min<uint64_t>(at, bytes.size() - 1)];
    byte = static_cast<char>(byte ^ 0x04);
  }
  ASSERT_TRUE(WriteFileDurably(path, bytes).ok());
}

// At `parts` places that are spread evenly, the first and the last byte among them.
std::vector<Damage> Damages(uint64_t parts) {
  std::vector<Damage> damages;
  for (uint64_t part = 0; part <= parts; ++part) {
    damages.push_back({"bit flipped", [part, parts](const std::string& path) {
                         FlipBit(path, fs::file_size(path) * part / parts);
                       }});
  }
  for (uint64_t part = 0; part < parts; ++part) {
    damages.push_back({"cut", [part, parts](const std::string& path) {
                         fs::resize_file(path, fs::file_size(path) * part / parts);
                       }});
  }
  damages.push_back({"last byte cut", [](const std::string& path) {
                       fs::resize_file(path, std::max<uint64_t>(fs::file_size(path), 1) - 1);
                     }});
  damages.push_back({"deleted", [](const std::string& path) { fs::remove(path); }});
  return damages;
}

// Where the records of a write-ahead log begin: checksum 4, length 2, kind 1, and the bytes; none
// crosses a block of 32 KiB.
std::vector<uint64_t> RecordsOf(const std::string& log) {
  constexpr uint64_t kHeader = 7;
  constexpr uint64_t kBlock = 32 << 10;
  std::vector<uint64_t> records;
  for (uint64_t at = 0; at + kHeader <= log.size();) {
    uint64_t left = kBlock - at % kBlock;
    if (left < kHeader) {
      at += left;
      continue;
    }
    records.push_back(at);
    at += kHeader + static_cast<uint8_t>(log[at + 4]) + 256 * static_cast<uint8_t>(log[at + 5]);
  }
  return records;
}

constexpr const char* kSaved[] = {"log", "checkpoint", "key", "key.signed", "acknowledged"};

class DamageTest : public ::testing::Test {
 protected:
  // Rows in files of every column and in several write-ahead logs, with a checkpoint in the middle
  // of the last of them.
  void SetUp() override {
    Make({.name = "Damage", .batches = 45, .entries = 60, .write_buffer_bytes = 64 << 10});
  }

  void Make(const Script& script) {
    fs::remove_all(run_.log_folder());
    ASSERT_TRUE(run_.Live(script).ok());
    ASSERT_TRUE(run_.Append({.entries = 10}).ok());
    ASSERT_TRUE(run_.Sign().ok());
    for (int i = 0; i < 5; ++i) {
      ASSERT_TRUE(run_.Append({.entries = 10}).ok());
    }
    run_.Close();
    fs::remove_all(saved_.path());
    fs::create_directories(saved_.path());
    for (const char* name : kSaved) {
      fs::copy(run_.folder() + "/" + name, saved_.Sub(name), fs::copy_options::recursive);
    }
    ASSERT_LT(run_.signed_size(), run_.acknowledged().size());
  }

  void Restore() {
    run_.Close();
    for (const char* name : kSaved) {
      fs::remove_all(run_.folder() + "/" + name);
      if (!fs::exists(saved_.Sub(name))) {
        continue;
      }
      fs::copy(saved_.Sub(name), run_.folder() + "/" + name, fs::copy_options::recursive);
    }
  }

  std::vector<std::string> Files(const std::string& begin, const std::string& end) const {
    std::vector<std::string> files;
    for (const auto& file : fs::directory_iterator(saved_.Sub("log"))) {
      std::string name = file.path().filename().string();
      if (name.starts_with(begin) && name.ends_with(end)) {
        files.push_back("log/" + name);
      }
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  Finding After(const std::string& file, const Damage& damage) {
    Restore();
    damage.apply(run_.folder() + "/" + file);
    Finding finding = run_.Examine();
    run_.Close();
    ++table_[damage.name + ": " + Outcome(finding)];
    if (finding.ending != Ending::kWhole) {
      ++messages_[damage.name + ": " + finding.message.substr(0, finding.message.find("log/0"))];
    }
    return finding;
  }

  Status WalkFiles() const {
    auto store = storage::OpenRocksStore(
        {.folder = run_.log_folder(), .columns = eventlog::EventLog::Columns()});
    return store.ok() ? (*store)->VerifyFiles([](uint64_t, uint64_t) { return true; })
                      : store.status();
  }

  static std::string Outcome(const Finding& finding) {
    if (finding.ending == Ending::kWhole) {
      return "nothing lost";
    }
    if (!finding.opened) {
      return finding.ending == Ending::kRefused ? "refused" : "refused, not as DataLoss";
    }
    if (finding.ending == Ending::kWrong) {
      return "lost without a word";
    }
    return finding.verified ? "found when read" : "found by Verify";
  }

  // Every damage to each of `files`; all must be refused, found or harmless.
  void DamageAll(const std::vector<std::string>& files, uint64_t parts) {
    ASSERT_FALSE(files.empty());
    for (const std::string& file : files) {
      for (const Damage& damage : Damages(parts)) {
        Finding finding = After(file, damage);
        EXPECT_NE(finding.ending, Ending::kWrong)
            << file << ", " << damage.name << ": " << finding.message;
      }
    }
  }

  void TearDown() override {
    for (const auto& [outcome, count] : table_) {
      std::cout << "    " << count << " x " << outcome << "\n";
    }
    for (const auto& [message, count] : messages_) {
      RecordProperty(message, count);
    }
  }

  TempFolder saved_;
  LogRun run_{nullptr};
  std::map<std::string, int> table_;
  std::map<std::string, int> messages_;
};

TEST_F(DamageTest, AnUndamagedLogIsWhole) {
  Restore();
  EXPECT_EQ(run_.Check().ending, Ending::kWhole);
}

// Open and Verify read the log and its tree; what is damaged in other columns is found by the
// store's own walk, and when it is read.
TEST_F(DamageTest, TableFilesAreRefusedOrFound) {
  std::vector<std::string> files = Files("", ".sst");
  ASSERT_GT(files.size(), 12U);
  for (size_t i = 0; i < files.size(); i += LongLoops() ? 1U : 6U) {
    for (const Damage& damage : Damages(LongLoops() ? 32 : 3)) {
      Finding finding = After(files[i], damage);
      EXPECT_NE(finding.ending, Ending::kWrong) << files[i] << ": " << finding.message;
      if (finding.verified && finding.ending != Ending::kWhole) {
        EXPECT_EQ(WalkFiles().code(), StatusCode::kDataLoss) << finding.message;
      }
    }
  }
}

// Open does not read entries that are signed and not among the last 10,000.
TEST_F(DamageTest, AnOldEntryIsFoundByVerify) {
  Make({.name = "Old",
        .batches = 100,
        .entries = 130,
        .write_buffer_bytes = 64 << 10,
        .sign_every = 20});
  std::vector<std::string> files = Files("", ".sst");
  files.resize(std::min<size_t>(files.size(), LongLoops() ? 1000 : 10));
  int found = 0;
  for (const std::string& file : files) {
    Finding finding = After(file, {"bit flipped", [](const std::string& path) {
                                     FlipBit(path, fs::file_size(path) / 2);
                                   }});
    EXPECT_NE(finding.ending, Ending::kWrong) << file << ": " << finding.message;
    found += finding.opened && !finding.verified ? 1 : 0;
  }
  EXPECT_GT(found, 0);
}

TEST_F(DamageTest, TheManifestIsRefused) {
  DamageAll(Files("MANIFEST", ""), LongLoops() ? 200 : 16);
}

TEST_F(DamageTest, CurrentIsRefused) {
  DamageAll(Files("CURRENT", ""), 16);
}

TEST_F(DamageTest, OptionsLoseNothing) {
  DamageAll(Files("OPTIONS", ""), LongLoops() ? 64 : 3);
}

TEST_F(DamageTest, TheIdentityLosesNothing) {
  DamageAll(Files("IDENTITY", ""), LongLoops() ? 36 : 3);
}

TEST_F(DamageTest, TheCheckpointIsRefused) {
  DamageAll({"checkpoint"}, LongLoops() ? 200 : 16);
}

TEST_F(DamageTest, TheKeyIsRefused) {
  for (const Damage& damage : Damages(16)) {
    Finding finding = After("key", damage);
    EXPECT_TRUE(!finding.opened || finding.ending == Ending::kWhole) << finding.message;
  }
}

TEST_F(DamageTest, AnEmptiedFolderIsRefused) {
  Restore();
  fs::remove_all(run_.log_folder());
  EXPECT_EQ(run_.Open().code(), StatusCode::kDataLoss);
}

// The key alone is left: a second history under its name would be signed.
TEST_F(DamageTest, ALogThatIsGoneWithItsCheckpointIsNotBegunAnew) {
  Restore();
  for (const char* name : {"log", "checkpoint", "acknowledged"}) {
    fs::remove_all(run_.folder() + "/" + name);
  }
  EXPECT_EQ(run_.Open().code(), StatusCode::kDataLoss);
  EXPECT_FALSE(fs::exists(run_.folder() + "/checkpoint"));
}

// All but the newest are named with their size in the manifest.
TEST_F(DamageTest, OlderWriteAheadLogsAreRefused) {
  std::vector<std::string> files = Files("", ".log");
  ASSERT_GT(files.size(), 4U);
  files.pop_back();
  if (!LongLoops()) {
    files = {files.front(), files[files.size() / 2], files.back()};
  }
  DamageAll(files, LongLoops() ? 64 : 4);
}

// The mark beside the log says how long the newest was.
TEST_F(DamageTest, TheNewestWriteAheadLogIsRefused) {
  DamageAll({Files("", ".log").back()}, LongLoops() ? 1000 : 12);
}

// A length that a flipped bit made too large looks like an append that was cut short.
TEST_F(DamageTest, ALengthInTheNewestWriteAheadLogIsRefused) {
  std::string file = Files("", ".log").back();
  std::vector<uint64_t> records = RecordsOf(ReadFile(saved_.Sub(file)).value());
  ASSERT_GT(records.size(), 6U);
  for (uint64_t record : records) {
    uint64_t length = record + 5;  // its high byte
    Finding finding =
        After(file, {"length changed", [&](const std::string& path) { FlipBit(path, length); }});
    EXPECT_NE(finding.ending, Ending::kWrong) << finding.message;
  }
}

// After a power cut the mark may lag behind: then the checkpoint alone says what was there.
TEST_F(DamageTest, WithoutTheMarkNothingThatWasSignedIsLostWithoutAWord) {
  std::string file = Files("", ".log").back();
  fs::remove(saved_.Sub("acknowledged"));
  for (const Damage& damage : Damages(LongLoops() ? 1000 : 12)) {
    Finding finding = After(file, damage);
    if (finding.ending == Ending::kWrong) {
      EXPECT_TRUE(finding.opened) << finding.message;
      EXPECT_GE(finding.entries, run_.signed_size()) << finding.message;
      EXPECT_LT(finding.entries, run_.acknowledged().size()) << finding.message;
    }
  }
}

TEST_F(DamageTest, ADamagedMarkIsRefused) {
  DamageAll({"acknowledged"}, 4);
}

// After a start all rows are in files and the write-ahead logs they came from are gone: the
// manifest alone says which files there are.
TEST_F(DamageTest, TheManifestOfARestartedLogIsRefused) {
  Make({.name = "Restarted",
        .batches = 45,
        .entries = 60,
        .write_buffer_bytes = 64 << 10,
        .restart_every = 15});
  DamageAll(Files("MANIFEST", ""), LongLoops() ? 500 : 12);
}

}  // namespace
}  // namespace assay::testing
