// The published language only grows: no field or enum value is removed, renamed, renumbered or
// retyped.
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include "tests/formats/golden_file.h"
#include "tests/libs/schema/language.h"

namespace assay::formats {
namespace {

using google::protobuf::FieldDescriptor;

constexpr char kFile[] = "proto.lock";

// "assay.audits.v1.Audit#7" -> "name repeated assay.audits.v1.Day": by number, as the bytes are.
std::string FieldLine(const FieldDescriptor* field) {
  std::string label = field->is_repeated()            ? "repeated"
                      : field->has_optional_keyword() ? "optional"
                                                      : "singular";
  std::string type = field->message_type() != nullptr ? field->message_type()->full_name()
                     : field->enum_type() != nullptr  ? field->enum_type()->full_name()
                                                      : field->type_name();
  return field->name() + " " + label + " " + type;
}

std::map<std::string, std::string> Language() {
  std::map<std::string, std::string> lines;
  for (const auto* message : schema::AllMessages()) {
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      lines[message->full_name() + "#" + std::to_string(field->number())] = FieldLine(field);
    }
  }
  for (const auto* type : schema::AllEnums()) {
    for (int i = 0; i < type->value_count(); ++i) {
      lines[type->full_name() + "#" + std::to_string(type->value(i)->number())] =
          type->value(i)->name();
    }
  }
  return lines;
}

TEST(ProtoLock, WhatWasPublishedIsThereAndUnchanged) {
  auto today = Language();
  for (const auto& [place, locked] : ReadLines(kFile)) {
    ASSERT_TRUE(today.contains(place)) << place << " (" << locked << ") was removed or renumbered";
    EXPECT_EQ(today.at(place), locked) << place << " was renamed or retyped";
  }
}

TEST(ProtoLock, WhatIsPublishedIsLocked) {
  auto lines = ReadLines(kFile);
  for (const auto& [place, line] : Language()) {
    if (IsUpdating()) {
      lines.emplace(place, line);
    }
    EXPECT_TRUE(lines.contains(place))
        << place << " (" << line << ") is not locked" << kHowToUpdate;
  }
  if (IsUpdating()) {
    WriteLines(kFile, lines);
  }
}

}  // namespace
}  // namespace assay::formats
