// The keys of an installation beside its backup: kept apart, forgotten, changed.
#include <filesystem>
#include <set>

#include "assay/base/file.h"
#include "tests/system/backup_fixture.h"

namespace assay::testing {
namespace {

class BackupKeysTest : public BackupTest {};

TEST_F(BackupKeysTest, WithoutPeoplesKeysTheirNamesAreErased) {
  Installation installation(OneProcess());
  Start(&installation);
  auto client = installation.client();
  Programme programme(client.get());
  BackUp(installation);
  fs::remove_all(Keys() + "/keys/people");
  installation.StopAll();

  Installation other(OneProcess());
  Said restored = Restore(other, " --keys " + Keys());
  ASSERT_EQ(restored.exit_code, 0) << restored.text;
  StartRestored(&other);
  std::string owner = OwnerIn(other, programme);
  EXPECT_EQ(owner.find("Somebody Who Owns"), std::string::npos) << owner;
  EXPECT_NE(owner.find(programme.owner()), std::string::npos) << owner;
}

TEST_F(BackupKeysTest, KeysAreNotInTheBackupAndItSaysSo) {
  Installation installation(OneProcess());
  Start(&installation);
  Said said = Ctl(installation, "backup --to " + To() + Place(installation));
  EXPECT_EQ(said.exit_code, 0) << said.text;
  EXPECT_TRUE(said.Has("The keys are not in this backup.")) << said.text;
  std::set<std::string> keys;
  for (const auto& file : fs::recursive_directory_iterator(installation.data() + "/keys")) {
    keys.insert(file.is_regular_file() ? ReadFile(file.path()).value() : "");
  }
  EXPECT_GT(keys.size(), 5U);
  for (const auto& file : fs::recursive_directory_iterator(To())) {
    EXPECT_NE(file.path().extension(), ".key") << file.path();
    EXPECT_TRUE(file.is_directory() || !keys.contains(ReadFile(file.path()).value()));
  }
  Said within =
      Ctl(installation, "backup --to " + To() + " --keys " + To() + "/keys" + Place(installation));
  EXPECT_EQ(within.exit_code, 1);
  EXPECT_TRUE(within.Has("keys are kept apart from the backup")) << within.text;
  Installation other(OneProcess());
  Said restored = Restore(other, "");
  EXPECT_EQ(restored.exit_code, 1);
  EXPECT_TRUE(restored.Has("give the folder that they were saved in with --keys")) << restored.text;
}

TEST_F(BackupKeysTest, AnErasedPersonsKeyLeavesTheSavedKeysToo) {
  Installation installation(OneProcess());
  Start(&installation);
  auto client = installation.client();
  Programme programme(client.get());
  BackUp(installation);
  ASSERT_TRUE(fs::exists(Keys() + "/keys/people/" + programme.owner()));
  fs::remove(installation.data() + "/keys/people/" + programme.owner());
  BackUp(installation);
  EXPECT_FALSE(fs::exists(Keys() + "/keys/people/" + programme.owner()));
  EXPECT_TRUE(fs::exists(Keys() + "/keys/people/" + programme.coach()));
}

// As the operators' guide says, on logs that do not grow meanwhile.
TEST_F(BackupKeysTest, ABackupFromBeforeALogsKeyWasChangedIsRestored) {
  Installation installation(OneProcess());
  Start(&installation);
  BackUp(installation);
  installation.StopAll();
  std::string keys = "keys" + Place(installation);
  ASSERT_EQ(Ctl(installation, keys + " --add-log-key audits").exit_code, 0);
  Said early = Ctl(installation, keys + " --retire-log-key audits");
  EXPECT_EQ(early.exit_code, 1);
  EXPECT_TRUE(early.Has("is not signed by another key than the one to retire")) << early.text;
  StartRestored(&installation);
  installation.StopAll();
  Said retired = Ctl(installation, keys + " --retire-log-key audits");
  ASSERT_EQ(retired.exit_code, 0) << retired.text;
  StartRestored(&installation);
  installation.StopAll();
  MoveAway(installation);
  Said restored = Restore(installation, "");
  ASSERT_EQ(restored.exit_code, 0) << restored.text;
  EXPECT_FALSE(restored.Has("WARNING")) << restored.text;
  Said verified = Ctl(installation, "verify " + installation.data());
  EXPECT_EQ(verified.exit_code, 0) << "its checkpoints are signed by the retired key\n"
                                   << verified.text;
  StartRestored(&installation);
  installation.StopAll();
  // Also where all checkpoints are lost; then it is said that nothing could be compared.
  for (const char* folder : kStores) {
    fs::remove_all(installation.data() + "/" + folder);
  }
  fs::remove_all(installation.data() + "/checkpoints");
  restored = Restore(installation, "");
  ASSERT_EQ(restored.exit_code, 0) << restored.text;
  EXPECT_TRUE(restored.Has("WARNING: no later checkpoint of assay.local/HAM/audits is at hand"))
      << restored.text;
  StartRestored(&installation);
}

}  // namespace
}  // namespace assay::testing
