// The overlays of a folder, and which folder it is.
#include "assay/runtime/rules_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "assay/base/id.h"
#include "tests/support/temp_folder.h"

namespace assay::runtime {
namespace {

class RulesFolder : public ::testing::Test {
 protected:
  RulesFolder() {
    config_.data = folder_.Sub("data");
    std::filesystem::create_directories(config_.Folder("rules"));
  }
  void Write(const std::string& path, const std::string& id, const std::string& lines = "") {
    std::ofstream(path) << "id = \"" << id << "\"\nversion = \"1\"\nextends = \"assay-2026.1\"\n"
                        << "body = \"" << Id::Derived(id).ToString() << "\"\n"
                        << lines;
  }

  testing::TempFolder folder_;
  Config config_;
};

TEST_F(RulesFolder, WithoutOneTheBuiltInRulesHold) {
  config_.data = folder_.Sub("elsewhere");
  EXPECT_EQ(LoadRulebook(config_)->Describe(), "assay-2026.1");
}

TEST_F(RulesFolder, TheOneInTheDataFolderIsTakenUnlessTheConfigurationNamesOne) {
  Write(config_.Folder("rules") + "/b.toml", "b");
  Write(config_.Folder("rules") + "/a.toml", "a");
  Write(config_.Folder("rules") + "/c.toml.off", "c");
  EXPECT_EQ(LoadRulebook(config_)->Describe(), "assay-2026.1, a-1, b-1") << "in order of names";
  config_.rules_folder = folder_.Sub("own");
  std::filesystem::create_directories(config_.rules_folder);
  Write(config_.rules_folder + "/d.toml", "d");
  EXPECT_EQ(LoadRulebook(config_)->Describe(), "assay-2026.1, d-1");
}

TEST_F(RulesFolder, OneThatIsNamedMustBeThere) {
  config_.rules_folder = folder_.Sub("missing");
  Status status = LoadRulebook(config_).status();
  EXPECT_EQ(status.code(), StatusCode::kNotFound);
  EXPECT_NE(status.message().find(config_.rules_folder), std::string::npos) << status.message();
}

TEST_F(RulesFolder, AFaultyFileIsNamedWithItsRule) {
  std::string path = config_.Folder("rules") + "/a.toml";
  Write(path, "a", "[rule.SU-1]\nparams = { month = 12 }\n");
  Status status = LoadRulebook(config_).status();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find(path), std::string::npos) << status.message();
  EXPECT_NE(status.message().find("line 5, rule SU-1"), std::string::npos) << status.message();
}

}  // namespace
}  // namespace assay::runtime
