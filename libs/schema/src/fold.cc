#include "assay/schema/fold.h"

#include <google/protobuf/descriptor.h>

#include "assay/base/check.h"
#include "assay/options.pb.h"

namespace assay::schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool SameType(const FieldDescriptor* a, const FieldDescriptor* b) {
  if (a->cpp_type() != b->cpp_type()) {
    return false;
  }
  if (a->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    return a->message_type() == b->message_type();
  }
  return a->cpp_type() != FieldDescriptor::CPPTYPE_ENUM || a->enum_type() == b->enum_type();
}

// Copies a singular field, or element `index` of a repeated one, to a singular field or as a new
// element.
void CopyValue(const Message& from, const FieldDescriptor* source, int index, Message* to,
               const FieldDescriptor* target) {
  const Reflection* in = from.GetReflection();
  const Reflection* out = to->GetReflection();
  bool element = source->is_repeated();
  bool add = target->is_repeated();
  switch (source->cpp_type()) {
#define ASSAY_COPY(CASE, Name)                                                              \
  case FieldDescriptor::CASE: {                                                             \
    auto value =                                                                            \
        element ? in->GetRepeated##Name(from, source, index) : in->Get##Name(from, source); \
    add ? out->Add##Name(to, target, value) : out->Set##Name(to, target, value);            \
    return;                                                                                 \
  }
    ASSAY_COPY(CPPTYPE_STRING, String)
    ASSAY_COPY(CPPTYPE_BOOL, Bool)
    ASSAY_COPY(CPPTYPE_INT32, Int32)
    ASSAY_COPY(CPPTYPE_INT64, Int64)
    ASSAY_COPY(CPPTYPE_UINT32, UInt32)
    ASSAY_COPY(CPPTYPE_UINT64, UInt64)
    ASSAY_COPY(CPPTYPE_ENUM, Enum)
#undef ASSAY_COPY
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const Message& value =
          element ? in->GetRepeatedMessage(from, source, index) : in->GetMessage(from, source);
      (add ? out->AddMessage(to, target) : out->MutableMessage(to, target))->CopyFrom(value);
      return;
    }
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      ASSAY_CHECK(false);  // the dialect has none
  }
}

void CopyField(const Message& from, const FieldDescriptor* source, Message* to,
               const FieldDescriptor* target) {
  to->GetReflection()->ClearField(to, target);
  if (!source->is_repeated()) {
    CopyValue(from, source, -1, to, target);
    return;
  }
  for (int i = 0; i < from.GetReflection()->FieldSize(from, source); ++i) {
    CopyValue(from, source, i, to, target);
  }
}

std::string BoolText(bool value) {
  return value ? "true" : "false";
}

// The text of a singular field, or of element `index` of a repeated one.
std::string ValueText(const Message& message, const FieldDescriptor* field, int index) {
  const Reflection* reflection = message.GetReflection();
  bool element = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return element ? reflection->GetRepeatedString(message, field, index)
                     : reflection->GetString(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return (element ? reflection->GetRepeatedEnum(message, field, index)
                      : reflection->GetEnum(message, field))
          ->name();
#define ASSAY_TEXT(CASE, Name, ToText)                                              \
  case FieldDescriptor::CASE:                                                       \
    return ToText(element ? reflection->GetRepeated##Name(message, field, index)    \
                          : reflection->Get##Name(message, field));
    ASSAY_TEXT(CPPTYPE_BOOL, Bool, BoolText)
    ASSAY_TEXT(CPPTYPE_INT32, Int32, std::to_string)
    ASSAY_TEXT(CPPTYPE_INT64, Int64, std::to_string)
    ASSAY_TEXT(CPPTYPE_UINT32, UInt32, std::to_string)
    ASSAY_TEXT(CPPTYPE_UINT64, UInt64, std::to_string)
#undef ASSAY_TEXT
    case FieldDescriptor::CPPTYPE_MESSAGE:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return "";
  }
  return "";
}

bool IsSaid(const Message& event, const FieldDescriptor* field) {
  return field->is_repeated() || !field->has_presence() ||
         event.GetReflection()->HasField(event, field);
}

// The element of `list` whose `key` reads `value`; -1 when there is none.
int FindElement(const Message& record, const FieldDescriptor* list, const std::string& key,
                const std::string& value) {
  const Reflection* reflection = record.GetReflection();
  for (int i = 0; i < reflection->FieldSize(record, list); ++i) {
    if (list->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      if (ValueText(record, list, i) == value) {
        return i;
      }
    } else if (FieldText(reflection->GetRepeatedMessage(record, list, i), key) == value) {
      return i;
    }
  }
  return -1;
}

void FoldElement(const Message& event, const FieldDescriptor* source, Message* record,
                 const FieldDescriptor* list) {
  const Reflection* reflection = record->GetReflection();
  const std::string& key = list->options().GetExtension(assay::fold).key();
  if (list->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !key.empty()) {
    const Message& value = event.GetReflection()->GetMessage(event, source);
    int at = FindElement(*record, list, key, FieldText(value, key));
    if (at >= 0) {
      reflection->MutableRepeatedMessage(record, list, at)->MergeFrom(value);
      return;
    }
  } else if (list->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    std::string value = event.GetReflection()->GetString(event, source);
    if (value.empty() || FindElement(*record, list, "", value) >= 0) {
      return;
    }
  }
  CopyValue(event, source, -1, record, list);
}

void RemoveElement(Message* record, const FieldDescriptor* list, const std::string& value) {
  const Reflection* reflection = record->GetReflection();
  const std::string& key = list->options().GetExtension(assay::fold).key();
  int at = FindElement(*record, list, key, value);
  if (at < 0) {
    return;
  }
  for (; at + 1 < reflection->FieldSize(*record, list); ++at) {
    reflection->SwapElements(record, list, at, at + 1);
  }
  reflection->RemoveLast(record, list);
}

void SetConstant(const std::string& assignment, Message* record) {
  size_t equals = assignment.find('=');
  ASSAY_CHECK(equals != std::string::npos);
  const FieldDescriptor* field =
      record->GetDescriptor()->FindFieldByName(assignment.substr(0, equals));
  std::string value = assignment.substr(equals + 1);
  ASSAY_CHECK(field != nullptr);
  const Reflection* reflection = record->GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    reflection->SetBool(record, field, value == "true");
  } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    reflection->SetString(record, field, value);
  } else {
    const auto* number = field->enum_type()->FindValueByName(value);
    ASSAY_CHECK(number != nullptr);
    reflection->SetEnum(record, field, number);
  }
}

void FoldField(const Message& event, const FieldDescriptor* field, Message* record) {
  const assay::Fold& fold = field->options().GetExtension(assay::fold);
  if (!fold.out_of().empty()) {
    const FieldDescriptor* list = record->GetDescriptor()->FindFieldByName(fold.out_of());
    ASSAY_CHECK(list != nullptr && list->is_repeated());
    RemoveElement(record, list, FieldText(event, field->name()));
    return;
  }
  const std::string& name = fold.into().empty() ? field->name() : fold.into();
  const FieldDescriptor* target = record->GetDescriptor()->FindFieldByName(name);
  ASSAY_CHECK(fold.into().empty() || target != nullptr);
  if (target == nullptr || name == "id" || name == "meta" || !SameType(field, target) ||
      !IsSaid(event, field)) {
    return;
  }
  if (target->is_repeated() && !field->is_repeated()) {
    FoldElement(event, field, record, target);
  } else {
    CopyField(event, field, record, target);
  }
}

}  // namespace

void Fold(const Message& event, Message* record) {
  const Descriptor* type = event.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    FoldField(event, type->field(i), record);
  }
  for (const std::string& assignment : type->options().GetExtension(assay::event).set()) {
    SetConstant(assignment, record);
  }
}

void CopyFields(const Message& from, Message* to) {
  const Descriptor* type = to->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* target = type->field(i);
    const FieldDescriptor* source = from.GetDescriptor()->FindFieldByName(target->name());
    if (source == nullptr || target->name() == "id" || !SameType(source, target) ||
        source->is_repeated() != target->is_repeated() || !IsSaid(from, source)) {
      continue;
    }
    CopyField(from, source, to, target);
  }
}

std::string FieldText(const Message& message, std::string_view name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(std::string(name));
  return field == nullptr || field->is_repeated() ? "" : ValueText(message, field, -1);
}

std::vector<std::string> FieldTexts(const Message& message, const FieldDescriptor* field) {
  if (!field->is_repeated()) {
    return {ValueText(message, field, -1)};
  }
  std::vector<std::string> texts;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
    texts.push_back(ValueText(message, field, i));
  }
  return texts;
}

}  // namespace assay::schema
