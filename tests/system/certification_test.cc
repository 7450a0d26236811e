// Certification beyond the demonstration, through the public API of a real installation: a
// multi-site organisation through a cycle, a transfer, three standards on different cycles, a
// recertification that fails, and an attempt to cheat at each gate.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "services/assayctl/play.h"
#include "tests/system/installation.h"

namespace assay::testing {
namespace {

constexpr char kFolder[] = "tests/system/certification/";

std::string Read(const std::string& name) {
  std::ifstream in(kFolder + name);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

class CertificationTest : public ::testing::Test {
 protected:
  CertificationTest() : installation_({.shape = Shape::kOneProcess}) { installation_.Start(); }

  // start.toml and what goes on from it.
  void Play(const std::string& name) {
    auto scenario = ctl::ParseScenario(Read("start.toml") + Read(name), name);
    ASSERT_TRUE(scenario.ok()) << scenario.status().message();
    scenario_ = *scenario;
    client_ = installation_.client();
    std::ostringstream out;
    Status played =
        ctl::Play(scenario_, {.today = scenario_.base}, installation_.url(), client_.get(), out);
    EXPECT_TRUE(played.ok()) << name << ", behind start.toml: " << played.message();
  }
  std::string Get(const std::string& path) {
    auto answer = client_->Get("/api/v1/organisations/" +
                               ctl::IdOf(scenario_, scenario_.organisation) + "/" + path);
    EXPECT_TRUE(answer.ok()) << path;
    return answer.ok() ? answer->body : "";
  }

  Installation installation_;
  ctl::Scenario scenario_;
  std::unique_ptr<ctl::ApiClient> client_;
};

TEST_F(CertificationTest, AMultiSiteOrganisationGoesThroughACycleWithASuspensionAndARestoration) {
  Play("multi_site_cycle.toml");
  std::string csv = Get("register?format=csv");
  EXPECT_TRUE(csv.starts_with("certificationIdentityNumber,certificateNumber,")) << csv;
  EXPECT_NE(csv.find(",FS-9001-1,Active,accredited,Management System,20260303,20290417,"),
            std::string::npos)
      << csv;
  EXPECT_NE(Get("readmodel?format=csv").find("not-found"), std::string::npos);
  EXPECT_NE(Get("journeys/" + ctl::IdOf(scenario_, "journey") + "/overview?format=csv")
                .find("invalid-field"),
            std::string::npos);
}

TEST_F(CertificationTest, ATransferWaitsForAnOpenMajorAndKeepsTheCycle) {
  Play("transfer.toml");
}

TEST_F(CertificationTest, ThreeStandardsAreOnDifferentCycles) {
  Play("three_cycles.toml");
}

TEST_F(CertificationTest, ARecertificationThatFailsEndsInALapse) {
  Play("failed_recertification.toml");
}

TEST_F(CertificationTest, NobodyGetsAroundAGate) {
  Play("cheating.toml");
}

}  // namespace
}  // namespace assay::testing
