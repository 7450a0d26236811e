// Every event that was ever published is read by today's code as it was meant.
#include <gtest/gtest.h>

#include "assay/base/bytes.h"
#include "assay/log/v1/entry.pb.h"
#include "assay/schema/catalog.h"
#include "tests/formats/filling.h"
#include "tests/formats/golden_file.h"

namespace assay::formats {
namespace {

constexpr char kFile[] = "events_v1.txt";

TEST(GoldenEvents, EachIsReadAsItWasMeant) {
  schema::Catalog catalog;
  for (const auto& [type, hex] : ReadLines(kFile)) {
    const schema::Descriptor* event = catalog.FindEvent(type);
    ASSERT_NE(event, nullptr) << type << " is gone: events are for ever";
    auto stored = schema::NewMessage(event);
    ASSERT_TRUE(stored->ParseFromString(FromHex(hex).value())) << type << " cannot be read";
    EXPECT_EQ(Difference(*stored), "") << type;
  }
}

TEST(GoldenEvents, EachPublishedEventHasItsLine) {
  schema::Catalog catalog;
  auto lines = ReadLines(kFile);
  for (const auto& [name, record] : catalog.records()) {
    for (const schema::Descriptor* event : record.events) {
      if (!lines.contains(event->full_name()) && IsUpdating()) {
        auto filled = schema::NewMessage(event);
        Fill(filled.get());
        lines[event->full_name()] = ToHex(filled->SerializeAsString());
      }
      EXPECT_TRUE(lines.contains(event->full_name()))
          << event->full_name() << " has no golden bytes" << kHowToUpdate;
    }
  }
  if (IsUpdating()) {
    WriteLines(kFile, lines);
  }
}

TEST(GoldenEvents, ALineThatReadsOtherwiseIsNoticed) {
  log::v1::NumberAssigned assigned;
  Fill(&assigned);
  EXPECT_EQ(Difference(assigned), "");
  assigned.clear_series();  // as if it had been added after the line was written
  EXPECT_EQ(Difference(assigned), "");
  assigned.set_series("another");
  EXPECT_NE(Difference(assigned), "");
  log::v1::ReactionRefused retired;
  ASSERT_TRUE(retired.ParseFromString(std::string("\xc2\x0c\x01x", 4)));
  EXPECT_NE(Difference(retired), "");
}

}  // namespace
}  // namespace assay::formats
