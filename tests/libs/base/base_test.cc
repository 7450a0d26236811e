#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <vector>

#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "tests/support/temp_folder.h"

namespace assay {
namespace {

TEST(File, IsWrittenIntoNewFoldersAndIntoTheCurrentOne) {
  testing::TempFolder folder;
  std::string path = folder.Sub("a/b/c/file");
  ASSERT_TRUE(WriteFileDurably(path, "one").ok());
  ASSERT_TRUE(WriteFileDurably(path, "two").ok());
  EXPECT_EQ(ReadFile(path).value(), "two");
  EXPECT_EQ(WriteFileDurably(path + "/below", "x").code(), StatusCode::kPermission);
  std::filesystem::current_path(folder.path());
  EXPECT_TRUE(WriteFileDurably("here", "x").ok());
  EXPECT_EQ(ReadFile("here").value(), "x");
  std::filesystem::current_path("/");
}

// As the processes of a fresh installation do.
TEST(File, ManyMayMakeTheSameFoldersAtOnce) {
  testing::TempFolder folder;
  for (int round = 0; round < 50; ++round) {
    std::vector<std::future<Status>> written;
    for (int i = 0; i < 8; ++i) {
      std::string path = folder.Sub(std::to_string(round) + "/a/b/c/" + std::to_string(i));
      written.push_back(
          std::async(std::launch::async, [path] { return WriteFileDurably(path, "x"); }));
    }
    for (std::future<Status>& status : written) {
      Status result = status.get();
      EXPECT_TRUE(result.ok()) << result.message();
    }
  }
}

TEST(Id, TextFormSurvivesARoundTrip) {
  Id id = Id::TimeOrdered(1'700'000'000'000);
  Result<Id> parsed = Id::Parse(id.ToString());
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(*parsed, id);
  EXPECT_EQ(id.ToString()[14], '7');
}

TEST(Id, LaterIdsSortAfterEarlierOnes) {
  EXPECT_LT(Id::TimeOrdered(1'000).ToString(), Id::TimeOrdered(1'001).ToString());
}

TEST(Id, DerivedIdsDependOnlyOnTheName) {
  EXPECT_EQ(Id::Derived("a"), Id::Derived("a"));
  EXPECT_NE(Id::Derived("a"), Id::Derived("b"));
}

TEST(Id, OnlyTheOneWrittenFormIsAccepted) {
  for (std::string_view text :
       {"", "0190a1b2c3d47e5f8a9b0c1d2e3f4a5b", "0190A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B",
        "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5", "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5bb"}) {
    EXPECT_FALSE(Id::Parse(text).ok()) << text;
    EXPECT_FALSE(IsId(text)) << text;
  }
}

TEST(Clock, InstantsSurviveARoundTrip) {
  EXPECT_EQ(FormatInstant(0), "1970-01-01T00:00:00.000000Z");
  Result<int64_t> instant = ParseInstant("2026-11-21T09:00:00.000001Z");
  ASSERT_TRUE(instant.ok());
  EXPECT_EQ(FormatInstant(*instant), "2026-11-21T09:00:00.000001Z");
}

TEST(Clock, OtherSpellingsOfAnInstantAreRefused) {
  for (std::string_view text : {"", "2026-11-21", "2026-11-21T09:00:00", "2026-13-21T09:00:00Z",
                                "2026-11-21T25:00:00Z", "2026-11-21T09:00:00+01:00"}) {
    EXPECT_FALSE(ParseInstant(text).ok()) << text;
  }
}

TEST(Clock, AManualClockNeverGoesBack) {
  ManualClock clock(10);
  clock.AdvanceTo(5);
  EXPECT_EQ(clock.NowMicros(), 10);
  clock.AdvanceTo(20);
  EXPECT_EQ(clock.NowMicros(), 20);
}

TEST(Bytes, BigEndianOrderIsNumericOrder) {
  EXPECT_LT(BigEndian64(255), BigEndian64(256));
  EXPECT_EQ(ReadBigEndian64(BigEndian64(0x0102030405060708)), 0x0102030405060708U);
}

TEST(Bytes, PrefixEndIsTheFirstKeyBeyond) {
  EXPECT_EQ(PrefixEnd("ab"), "ac");
  EXPECT_EQ(PrefixEnd(std::string("a\xff")), "b");
  EXPECT_EQ(PrefixEnd(std::string("\xff")), "");
}

TEST(Bytes, Base64AndHexRefuseRubbish) {
  EXPECT_EQ(FromBase64(ToBase64("abc")).value(), "abc");
  EXPECT_FALSE(FromBase64("a").ok());
  EXPECT_EQ(FromHex("00ff").value(), std::string("\x00\xff", 2));
  EXPECT_FALSE(FromHex("0g").ok());
}

TEST(Hash, KnownAnswers) {
  EXPECT_EQ(ToHex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Checksum(""), 0x2d06800538d394c2U);  // the reference value of XXH3-64 without a seed
}

TEST(Hash, PartsCannotBeShiftedBetweenEachOther) {
  EXPECT_NE(HashInput().Add("ab").Add("c").bytes(), HashInput().Add("a").Add("bc").bytes());
}

}  // namespace
}  // namespace assay
