#include "entries_body.h"

#include <gtest/gtest.h>

namespace assay::bus {
namespace {

using Entries = std::vector<std::string>;

TEST(EntriesBody, WhatIsEncodedIsDecoded) {
  for (const Entries& entries :
       {Entries{}, Entries{""}, Entries{"a", "", std::string(70'000, 'x')}}) {
    auto decoded = DecodeEntries(EncodeEntries(entries), static_cast<uint32_t>(entries.size()));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(*decoded, entries);
  }
}

TEST(EntriesBody, EachEntryIsPrecededByItsLength) {
  EXPECT_EQ(EncodeEntries({"ab", "c"}), std::string("\0\0\0\x02"
                                                    "ab"
                                                    "\0\0\0\x01"
                                                    "c",
                                                    11));
}

TEST(EntriesBody, AnyOtherLengthOrCountIsRefused) {
  const std::string body = EncodeEntries({"ab", "c"});
  for (uint32_t count : {0u, 1u, 3u, 0xffffffffu}) {
    EXPECT_FALSE(DecodeEntries(body, count)) << count;
  }
  for (size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(DecodeEntries(body.substr(0, size), 2)) << size;
  }
  EXPECT_FALSE(DecodeEntries(body + "x", 2));
  EXPECT_FALSE(
      DecodeEntries("\xff\xff\xff\xff"
                    "ab",
                    1));
}

}  // namespace
}  // namespace assay::bus
