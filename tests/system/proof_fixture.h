#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "assay/base/file.h"
#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {

// An installation whose history is verified from outside.
class ProofTest : public ::testing::Test {
 protected:
  ProofTest() {
    installation_.Start();
    client_ = installation_.client();
  }
  // The receipt, once a checkpoint covers the entry.
  std::string Receipt(const Programme& programme, const std::string& service, uint64_t position) {
    std::string receipt;
    bool covered = WaitUntil([&] {
      auto answer =
          client_->Get(programme.path() + "receipts/" + service + "/" + std::to_string(position));
      receipt = answer.ok() && answer->ok() ? answer->body : "";
      return !receipt.empty();
    });
    EXPECT_TRUE(covered) << service << " " << position;
    return receipt;
  }
  static uint64_t Position(const ctl::ApiAnswer& answer) {
    return answer.json.at("tokens").at("audits").to_number<uint64_t>();
  }
  // The exit code; what it printed is Output().
  int Run(const std::string& command) const {
    int status = std::system((command + " > " + folder_.Sub("out") + " 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  // One of our programs, as the administrator.
  int RunOurs(const std::string& arguments) const {
    return Run("ASSAY_TOKEN=" + installation_.token() + " ASSAY_URL=" + installation_.url() + " " +
               std::getenv("ASSAY_BIN") + "/" + arguments);
  }
  std::string Output() const { return ReadFile(folder_.Sub("out")).value(); }

  Installation installation_{{}};
  std::unique_ptr<ctl::ApiClient> client_;
  TempFolder folder_;
};

}  // namespace assay::testing
