#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

// What the options in proto/ say that an event type does to its record type (fold.h).
namespace assay::schema {

struct FieldPlan {
  enum class Does { kCopies, kAddsElement, kRemovesElement };
  Does does;
  const google::protobuf::FieldDescriptor* source;
  const google::protobuf::FieldDescriptor* target;
};

// A constant that an event sets; `value` is used for texts.
struct ConstantPlan {
  const google::protobuf::FieldDescriptor* target;
  std::string value;
  int number;
};

struct FoldPlan {
  std::vector<FieldPlan> fields;
  std::vector<ConstantPlan> constants;  // set last
};

FoldPlan MakeFoldPlan(const google::protobuf::Descriptor* event,
                      const google::protobuf::Descriptor* record);

// Both are single values, or elements, of the same type.
bool HoldSameType(const google::protobuf::FieldDescriptor* a,
                  const google::protobuf::FieldDescriptor* b);

}  // namespace assay::schema
