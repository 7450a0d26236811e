#include "tests/formats/filling.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/message_differencer.h>

#include <set>

namespace assay::formats {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kElements = 2;

void FillMessage(Message* message, std::set<const Descriptor*>* around);

// Sets a singular field, or adds element `index`.
void FillValue(Message* message, const FieldDescriptor* field, int index,
               std::set<const Descriptor*>* around) {
  const auto* reflection = message->GetReflection();
  bool add = field->is_repeated();
  int number = field->number() * 1000 + index;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string text = field->name() + " " + std::to_string(index);
      text += field->type() == FieldDescriptor::TYPE_BYTES ? std::string("\0\xff", 2) : " \xc3\xa9";
      return add ? reflection->AddString(message, field, text)
                 : reflection->SetString(message, field, text);
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = field->enum_type()->value(1);
      return add ? reflection->AddEnum(message, field, value)
                 : reflection->SetEnum(message, field, value);
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return add ? reflection->AddBool(message, field, true)
                 : reflection->SetBool(message, field, true);
    case FieldDescriptor::CPPTYPE_INT32:
      return add ? reflection->AddInt32(message, field, -number)
                 : reflection->SetInt32(message, field, -number);
    case FieldDescriptor::CPPTYPE_INT64:
      return add ? reflection->AddInt64(message, field, -number)
                 : reflection->SetInt64(message, field, -number);
    case FieldDescriptor::CPPTYPE_UINT32:
      return add ? reflection->AddUInt32(message, field, static_cast<uint32_t>(number))
                 : reflection->SetUInt32(message, field, static_cast<uint32_t>(number));
    case FieldDescriptor::CPPTYPE_UINT64:
      return add ? reflection->AddUInt64(message, field, static_cast<uint64_t>(number))
                 : reflection->SetUInt64(message, field, static_cast<uint64_t>(number));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return FillMessage(
          add ? reflection->AddMessage(message, field) : reflection->MutableMessage(message, field),
          around);
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return;  // the language has none
  }
}

void FillMessage(Message* message, std::set<const Descriptor*>* around) {
  const Descriptor* type = message->GetDescriptor();
  if (!around->insert(type).second) {
    return;
  }
  for (int i = 0; i < type->field_count(); ++i) {
    for (int element = 0; element < (type->field(i)->is_repeated() ? kElements : 1); ++element) {
      FillValue(message, type->field(i), element, around);
    }
  }
  around->erase(type);
}

// Fields that no type of today names: of `message` or of one inside it.
bool HasUnknown(const Message& message) {
  const auto* reflection = message.GetReflection();
  if (!reflection->GetUnknownFields(message).empty()) {
    return true;
  }
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    }
    int size = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (HasUnknown(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                          : reflection->GetMessage(message, field))) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

void Fill(Message* message) {
  std::set<const Descriptor*> around;
  FillMessage(message, &around);
}

std::string Difference(const Message& stored) {
  if (HasUnknown(stored)) {
    return "it holds fields that are no longer in proto/: " + stored.Utf8DebugString();
  }
  std::unique_ptr<Message> filled(stored.New());
  Fill(filled.get());
  google::protobuf::util::MessageDifferencer differencer;
  std::string difference;
  differencer.ReportDifferencesToString(&difference);
  differencer.set_scope(google::protobuf::util::MessageDifferencer::PARTIAL);
  return differencer.Compare(stored, *filled) ? "" : difference;
}

}  // namespace assay::formats
