// What a restore refuses before it copies anything: a backup may have been anybody's meanwhile.
#include "services/assayctl/restore.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "assay/runtime/backup_folder.h"
#include "services/assayctl/backup_manifest.h"
#include "tests/support/temp_folder.h"

namespace assay::ctl {
namespace {

namespace fs = std::filesystem;

constexpr char kOrganisation[] = "0190a1b2-0000-7000-8000-000000000001";

class RestoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    config_.data = folder_.Sub("data");
    fs::create_directories(config_.Folder("keys"));
    mark_ = {"assay.local/HQ", {{"audits", "a log"}}};
    manifest_.installation = mark_.installation;
    manifest_.logs.push_back({.service = "audits", .log_id = "a log"});
    manifest_.files[Upload()] = Content();
  }
  static std::string Hash() { return ToHex(Sha256("content")); }
  static BackedUpFile Content() { return {7, Hash()}; }
  static std::string Upload() {
    return std::string("uploads/") + kOrganisation + "/" + Hash().substr(0, 2) + "/" + Hash();
  }
  std::string From() const { return folder_.Sub("backup"); }
  void Put(const std::string& path) const {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path) << "content";
  }
  Status TryRestore() const {
    EXPECT_TRUE(runtime::WriteBackupMark(From(), mark_).ok());
    EXPECT_TRUE(WriteManifest(From(), manifest_).ok());
    std::ostringstream out;
    return Restore(config_, {.from = From()}, out);
  }

  testing::TempFolder folder_;
  runtime::Config config_;
  runtime::BackupMark mark_;
  Manifest manifest_;
};

TEST_F(RestoreTest, PathsThatABackupHasAreTaken) {
  Put(From() + "/" + Upload());
  Status status = TryRestore();  // which comes as far as the log, that is not in it
  EXPECT_NE(status.message().find("restoring the log of audits"), std::string::npos)
      << status.message();
}

TEST_F(RestoreTest, APathThatLeadsElsewhereIsRefused) {
  const std::string organisation = std::string("uploads/") + kOrganisation;
  const std::string first = "/" + Hash().substr(0, 2) + "/";
  for (const std::string& path :
       {"uploads/../../outside/" + Hash(), organisation + "/../" + first + Hash(),
        organisation + first + "../" + Hash(), organisation + first + Hash() + "/../x",
        organisation + "/" + Hash(), "/etc/" + Hash(), std::string("logs/../x"),
        std::string("logs/audits/../../x"), std::string("keys/log/audits.key"), std::string(),
        organisation + first + ToHex(Sha256("other")), "accounts/" + std::string(1'000'000, 'x')}) {
    manifest_.files = {{path, Content()}};
    Put(folder_.Sub("outside/") + Hash());
    Status status = TryRestore();
    EXPECT_EQ(status.code(), StatusCode::kDataLoss) << path.substr(0, 200);
    EXPECT_NE(status.message().find("that no backup holds"), std::string::npos)
        << status.message().substr(0, 200);
  }
}

TEST_F(RestoreTest, AServiceThatIsAPathOrIsNotInTheMarkIsRefused) {
  manifest_.files.clear();
  for (const char* service : {"../audits", "a/b", "", ".", "audits"}) {  // the last one twice
    manifest_.logs = {{.service = "audits", .log_id = "a log"},
                      {.service = service, .log_id = "a log"}};
    mark_.logs = {{"audits", "a log"}, {service, "a log"}};
    EXPECT_EQ(TryRestore().code(), StatusCode::kDataLoss) << service;
  }
  manifest_.logs.back().service = "actions";
  mark_.logs = {{"audits", "a log"}};
  Status status = TryRestore();
  EXPECT_EQ(status.code(), StatusCode::kDataLoss);
  EXPECT_NE(status.message().find("log of actions"), std::string::npos) << status.message();
}

TEST_F(RestoreTest, ASymbolicLinkIsNotFollowed) {
  Put(folder_.Sub("outside"));
  fs::create_directories(fs::path(From() + "/" + Upload()).parent_path());
  fs::create_symlink(folder_.Sub("outside"), From() + "/" + Upload());
  Status status = TryRestore();
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument) << status.message();
  EXPECT_NE(status.message().find("is a symbolic link"), std::string::npos) << status.message();
}

}  // namespace
}  // namespace assay::ctl
