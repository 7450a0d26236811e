#include "services/directory/person_keys.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include "assay/base/id.h"
#include "tests/support/temp_folder.h"

namespace assay::directory {
namespace {

namespace fs = std::filesystem;

mode_t ModeOf(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777;
}

class PersonKeysTest : public ::testing::Test {
 protected:
  PersonKeysTest() {
    address_.set_log_id(Id::Derived("log").ToString());
    address_.set_epoch(1);
    address_.set_position(7);
  }
  std::unique_ptr<PersonKeys> Open(size_t cached_keys_max = PersonKeys::kCachedKeysMax) {
    auto keys = PersonKeys::Open(data_, cached_keys_max);
    EXPECT_TRUE(keys.ok()) << keys.status().message();
    return keys.ok() ? std::move(*keys) : nullptr;
  }
  Status OpenFails() {
    auto keys = PersonKeys::Open(data_);
    EXPECT_FALSE(keys.ok());
    return keys.status();
  }
  // As the read model hands it over: with the address of its event.
  Sealed SealName(PersonKeys* keys, const std::string& person, const std::string& text) {
    auto sealed = keys->Seal(person, address_, "name", text);
    EXPECT_TRUE(sealed.ok()) << sealed.status().message();
    *sealed->mutable_address() = address_;
    return *sealed;
  }
  static Sealed Opened(PersonKeys* keys, Sealed sealed) {
    Status status = keys->Unseal(&sealed);
    EXPECT_TRUE(status.ok()) << status.message();
    return sealed;
  }
  static StatusCode CodeOf(PersonKeys* keys, Sealed sealed) {
    Sealed before = sealed;
    Status status = keys->Unseal(&sealed);
    EXPECT_EQ(sealed.SerializeAsString(), before.SerializeAsString());
    return status.code();
  }
  std::string KeyFile(const std::string& person) const { return data_ + "/keys/people/" + person; }
  std::string MasterFile() const { return data_ + "/keys/master.key"; }

  testing::TempFolder folder_;
  std::string data_ = folder_.Sub("data");
  Address address_;
  const std::string anke_ = Id::Derived("anke").ToString();
  const std::string tom_ = Id::Derived("tom").ToString();
};

TEST_F(PersonKeysTest, WhatWasSealedIsOpenedAgainAndTheCipherFieldsAreCleared) {
  auto keys = Open();
  Sealed sealed = SealName(keys.get(), anke_, "Anke Brandt");
  EXPECT_EQ(sealed.ciphertext().find("Anke"), std::string::npos);
  Sealed opened = Opened(keys.get(), sealed);
  EXPECT_EQ(opened.text(), "Anke Brandt");
  EXPECT_FALSE(opened.erased());
  EXPECT_EQ(opened.key() + opened.nonce() + opened.ciphertext(), "");
}

TEST_F(PersonKeysTest, TheEmptyTextCanBeSealed) {
  auto keys = Open();
  EXPECT_EQ(Opened(keys.get(), SealName(keys.get(), anke_, "")).text(), "");
}

TEST_F(PersonKeysTest, KeysOutliveTheProcess) {
  Sealed sealed = SealName(Open().get(), anke_, "Anke Brandt");
  EXPECT_EQ(Opened(Open().get(), sealed).text(), "Anke Brandt");
}

TEST_F(PersonKeysTest, AKeyIsOnDiskWhenSealReturns) {
  auto keys = Open();
  EXPECT_FALSE(fs::exists(KeyFile(anke_)));
  SealName(keys.get(), anke_, "Anke Brandt");
  EXPECT_EQ(fs::file_size(KeyFile(anke_)), 89u);
  EXPECT_FALSE(fs::exists(KeyFile(anke_) + ".new"));
}

TEST_F(PersonKeysTest, FilesAndFoldersAreForTheirOwnerOnly) {
  auto keys = Open();
  SealName(keys.get(), anke_, "Anke Brandt");
  EXPECT_EQ(ModeOf(data_ + "/keys/people"), 0700u);
  EXPECT_EQ(ModeOf(MasterFile()), 0600u);
  EXPECT_EQ(ModeOf(KeyFile(anke_)), 0600u);
}

TEST_F(PersonKeysTest, APersonHasOneKeyAndTwoPeopleHaveTwo) {
  auto keys = Open();
  Sealed first = SealName(keys.get(), anke_, "Anke Brandt");
  Sealed second = SealName(keys.get(), anke_, "Anke Brandt");
  EXPECT_EQ(first.key(), second.key());
  EXPECT_NE(first.nonce(), second.nonce());
  EXPECT_NE(first.ciphertext(), second.ciphertext());
  EXPECT_NE(SealName(keys.get(), tom_, "Tom Falk").key(), first.key());
}

TEST_F(PersonKeysTest, ACiphertextMovedToAnotherPlaceIsDataLoss) {
  auto keys = Open();
  SealName(keys.get(), tom_, "Tom Falk");
  const Sealed sealed = SealName(keys.get(), anke_, "Anke Brandt");
  std::vector<Sealed> moved(6, sealed);
  moved[0].mutable_address()->set_position(8);
  moved[1].mutable_address()->set_epoch(2);
  moved[2].mutable_address()->set_ordinal(1);
  moved[3].mutable_address()->set_log_id(Id::Derived("another log").ToString());
  moved[4].set_field("email");
  moved[5].clear_address();
  for (const Sealed& value : moved) {
    EXPECT_EQ(CodeOf(keys.get(), value), StatusCode::kDataLoss) << value.DebugString();
  }
}

TEST_F(PersonKeysTest, AChangedCiphertextIsDataLoss) {
  auto keys = Open();
  const Sealed sealed = SealName(keys.get(), anke_, "Anke Brandt");
  for (size_t i = 0; i < sealed.ciphertext().size(); ++i) {
    Sealed changed = sealed;
    (*changed.mutable_ciphertext())[i] ^= 1;
    EXPECT_EQ(CodeOf(keys.get(), changed), StatusCode::kDataLoss) << i;
  }
  Sealed cut = sealed;
  cut.mutable_ciphertext()->resize(15);
  EXPECT_EQ(CodeOf(keys.get(), cut), StatusCode::kDataLoss);
  Sealed short_nonce = sealed;
  short_nonce.mutable_nonce()->pop_back();
  EXPECT_EQ(CodeOf(keys.get(), short_nonce), StatusCode::kDataLoss);
}

TEST_F(PersonKeysTest, AnErasedPersonIsShownAsErasedAndStaysSo) {
  auto keys = Open();
  const Sealed sealed = SealName(keys.get(), anke_, "Anke Brandt");
  ASSERT_TRUE(keys->Erase(anke_).ok());
  EXPECT_FALSE(fs::exists(KeyFile(anke_)));
  Sealed opened = Opened(keys.get(), sealed);
  EXPECT_TRUE(opened.erased());
  EXPECT_EQ(opened.text(), "");
  EXPECT_EQ(opened.key() + opened.nonce() + opened.ciphertext(), "");
  EXPECT_TRUE(Opened(Open().get(), sealed).erased());
}

TEST_F(PersonKeysTest, ErasingOnePersonLeavesTheOthers) {
  auto keys = Open();
  Sealed tom = SealName(keys.get(), tom_, "Tom Falk");
  SealName(keys.get(), anke_, "Anke Brandt");
  ASSERT_TRUE(keys->Erase(anke_).ok());
  EXPECT_EQ(Opened(keys.get(), tom).text(), "Tom Falk");
}

TEST_F(PersonKeysTest, ErasingTwiceOrSomebodyUnknownIsNoError) {
  auto keys = Open();
  EXPECT_TRUE(keys->Erase(anke_).ok());
  EXPECT_TRUE(keys->Erase(anke_).ok());
}

TEST_F(PersonKeysTest, ANewKeyAfterErasureBringsNothingBack) {
  auto keys = Open();
  Sealed before = SealName(keys.get(), anke_, "Anke Brandt");
  ASSERT_TRUE(keys->Erase(anke_).ok());
  Sealed after = SealName(keys.get(), anke_, "Anke Lund");
  EXPECT_TRUE(Opened(keys.get(), before).erased());
  EXPECT_EQ(Opened(keys.get(), after).text(), "Anke Lund");
}

TEST_F(PersonKeysTest, AValueThatHoldsNothingStaysAsItIs) {
  Sealed nothing;
  EXPECT_TRUE(Open()->Unseal(&nothing).ok());
  EXPECT_FALSE(nothing.erased());
}

TEST_F(PersonKeysTest, APersonWithoutAnIdIsRefused) {
  auto keys = Open();
  for (const char* person : {"", "..", "../master.key", "anke"}) {
    EXPECT_EQ(keys->Seal(person, address_, "name", "x").status().code(),
              StatusCode::kInvalidArgument);
    EXPECT_EQ(keys->Erase(person).code(), StatusCode::kInvalidArgument);
    Sealed sealed;
    sealed.set_person(person);
    sealed.set_ciphertext("x");
    EXPECT_EQ(CodeOf(keys.get(), sealed), StatusCode::kInvalidArgument);
  }
}

TEST_F(PersonKeysTest, AMasterKeyOfAnotherSizeIsRefused) {
  Open();
  for (const std::string& bytes : {std::string(31, 'x'), std::string(33, 'x'), std::string()}) {
    std::ofstream(MasterFile(), std::ios::trunc) << bytes;
    Status status = OpenFails();
    EXPECT_EQ(status.code(), StatusCode::kDataLoss);
    EXPECT_NE(status.message().find("does not have 32 bytes"), std::string::npos);
  }
}

TEST_F(PersonKeysTest, AMasterKeyThatOthersMayReadIsRefused) {
  Open();
  for (mode_t mode : {0640u, 0604u, 0660u}) {
    ASSERT_EQ(chmod(MasterFile().c_str(), mode), 0);
    Status status = OpenFails();
    EXPECT_EQ(status.code(), StatusCode::kPermission);
    EXPECT_NE(status.message().find("mode 0600"), std::string::npos) << status.message();
  }
}

TEST_F(PersonKeysTest, AFolderThatOthersMayEnterIsRefused) {
  Open();
  ASSERT_EQ(chmod((data_ + "/keys/people").c_str(), 0750), 0);
  EXPECT_EQ(OpenFails().code(), StatusCode::kPermission);
}

TEST_F(PersonKeysTest, AMissingMasterKeyIsMadeOnlyWhileThereIsNothingItWrapped) {
  Open();
  fs::remove(MasterFile());
  auto keys = Open();
  SealName(keys.get(), anke_, "Anke Brandt");
  fs::remove(MasterFile());
  Status status = OpenFails();
  EXPECT_EQ(status.code(), StatusCode::kDataLoss);
  EXPECT_NE(status.message().find("restore it from a backup"), std::string::npos);
  EXPECT_FALSE(fs::exists(MasterFile()));
}

TEST_F(PersonKeysTest, AKeyFileOfAnotherPersonOrMasterKeyIsDataLoss) {
  Sealed anke;
  {
    auto keys = Open();
    SealName(keys.get(), tom_, "Tom Falk");
    anke = SealName(keys.get(), anke_, "Anke Brandt");
  }
  fs::copy_file(KeyFile(anke_), folder_.Sub("backup"));
  fs::copy_file(KeyFile(tom_), KeyFile(anke_), fs::copy_options::overwrite_existing);
  EXPECT_EQ(CodeOf(Open().get(), anke), StatusCode::kDataLoss);
  fs::copy_file(folder_.Sub("backup"), KeyFile(anke_), fs::copy_options::overwrite_existing);
  EXPECT_EQ(Opened(Open().get(), anke).text(), "Anke Brandt");
  std::ofstream(MasterFile(), std::ios::trunc) << std::string(32, 'x');
  EXPECT_EQ(CodeOf(Open().get(), anke), StatusCode::kDataLoss);
}

TEST_F(PersonKeysTest, ADamagedKeyFileIsDataLossAndIsNotReplaced) {
  SealName(Open().get(), anke_, "Anke Brandt");
  for (size_t at : {size_t{0}, size_t{1}, size_t{20}, size_t{88}}) {
    std::fstream file(KeyFile(anke_), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(at));
    char byte = static_cast<char>(file.get());
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte ^ 1));
    file.close();
    auto keys = Open();
    EXPECT_EQ(keys->Seal(anke_, address_, "name", "x").status().code(), StatusCode::kDataLoss)
        << at;
    std::fstream repair(KeyFile(anke_), std::ios::in | std::ios::out | std::ios::binary);
    repair.seekp(static_cast<std::streamoff>(at));
    repair.put(byte);
  }
  EXPECT_TRUE(Open()->Seal(anke_, address_, "name", "x").ok());
}

TEST_F(PersonKeysTest, WhatAnInterruptedWriteLeftIsRemovedAndNoKey) {
  Open();
  std::ofstream(KeyFile(anke_) + ".new") << "half a key";
  auto keys = Open();
  EXPECT_FALSE(fs::exists(KeyFile(anke_) + ".new"));
  EXPECT_EQ(Opened(keys.get(), SealName(keys.get(), anke_, "Anke Brandt")).text(), "Anke Brandt");
}

TEST_F(PersonKeysTest, AFolderThatCannotBeWrittenFailsAndMakesNoKey) {
  auto keys = Open();
  fs::remove_all(data_ + "/keys/people");
  EXPECT_EQ(keys->Seal(anke_, address_, "name", "x").status().code(), StatusCode::kInternal);
  EXPECT_FALSE(keys->Erase(anke_).ok());
}

TEST_F(PersonKeysTest, MorePeopleThanTheCacheHoldsAreReadFromDisk) {
  auto keys = Open(2);
  std::vector<Sealed> sealed;
  for (int i = 0; i < 8; ++i) {
    std::string person = Id::Derived("person " + std::to_string(i)).ToString();
    sealed.push_back(SealName(keys.get(), person, "name " + std::to_string(i)));
  }
  for (int round = 0; round < 2; ++round) {
    for (size_t i = 0; i < sealed.size(); ++i) {
      EXPECT_EQ(Opened(keys.get(), sealed[i]).text(), "name " + std::to_string(i));
    }
  }
}

TEST_F(PersonKeysTest, ManyThreadsAgreeOnEveryPersonsKey) {
  auto keys = Open(3);
  constexpr int kThreads = 4;
  constexpr int kPeople = 6;
  std::vector<std::vector<Sealed>> sealed(kThreads);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kPeople; ++i) {
        std::string person = Id::Derived("person " + std::to_string(i)).ToString();
        Sealed value = keys->Seal(person, address_, "name", "x").value();
        *value.mutable_address() = address_;
        sealed[t].push_back(value);
        ASSERT_TRUE(keys->Unseal(&value).ok());
        ASSERT_EQ(value.text(), "x");
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  std::set<std::string> used;
  for (const auto& of_thread : sealed) {
    for (const Sealed& value : of_thread) {
      used.insert(value.key());
      EXPECT_EQ(Opened(keys.get(), value).text(), "x");
    }
  }
  EXPECT_EQ(used.size(), static_cast<size_t>(kPeople));
}

}  // namespace
}  // namespace assay::directory
