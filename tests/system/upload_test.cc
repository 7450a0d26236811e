// Evidence files: uploaded, named by commands, read again; on real processes.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/http/client.h"
#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

constexpr char kPdf[] = "application/pdf";

std::string HashOf(const std::string& content) {
  return ToHex(Sha256(content));
}
std::string PdfOf(size_t bytes) {
  return "%PDF-1.4\n" + std::string(bytes, 'x') + "\n%%EOF\n";
}

class UploadTest : public ::testing::Test {
 protected:
  UploadTest() {
    installation_.Start();
    client_ = installation_.client();
    programme_ = std::make_unique<Programme>(client_.get());
    finding_ = Id::Derived("finding").ToString();
    EXPECT_TRUE(programme_->RaiseFinding(client_.get(), finding_)->ok());
  }
  http::ClientResponse Send(const std::string& method, const std::string& path,
                            const std::string& type, const std::string& body,
                            const std::string& token) {
    http::ClientRequest request{.method = method, .url = installation_.url() + path, .body = body};
    request.headers = {{"Content-Type", type}, {"Authorization", "Bearer " + token}};
    auto response = http_.Send(request);
    EXPECT_TRUE(response.ok()) << response.status().message();
    return response.ok() ? *response : http::ClientResponse();
  }
  http::ClientResponse Put(const std::string& hash, const std::string& type,
                           const std::string& body) {
    return Send("PUT", programme_->path() + "uploads/" + hash, type, body, installation_.token());
  }
  // What the attach command answers: its code, or empty when it was accepted.
  std::string Attach(const std::string& hash, size_t bytes, const std::string& key) {
    auto answer = client_->Post(
        programme_->path() + "findings/" + finding_ + ":attach-evidence",
        R"({"file":{"sha256":")" + hash +
            R"(","title":"Photo of the server room","mediaType":"application/pdf","bytes":)" +
            std::to_string(bytes) + R"(,"effectiveOn":"2023-01-02"}})",
        key);
    EXPECT_TRUE(answer.ok());
    return answer->ok() ? "" : answer->Text("code");
  }

  TempFolder folder_;
  Installation installation_{{}};
  std::unique_ptr<ctl::ApiClient> client_;
  std::unique_ptr<Programme> programme_;
  http::Client http_;
  std::string finding_;
};

TEST_F(UploadTest, AFileIsUploadedNamedAndReadAgain) {
  std::string content = PdfOf(5 << 20);
  std::string hash = HashOf(content);
  EXPECT_EQ(Attach(hash, content.size(), "before"), "invalid-field") << "it is not there yet";
  EXPECT_EQ(Put(hash, kPdf, content).status, 201);
  EXPECT_EQ(Put(hash, kPdf, content).status, 200);
  EXPECT_EQ(Attach(hash, content.size() + 1, "wrong size"), "invalid-field");
  EXPECT_EQ(Attach(hash, content.size(), "attach"), "");
  auto finding = client_->Get(programme_->path() + "findings/" + finding_);
  EXPECT_EQ(finding->json.at("evidenceFiles").at(0).at("sha256").as_string(), hash);
  http::ClientResponse read =
      Send("GET", programme_->path() + "uploads/" + hash, "", "", installation_.token());
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.body, content);
  EXPECT_EQ(read.headers["content-type"], kPdf);
  EXPECT_TRUE(read.headers["content-disposition"].starts_with("attachment"));
}

TEST_F(UploadTest, WhatIsNotWhatItSaysIsRefusedAndLeavesNothing) {
  std::string content = PdfOf(1000);
  std::string hash = HashOf(content);
  EXPECT_EQ(Put(HashOf("other"), kPdf, content).status, 400);
  EXPECT_EQ(Put(hash, "image/png", content).status, 400);
  EXPECT_EQ(Put(hash, "application/x-msdownload", content).status, 400);
  std::string program = "MZ" + std::string(2000, '\0');
  EXPECT_EQ(Put(HashOf(program), kPdf, program).status, 400);
  EXPECT_EQ(Put(HashOf(""), "text/plain", "").status, 400);
  EXPECT_EQ(Put("abc", kPdf, content).status, 400);
  EXPECT_EQ(Put(std::string(64, 'A'), kPdf, content).status, 400);
  EXPECT_NE(Put("..%2f..%2fetc%2fpasswd", kPdf, content).status, 201);
  std::string large = PdfOf(64 << 20);
  EXPECT_EQ(Put(HashOf(large), kPdf, large).status, 413);
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(installation_.data() + "/uploads")) {
    files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(files, 0);
}

TEST_F(UploadTest, StrangersAndOtherOrganisationsGetNothing) {
  std::string content = PdfOf(1000);
  std::string hash = HashOf(content);
  ASSERT_EQ(Put(hash, kPdf, content).status, 201);
  std::string path = programme_->path() + "uploads/" + hash;
  EXPECT_EQ(Send("GET", path, "", "", "none").status, 401);
  EXPECT_EQ(Send("PUT", path, kPdf, content, "none").status, 401);
  Programme other(client_.get(), "other");
  EXPECT_EQ(Send("GET", other.path() + "uploads/" + hash, "", "", installation_.token()).status,
            404);
}

TEST_F(UploadTest, WhatAKilledGatewayLeftHalfWayIsRemoved) {
  std::string left = installation_.data() + "/uploads/incoming/left";
  ASSERT_TRUE(WriteFileDurably(left, "half of a").ok());
  installation_.Kill("gateway");
  installation_.Start();
  EXPECT_FALSE(fs::exists(left));
}

TEST_F(UploadTest, ADamagedFileIsNeverServedAndIsFoundByScrubAndVerify) {
  std::string content = PdfOf(1000);
  std::string hash = HashOf(content);
  ASSERT_EQ(Put(hash, kPdf, content).status, 201);
  std::string file = installation_.data() + "/uploads/" + programme_->organisation() + "/" +
                     hash.substr(0, 2) + "/" + hash;
  {
    std::fstream damage(file, std::ios::in | std::ios::out | std::ios::binary);
    damage.seekp(500);
    damage.put('y');
  }
  EXPECT_EQ(
      Send("GET", programme_->path() + "uploads/" + hash, "", "", installation_.token()).status,
      500);
  auto scrub = [&] {
    return client_->Post("/api/v1/uploads:scrub", "{}", Id::TimeOrdered(0).ToString())->body;
  };
  std::string named = programme_->organisation() + "/" + hash;
  EXPECT_NE(scrub().find(R"("damaged":[")" + named + R"("])"), std::string::npos) << scrub();
  auto verify = [&] {
    installation_.StopAll();
    int status = std::system((std::string(std::getenv("ASSAY_BIN")) + "/assayctl verify " +
                              installation_.data() + " > /dev/null")
                                 .c_str());
    installation_.Start();
    return WEXITSTATUS(status);
  };
  EXPECT_EQ(verify(), 1);
  EXPECT_EQ(Put(hash, kPdf, content).status, 201) << "uploaded again it is whole again";
  EXPECT_EQ(
      Send("GET", programme_->path() + "uploads/" + hash, "", "", installation_.token()).status,
      200);
  EXPECT_EQ(verify(), 0);
  EXPECT_NE(scrub().find(R"("damaged":[])"), std::string::npos) << scrub();
}

TEST_F(UploadTest, AFileThatEntriesNameAndThatIsGoneIsFoundByScrub) {
  std::string content = PdfOf(1000);
  std::string hash = HashOf(content);
  ASSERT_EQ(Put(hash, kPdf, content).status, 201);
  ASSERT_EQ(Attach(hash, content.size(), "attach"), "");
  auto scrub = [&] {
    std::string out = folder_.Sub("out");
    int status = std::system(
        ("ASSAY_URL=" + installation_.url() + " ASSAY_TOKEN=" + installation_.token() + " " +
         std::getenv("ASSAY_BIN") + "/assayctl scrub --service uploads > " + out + " 2>&1")
            .c_str());
    return std::to_string(WEXITSTATUS(status)) + " " + ReadFile(out).value();
  };
  EXPECT_EQ(scrub(), "0 uploads: ok, 1 file\n");
  std::string named = programme_->organisation() + "/" + hash;
  fs::remove(installation_.data() + "/uploads/" + programme_->organisation() + "/" +
             hash.substr(0, 2) + "/" + hash);
  std::string gone =
      "1 uploads: FAILED: not there, but entries name them, restore from a backup: " + named + "\n";
  EXPECT_EQ(scrub(), gone);
  fs::remove_all(installation_.data() + "/uploads");
  EXPECT_EQ(scrub(), gone) << "also when no folder is left";
  EXPECT_EQ(
      Send("GET", programme_->path() + "uploads/" + hash, "", "", installation_.token()).status,
      404);
  installation_.StopAll();
  std::string verified = folder_.Sub("verified");
  int status = std::system((std::string(std::getenv("ASSAY_BIN")) + "/assayctl verify " +
                            installation_.data() + " > " + verified + " 2>&1")
                               .c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_NE(ReadFile(verified).value().find("1 uploaded files that entries name are not in"),
            std::string::npos)
      << ReadFile(verified).value();
  installation_.Start();
  ASSERT_EQ(Put(hash, kPdf, content).status, 201);
  EXPECT_EQ(scrub(), "0 uploads: ok, 1 file\n");
  EXPECT_EQ(client_->Post("/api/v1/uploads:scrub", R"({"from":"log/training/0"})", "f")->status,
            400);
}

}  // namespace
}  // namespace assay::testing
