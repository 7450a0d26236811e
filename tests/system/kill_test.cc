// kill -9 of any process at random while many clients write: nothing acknowledged is lost, nothing
// happens twice.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "tests/system/installation.h"
#include "tests/system/log_reader.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

// Fewer would show little; the thread sanitizer makes everything several times slower.
#ifdef __SANITIZE_THREAD__
constexpr size_t kAcknowledgedMin = 20;
#else
constexpr size_t kAcknowledgedMin = 100;
#endif
constexpr int kClients = 20;
constexpr int kKills = 50;
constexpr auto kBetweenKills = std::chrono::milliseconds(150);

// How often an event of this type happened to each record.
std::map<std::string, int> Count(const std::vector<log::v1::Entry>& entries,
                                 const std::string& type) {
  std::map<std::string, int> counts;
  for (const log::v1::Entry& entry : entries) {
    for (const log::v1::Event& event : entry.events()) {
      if (event.type() == type) {
        ++counts[event.id()];
      }
    }
  }
  return counts;
}

TEST(Kill, WhatWasAcknowledgedHappenedOnceAndSoDidWhatFollowsFromIt) {
  unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  Installation installation({.shape = Shape::kIpc});
  installation.Start();
  auto first = installation.client();
  Programme programme(first.get());

  std::mutex mu;
  std::set<std::string> acknowledged;
  std::atomic<bool> stop{false};
  std::vector<std::thread> clients;
  for (int c = 0; c < kClients; ++c) {
    clients.emplace_back([&, c] {
      auto client = installation.client();
      for (int n = 0; !stop; ++n) {
        std::string id = Id::Derived(std::to_string(c) + "/" + std::to_string(n)).ToString();
        while (!stop) {
          auto answer = programme.RaiseFinding(client.get(), id);
          if (answer.ok() && answer->ok()) {
            std::lock_guard lock(mu);
            acknowledged.insert(id);
            break;
          }
          ASSERT_FALSE(answer.ok() && answer->status < 500 && answer->status != 429)
              << answer->body;
        }
      }
    });
  }
  const std::vector<std::string> victims = {"audits",     "actions",  "directory",
                                            "scheduling", "training", "gateway"};
  for (int kill = 0; kill < kKills; ++kill) {
    std::this_thread::sleep_for(kBetweenKills);  // the load itself, not a wait for something
    const std::string& victim = victims[random() % victims.size()];
    installation.Kill(victim);
    installation.StartOne(victim);
  }
  stop = true;
  for (std::thread& client : clients) {
    client.join();
  }
  installation.WaitReady();

  // Everything that follows has happened once the last finding's action can be read.
  auto reader = installation.client();
  std::string last = Id::Derived("last").ToString();
  ASSERT_TRUE(programme.RaiseFinding(reader.get(), last)->ok());
  ASSERT_TRUE(
      reader->Get(programme.path() + "actions/" + Id::Derived("action of " + last).ToString())
          ->ok());
  ASSERT_TRUE(reader->Get(programme.path() + "findings/" + last)->ok());
  acknowledged.insert(last);

  auto digests = [&](const std::string& service) {
    return reader->Get("/api/v1/services/" + service + "/digests")->body;
  };
  std::map<std::string, std::string> before;
  installation.StopAll();
  installation.Start();
  for (const char* service : {"audits", "actions", "scheduling"}) {
    before[service] = digests(service);
  }
  installation.StopAll();
  for (const char* service : {"audits", "actions", "scheduling"}) {
    std::filesystem::remove_all(installation.data() + "/" + std::string(service) + "/views");
  }
  installation.Start();
  for (const auto& [service, digest] : before) {
    auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (digests(service) != digest && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_EQ(digests(service), digest) << service << ": views differ from a fresh build";
  }
  installation.StopAll();

  std::vector<log::v1::Entry> audits = ReadLog(installation, "audits");
  std::vector<log::v1::Entry> actions = ReadLog(installation, "actions");
  std::map<std::string, int> raised = Count(audits, "assay.audits.v1.FindingRaised");
  std::map<std::string, int> linked = Count(audits, "assay.audits.v1.ActionLinked");
  std::map<std::string, int> opened = Count(actions, "assay.actions.v1.ActionOpened");
  EXPECT_GT(acknowledged.size(), kAcknowledgedMin);
  for (const std::string& id : acknowledged) {
    EXPECT_EQ(raised[id], 1) << id;
  }
  for (const auto& [id, times] : raised) {
    EXPECT_EQ(times, 1) << id;
    EXPECT_EQ(opened[Id::Derived("action of " + id).ToString()], 1) << id;
    EXPECT_EQ(linked[id], 1) << id;
  }
  EXPECT_EQ(opened.size(), raised.size());
  RecordProperty("acknowledged", static_cast<int>(acknowledged.size()));
}

}  // namespace
}  // namespace assay::testing
