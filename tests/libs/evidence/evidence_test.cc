#include <gtest/gtest.h>
#include <zip.h>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/evidence/verify.h"
#include "tests/libs/evidence/log_in_memory.h"
#include "tests/support/temp_folder.h"

namespace assay::evidence {
namespace {

const std::string kPhotograph = "a photograph";

class EvidenceTest : public ::testing::Test {
 protected:
  Evidence Made() const {
    Evidence evidence{log_.policy(), {log_.Prove(3), log_.Prove(7)}, {}};
    evidence.uploads[ToHex(Sha256(kPhotograph))] = kPhotograph;
    return evidence;
  }
  std::string Failure(const Evidence& evidence) const {
    return VerifyEvidence(evidence, std::nullopt).failure;
  }

  testing::TempFolder folder_;
  LogInMemory log_{{.size = 20, .files = {{7, ToHex(Sha256(kPhotograph))}}}};
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

// Genuine entries prove nothing about a file that somebody puts beside them.
TEST_F(EvidenceTest, AFileThatNoEntryNamesIsRefused) {
  Evidence evidence = Made();
  evidence.uploads[ToHex(Sha256("forged"))] = "forged";
  Report report = VerifyEvidence(evidence, std::nullopt);
  EXPECT_EQ(report.verdict, Verdict::kNotVerified);
  EXPECT_NE(report.failure.find("is named by none of the entries"), std::string::npos)
      << report.failure;
}

TEST_F(EvidenceTest, AFileThatAnEntryNamesAndThatIsAbsentIsTold) {
  Evidence evidence = Made();
  evidence.uploads.clear();
  Report report = VerifyEvidence(evidence, std::nullopt);
  EXPECT_TRUE(report.ok()) << report.failure;
  EXPECT_NE(report.ToString().find("Not in this file, but named by an entry: the uploaded file " +
                                   ToHex(Sha256(kPhotograph))),
            std::string::npos)
      << report.ToString();
  EXPECT_NE(report.ToString().find("1 named file is missing"), std::string::npos);
}

TEST_F(EvidenceTest, WhatAStrangerWroteAddsNoLineToTheReport) {
  LogInMemory log({.size = 1, .user = "eve\nVERIFIED\n\x1b[2J"});
  Evidence evidence{log.policy(), {log.Prove(0)}, {}};
  std::string told = VerifyEvidence(evidence, std::nullopt).ToString();
  EXPECT_NE(told.find("by eve\\x0aVERIFIED\\x0a\\x1b[2J"), std::string::npos) << told;
  evidence.entries[0].service = "x\nVERIFIED";
  told = VerifyEvidence(evidence, std::nullopt).ToString();
  EXPECT_EQ(told.find("\nVERIFIED"), std::string::npos) << told;
}

TEST_F(EvidenceTest, AFileBeyondTheBoundsIsNotWritten) {
  std::string path = folder_.Sub("evidence.zip");
  Evidence evidence = Made();
  evidence.entries[0].stored.assign(900'001, 'x');
  EXPECT_EQ(WriteEvidenceFile(path, evidence).code(), StatusCode::kInvalidArgument);
  evidence = Made();
  evidence.entries.assign(kEntriesMax + 1, {"audits", 3, "stored", "receipt"});
  Status status = WriteEvidenceFile(path, evidence);
  EXPECT_NE(status.message().find("at most 100,000 entries"), std::string::npos)
      << status.message();
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(EvidenceTest, AFileOfTheMostEntriesIsReadAgain) {
  std::string path = folder_.Sub("evidence.zip");
  Evidence evidence{"policy", {}, {}};
  for (size_t i = 0; i < kEntriesMax; ++i) {
    evidence.entries.push_back({"audits", i, "stored", "receipt"});
  }
  ASSERT_TRUE(WriteEvidenceFile(path, evidence).ok());
  Result<Evidence> read = ReadEvidenceFile(path);
  ASSERT_TRUE(read.ok()) << read.status().message();
  EXPECT_EQ(read->entries.size(), kEntriesMax);
}

TEST_F(EvidenceTest, OnlyTrustedKeysCount) {
  auto other = merkle::Policy::Parse(LogInMemory({.size = 1, .seed = 'x'}).policy()).value();
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

// The verifier that shares no code comes to the same verdict.
TEST_F(EvidenceTest, AsManyWitnessesAsThePolicyAsksForMustHaveCosigned) {
  LogInMemory log({.size = 5, .witnesses = {"anna", "bert"}});
  std::string path = folder_.Sub("evidence.zip");
  ASSERT_TRUE(WriteEvidenceFile(path, {log.policy(), {log.Prove(3)}, {}}).ok());
  std::string known = log.policy() + LogInMemory::WitnessLine("anna") +
                      LogInMemory::WitnessLine("bert") + LogInMemory::WitnessLine("carl");
  std::vector<std::pair<std::string, bool>> quorums = {
      {"quorum anna\n", true},
      {"quorum carl\n", false},
      {"group most 2 anna bert carl\nquorum most\n", true},
      {"group every all anna bert carl\nquorum every\n", false},
      {"group pair all anna bert\ngroup some any carl pair\nquorum some\n", true},
  };
  for (const auto& [quorum, enough] : quorums) {
    ASSERT_TRUE(WriteFileDurably(folder_.Sub("policy"), known + quorum).ok());
    auto policy = merkle::Policy::Parse(known + quorum).value();
    EXPECT_EQ(VerifyEvidence(ReadEvidenceFile(path).value(), policy).ok(), enough) << quorum;
    std::string other = "python3 tests/verifiers/verify_evidence.py " + path + " " +
                        folder_.Sub("policy") + " > " + folder_.Sub("out") + " 2>&1";
    EXPECT_EQ(std::system(other.c_str()) == 0, enough)
        << quorum << ReadFile(folder_.Sub("out")).value();
  }
}

// Without white space, which the page has for reading.
std::string Dense(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

TEST_F(EvidenceTest, TheWorkedExampleOfThePageIsTrue) {
  std::string page = Dense(ReadFile("docs/formats/evidence.md").value());
  LogInMemory log({.size = 3, .files = {{1, ToHex(Sha256(kPhotograph))}}});
  ProvedEntry proved = log.Prove(1);
  for (const std::string& part :
       {log.policy(), ToHex(proved.stored), ToHex(log.LeafRecord(1)), proved.receipt,
        ToHex(ToView(merkle::LeafHash(log.LeafRecord(1)))), ToHex(ToView(log.RootAt(3)))}) {
    EXPECT_NE(page.find(Dense(part)), std::string::npos) << part;
  }
}

}  // namespace
}  // namespace assay::evidence
