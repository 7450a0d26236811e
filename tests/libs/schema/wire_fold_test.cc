// WireFold writes what Fold writes: for each event of the language, on records of every kind.
#include "assay/schema/wire_fold.h"

#include <google/protobuf/reflection.h>
#include <gtest/gtest.h>

#include <random>

#include "assay/schema/catalog.h"
#include "assay/schema/fold.h"
#include "sample.pb.h"

namespace assay::schema {
namespace {

using sample::v1::Thing;

// Serialized messages, with and without messages in between.
std::string FoldedAsMessages(const Message& event, const Message& record) {
  std::unique_ptr<Message> folded(record.New());
  folded->CopyFrom(record);
  Fold(event, folded.get());
  return folded->SerializeAsString();
}
std::optional<std::string> FoldedOnWire(const Message& event, const Message& record) {
  auto fold = WireFold::Of(event.GetDescriptor(), record.GetDescriptor());
  std::string folded = "before";
  if (fold == nullptr ||
      !fold->Fold(record.SerializeAsString(), event.SerializeAsString(), &folded)) {
    return std::nullopt;
  }
  return folded.substr(6);
}

// Fills a message at random: each field as likely left out, or its list empty, as not.
class Filler {
 public:
  explicit Filler(uint32_t seed) : random_(seed) {}

  void Fill(Message* message, int depth = 0) {
    const auto* type = message->GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      int count = field->is_repeated() ? Draw(3) : Draw(1);
      for (int j = 0; j < count; ++j) {
        FillField(message, field, depth);
      }
    }
  }

 private:
  int Draw(int max) { return std::uniform_int_distribution<int>(0, max)(random_); }
  std::string Text() { return std::string(1, static_cast<char>('a' + Draw(3))); }

  void FillField(Message* message, const FieldDescriptor* field, int depth) {
    const auto* reflection = message->GetReflection();
    bool add = field->is_repeated();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return add ? reflection->AddString(message, field, Text())
                   : reflection->SetString(message, field, Draw(1) == 0 ? "" : Text());
      case FieldDescriptor::CPPTYPE_BOOL:
        return add ? reflection->AddBool(message, field, true)
                   : reflection->SetBool(message, field, Draw(1) == 0);
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto* value = field->enum_type()->value(Draw(field->enum_type()->value_count() - 1));
        return add ? reflection->AddEnum(message, field, value)
                   : reflection->SetEnum(message, field, value);
      }
      case FieldDescriptor::CPPTYPE_INT32:
        return add ? reflection->AddInt32(message, field, Draw(300) - 5)
                   : reflection->SetInt32(message, field, Draw(300) - 5);
      case FieldDescriptor::CPPTYPE_INT64:
        return add ? reflection->AddInt64(message, field, Draw(300) - 5)
                   : reflection->SetInt64(message, field, Draw(300) - 5);
      case FieldDescriptor::CPPTYPE_UINT32:
        return add ? reflection->AddUInt32(message, field, 200)
                   : reflection->SetUInt32(message, field, static_cast<uint32_t>(Draw(300)));
      case FieldDescriptor::CPPTYPE_UINT64:
        return add ? reflection->AddUInt64(message, field, 200)
                   : reflection->SetUInt64(message, field, static_cast<uint64_t>(Draw(300)));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (depth < 3) {
          Fill(add ? reflection->AddMessage(message, field)
                   : reflection->MutableMessage(message, field),
               depth + 1);
        }
        return;
      default:
        FAIL() << "the dialect has no " << field->full_name();
    }
  }

  std::mt19937 random_;
};

TEST(WireFold, WritesWhatFoldWritesForEveryEventOfTheLanguage) {
  Catalog catalog;
  Filler filler(20261201);
  int on_wire = 0;
  int events = 0;
  for (const auto& [name, type] : catalog.records()) {
    for (const Descriptor* event_type : type.events) {
      ++events;
      auto fold = WireFold::Of(event_type, type.state);
      on_wire += fold == nullptr ? 0 : 1;
      for (int i = 0; fold != nullptr && i < 20; ++i) {
        auto record = NewMessage(type.state);
        auto event = NewMessage(event_type);
        filler.Fill(record.get());
        filler.Fill(event.get());
        std::string folded;
        ASSERT_TRUE(fold->Fold(record->SerializeAsString(), event->SerializeAsString(), &folded));
        ASSERT_EQ(folded, FoldedAsMessages(*event, *record))
            << event_type->full_name() << "\n"
            << event->DebugString() << record->DebugString();
      }
    }
  }
  EXPECT_GT(on_wire, events / 2) << "most events only copy fields";
}

TEST(WireFold, AFieldWithAnotherNumberIsWrittenWithTheRecords) {
  sample::v1::ThingChanged event;
  event.set_occurred_on("2024-02-20");
  event.add_tags("x");
  event.add_tags("y");
  Thing thing;
  thing.set_title("before");
  thing.set_how("kept");
  EXPECT_EQ(FoldedOnWire(event, thing), FoldedAsMessages(event, thing));
}

TEST(WireFold, WhatIsSaidToBeEmptyIsNotWritten) {
  sample::v1::ThingChanged event;
  Thing thing;
  thing.set_remark("before");
  EXPECT_EQ(FoldedOnWire(event, thing), FoldedAsMessages(event, thing)) << "kept";
  event.set_remark("");
  EXPECT_EQ(FoldedOnWire(event, thing), FoldedAsMessages(event, thing)) << "emptied";
  event.set_remark("after");
  EXPECT_EQ(FoldedOnWire(event, thing), FoldedAsMessages(event, thing)) << "replaced";
}

TEST(WireFold, ATextIsAddedOnce) {
  sample::v1::TagAdded event;
  Thing thing;
  thing.add_tags("x");
  for (const char* tag : {"x", "y", ""}) {
    event.set_tag(tag);
    EXPECT_EQ(FoldedOnWire(event, thing), FoldedAsMessages(event, thing)) << tag;
  }
}

TEST(WireFold, WhatLooksForAnElementIsLeftToMessages) {
  EXPECT_EQ(WireFold::Of(sample::v1::PartAdded::descriptor(), Thing::descriptor()), nullptr);
  EXPECT_EQ(WireFold::Of(sample::v1::PartRemoved::descriptor(), Thing::descriptor()), nullptr);
  EXPECT_NE(WireFold::Of(sample::v1::NoteAdded::descriptor(), Thing::descriptor()), nullptr);
}

TEST(WireFold, BytesThatAreNoMessageAreRefusedAndNothingIsAppended) {
  auto fold = WireFold::Of(sample::v1::ThingChanged::descriptor(), Thing::descriptor());
  Thing thing;
  thing.set_title("Title");
  std::string record = thing.SerializeAsString();
  for (const std::string& bad : {std::string("\x1a\x05"
                                             "ab"),
                                 std::string("\x07"), record + "\x0a"}) {
    std::string folded = "before";
    EXPECT_FALSE(fold->Fold(record, bad, &folded));
    EXPECT_FALSE(fold->Fold(bad, "", &folded));
    EXPECT_EQ(folded, "before");
  }
}

TEST(WireFold, FieldsInAnotherOrderAreLeftToMessages) {
  auto fold = WireFold::Of(sample::v1::ThingChanged::descriptor(), Thing::descriptor());
  Thing title;
  title.set_title("Title");
  Thing how;
  how.set_how("by hand");
  std::string folded;
  EXPECT_FALSE(fold->Fold(how.SerializeAsString() + title.SerializeAsString(), "", &folded));
  EXPECT_EQ(folded, "");
}

}  // namespace
}  // namespace assay::schema
