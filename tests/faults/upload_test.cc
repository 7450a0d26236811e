// Uploaded files that somebody or something damages, and a disk that fails while one is kept: a
// file is served whole or not at all, and what is not whole is found by scrub.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "services/gateway/uploads.h"
#include "tests/faults/file_faults.h"
#include "tests/support/temp_folder.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;
using gateway::Uploads;
using Partly = FileFaults::Partly;

class UploadFaults : public ::testing::Test {
 protected:
  static std::string HashOf(const std::string& content) { return ToHex(Sha256(content)); }
  std::string Path(const std::string& content) const {
    std::string hash = HashOf(content);
    return folder() + "/" + organisation_ + "/" + hash.substr(0, 2) + "/" + hash;
  }
  std::string folder() const { return folder_.Sub("uploads"); }

  // What a client is answered.
  Status Upload(const std::string& content) const {
    auto incoming = uploads_.Begin(organisation_, HashOf(content));
    if (incoming == nullptr || !incoming->Take(content)) {
      return Internal("the disk refuses");
    }
    return uploads_.Finish(incoming.get(), "text/plain").status();
  }
  std::vector<std::string> Damaged() const {
    auto scrubbed = uploads_.Scrub("", UINT64_MAX);
    EXPECT_TRUE(scrubbed.ok()) << scrubbed.status().message();
    return scrubbed.ok() ? scrubbed->damaged : std::vector<std::string>{"not scrubbed"};
  }
  // Does `damage` to one of two files; it must never be served, and scrub must name it alone.
  void ExpectFound(const std::string& name,
                   const std::function<void(const std::string& path)>& damage) {
    ASSERT_TRUE(Upload(kContent).ok()) << name;
    damage(Path(kContent));
    EXPECT_EQ(uploads_.Read(organisation_, HashOf(kContent)).status().code(), StatusCode::kDataLoss)
        << name;
    EXPECT_EQ(Damaged(), std::vector<std::string>{organisation_ + "/" + HashOf(kContent)}) << name;
    EXPECT_EQ(uploads_.Read(organisation_, HashOf(kOther)).value(), kOther);
  }

  static constexpr char kContent[] = "what was seen in the server room\n";
  static constexpr char kOther[] = "another file\n";
  TempFolder folder_;
  std::string organisation_ = Id::Derived("organisation").ToString();
  Uploads uploads_{folder()};
};

TEST_F(UploadFaults, AFlippedBitAnywhereIsNeverServedAndIsFound) {
  ASSERT_TRUE(Upload(kOther).ok());
  for (size_t at = 0; at < std::string(kContent).size(); ++at) {
    ExpectFound("bit in byte " + std::to_string(at), [at](const std::string& path) {
      std::string bytes = ReadFile(path).value();
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
      ASSERT_TRUE(WriteFileDurably(path, bytes).ok());
    });
  }
  EXPECT_TRUE(Upload(kContent).ok());
  EXPECT_TRUE(Damaged().empty()) << "uploaded again it is whole again";
}

TEST_F(UploadFaults, ACutFileIsNeverServedAndIsFound) {
  ASSERT_TRUE(Upload(kOther).ok());
  for (size_t bytes = 0; bytes < std::string(kContent).size(); ++bytes) {
    ExpectFound("cut to " + std::to_string(bytes),
                [bytes](const std::string& path) { fs::resize_file(path, bytes); });
  }
}

// That entries name it is found by the gateway, which reads them: tests/system/upload_test.cc.
TEST_F(UploadFaults, ADeletedFileIsNotServed) {
  ASSERT_TRUE(Upload(kContent).ok());
  fs::remove(Path(kContent));
  EXPECT_EQ(uploads_.SizeOf(organisation_, HashOf(kContent)).status().code(),
            StatusCode::kNotFound);
  EXPECT_EQ(uploads_.Read(organisation_, HashOf(kContent)).status().code(), StatusCode::kNotFound);
}

TEST_F(UploadFaults, AFolderThatCannotBeListedIsNotCalledWhole) {
  ASSERT_TRUE(Upload(kContent).ok());
  fs::remove_all(folder());
  ASSERT_TRUE(WriteFileDurably(folder(), "a file in the folder's place").ok());
  EXPECT_EQ(uploads_.Scrub("", UINT64_MAX).status().code(), StatusCode::kInternal);
  fs::remove(folder());
  fs::create_symlink(folder(), folder());  // a loop: the system cannot even say what is there
  EXPECT_EQ(uploads_.Scrub("", UINT64_MAX).status().code(), StatusCode::kInternal);
  fs::remove(folder());
  EXPECT_TRUE(Damaged().empty()) << "nothing was uploaded";
}

// Whatever fails, a file that was confirmed is there, and its name is durable.
TEST_F(UploadFaults, WhateverCallFailsAConfirmedFileIsThere) {
  for (Partly partly : {Partly::kNothing, Partly::kHalf, Partly::kAll}) {
    bool met = true;
    for (uint64_t index = 0; met; ++index) {
      fs::remove_all(folder());
      Status answered;
      {
        FileFaults faults(folder(), index, partly);
        answered = Upload(kContent);
        met = faults.met();
      }
      EXPECT_EQ(answered.ok(), !met) << index;
      EXPECT_TRUE(Damaged().empty()) << "whole or not at all, call " << index;
      ASSERT_TRUE(Upload(kContent).ok()) << index;
      EXPECT_EQ(uploads_.Read(organisation_, HashOf(kContent)).value(), kContent);
      ASSERT_LT(index, 100U);
    }
  }
}

// After a failure the name may be there and not durable: the next one to send the file makes it so.
TEST_F(UploadFaults, AFileThatWasThereIsConfirmedOnlyWhenItsNameIsDurable) {
  ASSERT_TRUE(Upload(kContent).ok());
  std::string hash = HashOf(kContent);
  FileFaults faults(folder(), UINT64_MAX, Partly::kNothing);
  ASSERT_TRUE(Upload(kContent).ok());
  for (const std::string& synced : {hash.substr(0, 2), organisation_, std::string("uploads")}) {
    EXPECT_EQ(std::count(faults.calls().begin(), faults.calls().end(), "fsync " + synced), 1)
        << synced;
  }
}

}  // namespace
}  // namespace assay::testing
