// Read models are built anew beside those in use, of the own log and of followed ones, while
// clients write: nobody is refused, and the new ones hold what the old ones held.
#include <atomic>
#include <mutex>
#include <thread>

#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

constexpr int kClients = 4;
constexpr int kRebuilds = 5;

class RebuildTest : public ::testing::Test {
 protected:
  RebuildTest() : installation_({.shape = Shape::kIpc}) {
    installation_.Start();
    client_ = installation_.client();
    programme_ = std::make_unique<Programme>(client_.get());
  }
  ~RebuildTest() override {
    stop_ = true;
    for (std::thread& writer : writers_) {
      writer.join();
    }
  }

  // Raises findings until the test ends, and reads each one's finding and action as soon as it is
  // acknowledged.
  void Write(int number) {
    auto client = installation_.client();
    for (int n = 0; !stop_; ++n) {
      std::string id = Id::Derived(std::to_string(number) + "/" + std::to_string(n)).ToString();
      auto raised = programme_->RaiseFinding(client.get(), id);
      ASSERT_TRUE(raised.ok() && raised->ok()) << raised->body;
      auto finding = client->Get(programme_->path() + "findings/" + id);
      ASSERT_TRUE(finding.ok() && finding->ok()) << finding->body;
      ++written_;
    }
  }
  bool Rebuilding() {
    auto health = client_->Get("/api/v1/services");
    EXPECT_TRUE(health.ok() && health->ok()) << health->body;
    return health->body.find("\"rebuilding\":true") != std::string::npos;
  }
  void Rebuild(const std::string& service) {
    auto begun = client_->Post("/api/v1/services/" + service + ":rebuild", "{}");
    ASSERT_TRUE(begun.ok() && begun->ok()) << begun->body;
    ASSERT_TRUE(WaitUntil([&] { return !Rebuilding(); })) << service;
  }
  std::string Digests(const std::string& service) {
    return client_->Get("/api/v1/services/" + service + "/digests")->body;
  }

  Installation installation_;
  std::unique_ptr<ctl::ApiClient> client_;
  std::unique_ptr<Programme> programme_;
  std::atomic<bool> stop_{false};
  std::atomic<int> written_{0};
  std::vector<std::thread> writers_;
};

TEST_F(RebuildTest, WhileClientsWriteAndRead) {
  for (int i = 0; i < kClients; ++i) {
    writers_.emplace_back([this, i] { Write(i); });
  }
  for (int i = 0; i < kRebuilds; ++i) {
    for (const char* service : {"audits", "actions", "scheduling"}) {
      Rebuild(service);
    }
  }
  stop_ = true;
  for (std::thread& writer : writers_) {
    writer.join();
  }
  writers_.clear();
  EXPECT_GT(written_, kRebuilds);

  // What follows from the last finding has happened once its action can be read.
  std::string last = Id::Derived("last").ToString();
  ASSERT_TRUE(programme_->RaiseFinding(client_.get(), last)->ok());
  std::string action = Id::Derived("action of " + last).ToString();
  ASSERT_TRUE(client_->Get(programme_->path() + "actions/" + action)->ok());
  ASSERT_TRUE(client_->Get(programme_->path() + "findings/" + last)->ok());
  for (const char* service : {"audits", "actions", "scheduling"}) {
    std::string digests = Digests(service);
    Rebuild(service);
    EXPECT_TRUE(WaitUntil([&] { return Digests(service) == digests; })) << service;
  }
}

}  // namespace
}  // namespace assay::testing
