// Backup, restore and scrub, as an operator does them: with assayctl against real processes.
#include <atomic>
#include <filesystem>
#include <regex>
#include <thread>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/note.h"
#include "tests/system/backup_fixture.h"
#include "tests/system/log_reader.h"

namespace assay::testing {
namespace {

TEST_F(BackupTest, WhatWasBackedUpWhileClientsWroteIsRestoredWithTheSameRoots) {
  Installation installation{{}};
  Start(&installation);
  auto client = installation.client();
  Programme programme(client.get());
  std::string hash = ToHex(Sha256("content"));
  std::string upload = programme.organisation() + "/" + hash.substr(0, 2) + "/" + hash;
  ASSERT_TRUE(WriteFileDurably(installation.data() + "/uploads/" + upload, "content").ok());
  std::atomic<bool> stop{false};
  std::atomic<int> raised{0};
  std::thread writer([&] {
    auto own = installation.client();
    for (int i = 0; !stop; ++i) {
      auto answer =
          programme.RaiseFinding(own.get(), Id::Derived("w" + std::to_string(i)).ToString());
      raised += answer.ok() && answer->ok() ? 1 : 0;
    }
  });
  EXPECT_TRUE(WaitUntil([&] { return raised > 20; }));
  Said first = BackUp(installation);
  int before = raised;
  EXPECT_TRUE(WaitUntil([&] { return raised > before + 20; }));
  Said while_writing = BackUp(installation);
  stop = true;
  writer.join();
  WaitSettled(client.get());
  Said last = BackUp(installation);
  EXPECT_LT(NewFiles(last), NewFiles(first));
  EXPECT_TRUE(first.Has("Saved ")) << first.text;

  Said scrubbed = Ctl(installation, "scrub");
  EXPECT_EQ(scrubbed.exit_code, 0) << scrubbed.text;
  EXPECT_TRUE(scrubbed.Has("assay.local/HAM/audits: ok, ")) << scrubbed.text;
  EXPECT_TRUE(scrubbed.Has("uploads: ok, 1 file\n")) << scrubbed.text;
  installation.StopAll();

  Installation other(OneProcess());
  Said restored = Restore(other, " --keys " + Keys());
  ASSERT_EQ(restored.exit_code, 0) << restored.text;
  StartRestored(&other);
  EXPECT_EQ(ReadFile(other.data() + "/uploads/" + upload).value(), "content");
  EXPECT_EQ(Ctl(other, "scrub").text, scrubbed.text);
  EXPECT_NE(OwnerIn(other, programme).find("Somebody Who Owns"), std::string::npos);
  ctl::ApiClient own(other.url(), token_);
  auto repeated = programme.RaiseFinding(&own, Id::Derived("w0").ToString());
  EXPECT_TRUE(repeated.ok() && repeated->ok()) << repeated->body;  // the answer of then
  auto found = own.Get(programme.path() + "findings?pageSize=1");
  EXPECT_EQ(found->Text("total"), std::to_string(raised)) << found->body;
}

TEST_F(BackupTest, ABackupTakenInTheMidstOfWritingIsRestoredToo) {
  Installation installation{{}};
  Start(&installation);
  auto client = installation.client();
  Programme programme(client.get());
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    auto own = installation.client();
    for (int i = 0; !stop; ++i) {
      (void)programme.RaiseFinding(own.get(), Id::Derived("w" + std::to_string(i)).ToString());
    }
  });
  BackUp(installation);
  stop = true;
  writer.join();
  installation.StopAll();

  Installation other(OneProcess());
  Said restored = Restore(other, " --keys " + Keys());
  ASSERT_EQ(restored.exit_code, 0) << restored.text;
  StartRestored(&other);
  EXPECT_EQ(Ctl(other, "scrub").exit_code, 0);
}

TEST_F(BackupTest, AnUploadedFileIsSavedAgainWhenItsCopyIsDamagedAndNotWhenItIsDamagedItself) {
  Installation installation(OneProcess());
  Start(&installation);
  auto path_of = [](const std::string& content) {
    std::string hash = ToHex(Sha256(content));
    return "/uploads/" + Id::Derived("organisation").ToString() + "/" + hash.substr(0, 2) + "/" +
           hash;
  };
  std::string first = path_of("first");
  std::string second = path_of("second");
  ASSERT_TRUE(WriteFileDurably(installation.data() + first, "first").ok());
  BackUp(installation);
  FlipBit(To() + first);
  BackUp(installation);
  EXPECT_EQ(ReadFile(To() + first).value(), "first");

  FlipBit(installation.data() + first);
  ASSERT_TRUE(WriteFileDurably(installation.data() + second, "Second").ok());
  Said damaged = Ctl(installation, "backup --to " + To() + Place(installation));
  EXPECT_EQ(damaged.exit_code, 1);
  EXPECT_TRUE(damaged.Has("Backed up into")) << damaged.text;
  EXPECT_TRUE(damaged.Has("the first of 1 is " + installation.data() + second)) << damaged.text;
  EXPECT_EQ(ReadFile(To() + first).value(), "first") << "the good copy stays";
  EXPECT_FALSE(fs::exists(To() + second));
  installation.StopAll();
  Installation other(OneProcess());
  Said restored = Restore(other, " --keys " + Keys());
  ASSERT_EQ(restored.exit_code, 0) << restored.text;
  EXPECT_EQ(ReadFile(other.data() + first).value(), "first");
}

TEST_F(BackupTest, ADamagedFileIsRefusedByItsName) {
  Installation installation(OneProcess());
  Start(&installation);
  BackUp(installation);
  installation.StopAll();
  std::string damaged = LargestTableIn(To() + "/logs/audits", ListingOf(To()));
  FlipBit(damaged);
  Installation other(OneProcess());
  Said restored = Restore(other, " --keys " + Keys());
  EXPECT_EQ(restored.exit_code, 1);
  EXPECT_TRUE(restored.Has(damaged + " of the backup is damaged")) << restored.text;
  EXPECT_FALSE(fs::exists(other.data() + "/audits"));
  EXPECT_FALSE(fs::exists(other.data() + "/keys"));
}

TEST_F(BackupTest, ABackupThatSomebodyMadeConsistentAfterChangingItIsRefusedToo) {
  Installation installation(OneProcess());
  Start(&installation);
  BackUp(installation);
  installation.StopAll();
  std::string changed = LargestTableIn(To() + "/logs/audits", ListingOf(To()));
  std::string hash_before = ToHex(Sha256(ReadFile(changed).value()));
  FlipBit(changed);
  std::string manifest = ListingOf(To());
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("manifest"), manifest).ok());
  manifest.replace(manifest.find(hash_before), hash_before.size(),
                   ToHex(Sha256(ReadFile(changed).value())));
  ASSERT_TRUE(WriteFileDurably(To() + "/manifest.json", manifest).ok());
  Installation other(OneProcess());
  Said restored = Restore(other, " --keys " + Keys());
  EXPECT_EQ(restored.exit_code, 1);
  EXPECT_TRUE(restored.Has(fs::path(changed).filename())) << restored.text;

  FlipBit(changed);
  manifest = ReadFile(folder_.Sub("manifest")).value();
  size_t size = manifest.find("\\n1\\n");  // in a signed checkpoint
  ASSERT_NE(size, std::string::npos);
  manifest.replace(size, 5, "\\n2\\n");
  ASSERT_TRUE(WriteFileDurably(To() + "/manifest.json", manifest).ok());
  restored = Restore(other, " --keys " + Keys());
  EXPECT_EQ(restored.exit_code, 1);
  EXPECT_TRUE(restored.Has("is not one that")) << restored.text;
  EXPECT_FALSE(fs::exists(other.data() + "/audits"));
}

TEST_F(BackupTest, NothingIsRestoredOverWhatIsThere) {
  Installation installation(OneProcess());
  Start(&installation);
  BackUp(installation);
  installation.StopAll();
  Said restored = Restore(installation, "");
  EXPECT_EQ(restored.exit_code, 1);
  EXPECT_TRUE(restored.Has("nothing is restored over what is there")) << restored.text;
  StartRestored(&installation);
}

TEST_F(BackupTest, ARestoreThatWouldForkIsRefusedUntilABackupHoldsAllThatWasSigned) {
  Installation installation(OneProcess());
  Start(&installation);
  auto client = installation.client();
  BackUp(installation);
  Programme programme(client.get());
  installation.StopAll();  // signs
  MoveAway(installation);
  for (const char* more : {"", " --keys "}) {
    Installation other(OneProcess());
    bool elsewhere = *more != '\0';
    Said restored = elsewhere ? Restore(other, " --keys " + Keys() + " --checkpoint " +
                                                   installation.data() + "/checkpoints/audits")
                              : Restore(installation, "");
    EXPECT_EQ(restored.exit_code, 1);
    EXPECT_TRUE(std::regex_search(restored.text, std::regex("[1-9]\\d* entries would be lost")))
        << restored.text;
    EXPECT_FALSE(fs::exists((elsewhere ? other : installation).data() + "/audits"));
  }
  MoveBack(installation);
  StartRestored(&installation);
  BackUp(installation);
  installation.StopAll();
  MoveAway(installation);
  Said restored = Restore(installation, "");
  EXPECT_EQ(restored.exit_code, 0) << restored.text;
  StartRestored(&installation);
  EXPECT_NE(OwnerIn(installation, programme).find("Somebody Who Owns"), std::string::npos);
}

// What the log says of the loss, with the checkpoint of what is lost found to be signed.
void ExpectLossNamed(const Installation& installation, const std::string& service) {
  log::v1::EpochBegan began;
  std::vector<log::v1::Entry> entries = ReadLog(installation, service);
  for (const log::v1::Entry& entry : entries) {
    if (entry.events(0).type() == began.GetTypeName()) {
      ASSERT_TRUE(began.ParseFromString(entry.events(0).data()));
    }
  }
  EXPECT_EQ(began.epoch(), 2U);
  EXPECT_EQ(began.reason(), "the disk died");
  ASSERT_EQ(began.lost_keys_size(), 1);
  auto key = merkle::VerifierKey::Parse(began.lost_keys(0)).value();
  auto lost = merkle::OpenCheckpoint(merkle::ParseNote(began.lost_checkpoint()).value(), {key});
  ASSERT_TRUE(lost.ok()) << lost.status().message();
  EXPECT_GT(lost->size, began.kept());
}

TEST_F(BackupTest, ALossIsNamedInTheLogsThatGoOnAsANewEpoch) {
  Installation installation(OneProcess());
  Start(&installation);
  auto client = installation.client();
  Programme programme(client.get());
  WaitSettled(client.get());
  BackUp(installation);
  Said needless = Restore(Installation(OneProcess()), " --keys " + Keys() + " --new-epoch x");
  EXPECT_EQ(needless.exit_code, 1);
  EXPECT_TRUE(needless.Has("restore it without --new-epoch")) << needless.text;
  std::string lost = Id::Derived("lost").ToString();
  ASSERT_TRUE(programme.RaiseFinding(client.get(), lost)->ok());
  WaitSettled(client.get());
  installation.StopAll();  // signs
  MoveAway(installation);
  Said restored = Restore(installation, " --new-epoch \"the disk died\"");
  ASSERT_EQ(restored.exit_code, 0) << restored.text;
  EXPECT_TRUE(restored.Has("assay.local/HAM/epoch-2/audits: goes on after the ")) << restored.text;

  StartRestored(&installation);
  EXPECT_EQ(client->Get(programme.path() + "findings/" + lost)->status, 404);
  ASSERT_TRUE(programme.RaiseFinding(client.get(), lost)->ok());
  ASSERT_TRUE(
      client->Get(programme.path() + "actions/" + Id::Derived("action of " + lost).ToString())
          ->ok());
  std::string person = programme.path() + "people/" + Id::Derived("new").ToString();
  ASSERT_TRUE(
      client->Post(person + ":register-person", R"({"name":"Sealed Now","tie":"STAFF"})", "n")
          ->ok());
  EXPECT_NE(client->Get(person)->body.find("Sealed Now"), std::string::npos);
  EXPECT_NE(OwnerIn(installation, programme).find("Somebody Who Owns"), std::string::npos);
  EXPECT_EQ(Ctl(installation, "scrub").exit_code, 0);
  Said verified = Ctl(installation, "verify " + installation.url());
  EXPECT_TRUE(verified.Has("assay.local/HAM/epoch-2/audits: ")) << verified.text;
  EXPECT_TRUE(verified.Has("VERIFIED")) << verified.text;

  fs::remove_all(To());
  BackUp(installation);
  installation.StopAll();
  ExpectLossNamed(installation, "audits");
  ExpectLossNamed(installation, "actions");
  Installation other(OneProcess());
  restored = Restore(other, " --keys " + Keys());
  EXPECT_EQ(restored.exit_code, 0) << restored.text;
  StartRestored(&other);
}

TEST_F(BackupTest, AFolderThatIsAnotherInstallationsOrHoldsOtherThingsIsRefused) {
  Installation installation(OneProcess());
  Start(&installation);
  BackUp(installation);
  Installation other(OneProcess());
  Start(&other);
  Said said = Ctl(other, "backup --to " + To() + Place(other));
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_TRUE(said.Has("holds the backup of another installation")) << said.text;
  said = Ctl(other, "backup --to " + folder_.path() + Place(other));
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_TRUE(said.Has("is not empty and is no backup of Assay")) << said.text;
  // Nor does a service write where nobody has marked the folder for it.
  auto asked = other.client()->Post("/api/v1/services/gateway:back-up",
                                    R"({"folder":")" + folder_.Sub("unmarked") + "\"}");
  EXPECT_EQ(asked->status, 400) << asked->body;
  EXPECT_FALSE(fs::exists(folder_.Sub("unmarked")));
}

TEST_F(BackupTest, AScrubFindsAFlippedBitAndTheServiceIsNotReadyAnyMore) {
  Installation installation(OneProcess());
  Start(&installation);
  auto client = installation.client();
  Programme programme(client.get());
  BackUp(installation);  // writes what is in memory to tables
  Said whole = Ctl(installation, "scrub --service audits");
  EXPECT_EQ(whole.exit_code, 0) << whole.text;
  std::string damaged = LargestTableIn(installation.data() + "/audits/log");
  FlipBit(damaged);
  Said scrubbed = Ctl(installation, "scrub");
  EXPECT_EQ(scrubbed.exit_code, 1);
  EXPECT_TRUE(scrubbed.Has("audits: FAILED: the file " + damaged + " is damaged")) << scrubbed.text;
  EXPECT_TRUE(scrubbed.Has("assay.local/HAM/directory: ok, ")) << scrubbed.text;
  EXPECT_EQ(client->Get("/readyz")->status, 503);
  auto services = client->Get("/api/v1/services");
  EXPECT_NE(services->body.find("the last scrub found damage"), std::string::npos)
      << services->body;
  FlipBit(damaged);
  EXPECT_EQ(Ctl(installation, "scrub").exit_code, 0);
  EXPECT_EQ(client->Get("/readyz")->status, 200);
}

}  // namespace
}  // namespace assay::testing
