#include "bundle.h"

#include <gtest/gtest.h>

#include "assay/base/bytes.h"
#include "bus_limits.h"

namespace assay::bus {
namespace {

v1::Frame RequestFrame(uint64_t id, const std::string& method) {
  v1::Frame frame;
  frame.set_protocol(kProtocol);
  frame.set_id(id);
  frame.mutable_request()->set_method(method);
  return frame;
}

// How many frames are read until it ends, whole or not.
uint32_t ReadAll(const std::string& bytes, uint32_t count, bool* whole) {
  BundleReader reader(bytes, count);
  v1::Frame frame;
  std::string body;
  uint32_t read = 0;
  *whole = true;
  while (reader.left() > 0) {
    *whole = reader.Next(&frame, &body);
    read += *whole ? 1 : 0;
  }
  return read;
}

TEST(Bundle, WhatIsAddedIsReadInOrder) {
  BundleWriter writer;
  ASSERT_TRUE(writer.Add(RequestFrame(7, "one"), "body"));
  ASSERT_TRUE(writer.Add(RequestFrame(8, "two"), ""));
  BundleReader reader(*writer.bytes(), writer.count());
  v1::Frame frame;
  std::string body;
  ASSERT_TRUE(reader.Next(&frame, &body));
  EXPECT_EQ(frame.id(), 7u);
  EXPECT_EQ(frame.request().method(), "one");
  EXPECT_EQ(body, "body");
  ASSERT_TRUE(reader.Next(&frame, &body));
  EXPECT_EQ(frame.id(), 8u);
  EXPECT_EQ(body, "");
  EXPECT_EQ(reader.left(), 0u);
}

TEST(Bundle, ItIsBoundedInFramesAndBytes) {
  BundleWriter many;
  while (many.Add(RequestFrame(1, "m"), "")) {
  }
  EXPECT_EQ(many.count(), kBundleFramesMax);
  BundleWriter large;
  EXPECT_FALSE(large.Add(RequestFrame(1, "m"), std::string(kBundleBytesMax, 'x')));
  EXPECT_EQ(large.count(), 0u);
  EXPECT_TRUE(large.bytes()->empty());
  while (large.Add(RequestFrame(1, "m"), std::string(1'000, 'x'))) {
  }
  EXPECT_LE(large.bytes()->size(), kBundleBytesMax);
  EXPECT_GT(large.bytes()->size(), kBundleBytesMax - 2'000);
  many.Clear();
  EXPECT_TRUE(many.Add(RequestFrame(1, "m"), ""));
}

TEST(Bundle, WhateverIsCutOffOrAddedIsNoticed) {
  BundleWriter writer;
  ASSERT_TRUE(writer.Add(RequestFrame(1, "one"), "body"));
  ASSERT_TRUE(writer.Add(RequestFrame(2, "two"), "more"));
  const std::string bytes = *writer.bytes();
  bool whole = false;
  EXPECT_EQ(ReadAll(bytes, 2, &whole), 2u);
  EXPECT_TRUE(whole);
  for (size_t size = 0; size < bytes.size(); ++size) {
    ReadAll(bytes.substr(0, size), 2, &whole);
    EXPECT_FALSE(whole) << size;
  }
  ReadAll(bytes + "x", 2, &whole);
  EXPECT_FALSE(whole);
  for (uint32_t count : {1u, 3u, 0xffffffffu}) {
    ReadAll(bytes, count, &whole);
    EXPECT_FALSE(whole) << count;
  }
}

TEST(Bundle, ALengthBeyondTheEndOrAHeaderThatIsNoneIsNoticed) {
  bool whole = true;
  EXPECT_EQ(ReadAll(FromHex("ffffffff").value(), 1, &whole), 0u);
  EXPECT_FALSE(whole);
  EXPECT_EQ(ReadAll(FromHex("00000001ff00000000").value(), 1, &whole), 0u);
  EXPECT_FALSE(whole);
}

}  // namespace
}  // namespace assay::bus
