// What the tests of backup, restore and scrub do with an installation.
#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

#include "assay/base/file.h"
#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {

namespace fs = std::filesystem;

inline constexpr const char* kStores[] = {"directory", "audits",     "actions",
                                          "training",  "scheduling", "gateway/accounts"};

struct Said {
  int exit_code = 0;
  std::string text;
  bool Has(const std::string& part) const { return text.find(part) != std::string::npos; }
};

inline void FlipBit(const std::string& path) {
  auto middle = static_cast<std::streamoff>(fs::file_size(path) / 2);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(middle);
  int byte = file.get();
  file.seekp(middle);
  file.put(static_cast<char>(byte ^ 1));
  ASSERT_TRUE(file.good()) << path;
}

// Among those that `listing` names: an earlier copy may have others.
inline std::string LargestTableIn(const std::string& folder, const std::string& listing = "") {
  std::string found;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    bool named = listing.empty() || listing.find(file.path().filename()) != std::string::npos;
    if (named && file.path().extension() == ".sst" &&
        (found.empty() || file.file_size() > fs::file_size(found))) {
      found = file.path();
    }
  }
  EXPECT_FALSE(found.empty()) << "no table in " << folder;
  return found;
}

inline std::string ListingOf(const std::string& backup) {
  return ReadFile(backup + "/manifest.json").value();
}

class BackupTest : public ::testing::Test {
 protected:
  static Installation::Options OneProcess() { return {.shape = Shape::kOneProcess}; }

  Said Ctl(const Installation& installation, const std::string& arguments) const {
    std::string out = folder_.Sub("out");
    const char* bin = std::getenv("ASSAY_BIN");
    std::string command = "ASSAY_URL=" + installation.url() + " ASSAY_TOKEN=" + token_ + " " +
                          (bin == nullptr ? "build/dev/bin" : bin) + "/assayctl " + arguments +
                          " > " + out + " 2>&1";
    int status = std::system(command.c_str());
    return {WEXITSTATUS(status), ReadFile(out).value()};
  }
  void Start(Installation* installation) {
    installation->Start();
    token_ = installation->token();
  }
  static std::string Place(const Installation& installation) {
    return " --config " + installation.data() + "/assay.toml";
  }
  std::string To() const { return folder_.Sub("backup"); }
  std::string Keys() const { return folder_.Sub("keys"); }
  Said BackUp(const Installation& installation) const {
    Said said =
        Ctl(installation, "backup --to " + To() + " --keys " + Keys() + Place(installation));
    EXPECT_EQ(said.exit_code, 0) << said.text;
    return said;
  }
  Said Restore(const Installation& installation, const std::string& more) const {
    return Ctl(installation, "restore --from " + To() + more + Place(installation));
  }
  // A restored installation has its own accounts: nobody signs in anew.
  static void StartRestored(Installation* installation) {
    installation->StartOne("assayd");
    installation->WaitReady();
  }
  // What the owner of the programme's findings is called.
  std::string OwnerIn(const Installation& installation, const Programme& programme) const {
    ctl::ApiClient client(installation.url(), token_);
    auto person = client.Get(programme.path() + "people/" + programme.owner());
    return person.ok() ? person->body : person.status().message();
  }
  static void MoveAway(const Installation& installation) {
    for (const char* folder : kStores) {
      fs::rename(installation.data() + "/" + folder, installation.data() + "/" + folder + ".old");
    }
  }
  static void MoveBack(const Installation& installation) {
    for (const char* folder : kStores) {
      fs::rename(installation.data() + "/" + folder + ".old", installation.data() + "/" + folder);
    }
  }
  // Positions of all logs, once every service has reacted to all of them; empty before.
  static std::string Settled(ctl::ApiClient* client) {
    auto answer = client->Get("/api/v1/services");
    std::map<std::string, std::string> next;
    const boost::json::array& items = answer->json.at("items").as_array();
    std::string positions;
    for (const auto& item : items) {
      next[item.at("service").as_string().c_str()] = item.at("next").as_string().c_str();
      positions += item.at("next").as_string().c_str() + std::string(" ");
    }
    for (const auto& item : items) {
      for (const auto& feed : item.at("feeds").as_array()) {
        if (feed.at("reacted").as_string() != next[feed.at("log").as_string().c_str()]) {
          return "";
        }
      }
    }
    return positions;
  }
  static void WaitSettled(ctl::ApiClient* client) {
    std::string before = "-";
    EXPECT_TRUE(WaitUntil([&] {
      std::string now = Settled(client);
      bool same = !now.empty() && now == before;
      before = now;
      return same;
    }));
  }
  static int NewFiles(const Said& said) {
    std::smatch match;
    EXPECT_TRUE(std::regex_search(said.text, match, std::regex("files, (\\d+) of them new")))
        << said.text;
    return match.empty() ? -1 : std::stoi(match[1]);
  }

  TempFolder folder_;
  std::string token_;
};

}  // namespace assay::testing
