#include "services/verify/verify_target.h"

#include <gtest/gtest.h>

#include <atomic>
#include <sstream>

#include "assay/base/file.h"
#include "assay/http/client.h"
#include "assay/http/server.h"
#include "services/gateway/uploads.h"
#include "tests/libs/evidence/log_in_memory.h"
#include "tests/support/temp_folder.h"

namespace assay::verify {
namespace {

static_assert(http::Client::kResponseBytesMax > gateway::Uploads::kBytesMax,
              "an export fetches every uploaded file");

// Shows one log of 300 entries, once it has refused `busy` requests with 503.
class VerifyTargetTest : public ::testing::Test {
 protected:
  void Serve(int busy) {
    busy_ = busy;
    server_ = http::Server::Start({.port = 0}, [this](const http::Request& request,
                                                      const http::Respond& respond) {
                respond(Answer(request.path));
              }).value();
  }
  int Verify() {
    options_.target = "http://127.0.0.1:" + std::to_string(server_->port()) + "/";
    return VerifyTarget(options_, out_, err_);
  }
  ~VerifyTargetTest() override {
    if (server_) {
      server_->Stop(0);
    }
  }

  http::Response Answer(const std::string& path) {
    if (busy_.fetch_sub(1) > 0) {
      return {.status = 503};
    }
    constexpr std::string_view kLog = "/log/audits/";
    if (path == "/log/policy") {
      return {.body = log_.policy("http://127.0.0.1:1/log/audits")};
    }
    auto served = path.starts_with(kLog) ? log_.Serve(path.substr(kLog.size()), 300)
                                         : Result<std::string>(NotFound(path));
    return served.ok() ? http::Response{.body = *served} : http::Response{.status = 404};
  }

  evidence::LogInMemory log_{300};
  std::atomic<int> busy_{0};
  std::unique_ptr<http::Server> server_;
  Options options_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(VerifyTargetTest, AServerThatIsBusyForAMomentIsAskedAgain) {
  Serve(2);
  EXPECT_EQ(Verify(), kVerified) << err_.str();
  EXPECT_NE(out_.str().find("300 entries"), std::string::npos) << out_.str();
}

TEST_F(VerifyTargetTest, AServerThatStaysBusyCouldNotBeChecked) {
  Serve(1'000);
  EXPECT_EQ(Verify(), kNotChecked);
  EXPECT_EQ(out_.str(), "");
  EXPECT_NE(err_.str().find("NOT CHECKED: "), std::string::npos) << err_.str();
  EXPECT_NE(err_.str().find("answers 503"), std::string::npos) << err_.str();
}

TEST_F(VerifyTargetTest, ALogOfThePolicyThatIsNotShownCouldNotBeChecked) {
  testing::TempFolder folder;
  options_.policy = folder.Sub("policy");
  evidence::LogInMemory other({.size = 1, .origin = "assay.example/HQ/actions"});
  ASSERT_TRUE(WriteFileDurably(options_.policy, log_.policy() + other.policy()).ok());
  Serve(0);
  EXPECT_EQ(Verify(), kNotChecked);
  EXPECT_NE(err_.str().find("assay.example/HQ/actions: "), std::string::npos) << err_.str();
}

TEST_F(VerifyTargetTest, WhatIsRememberedIsKeptOnlyWhenAllIsWell) {
  testing::TempFolder folder;
  options_.remember = folder.Sub("seen");
  Serve(0);
  ASSERT_EQ(Verify(), kVerified) << out_.str() << err_.str();
  std::string seen = ReadFile(options_.remember).value();
  log_.ChangeRecord(17, true);
  EXPECT_EQ(Verify(), kNotVerified);
  EXPECT_EQ(ReadFile(options_.remember).value(), seen);
}

}  // namespace
}  // namespace assay::verify
