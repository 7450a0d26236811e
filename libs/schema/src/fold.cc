#include "assay/schema/fold.h"

#include <google/protobuf/descriptor.h>

#include <map>
#include <utility>
#include <vector>

#include "assay/base/check.h"
#include "assay/options.pb.h"
#include "fold_plan.h"

namespace assay::schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

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
  if (!source->is_repeated()) {
    CopyValue(from, source, -1, to, target);
    return;
  }
  to->GetReflection()->ClearField(to, target);
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
#define ASSAY_TEXT(CASE, Name, ToText)                                           \
  case FieldDescriptor::CASE:                                                    \
    return ToText(element ? reflection->GetRepeated##Name(message, field, index) \
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

// Reading options by reflection is slow; each thread keeps what it has read.
const FoldPlan& PlanOf(const Descriptor* event, const Descriptor* record) {
  thread_local std::map<std::pair<const Descriptor*, const Descriptor*>, FoldPlan> plans;
  auto [at, is_new] = plans.try_emplace({event, record});
  if (is_new) {
    at->second = MakeFoldPlan(event, record);
  }
  return at->second;
}

void FoldField(const Message& event, const FieldPlan& plan, Message* record) {
  switch (plan.does) {
    case FieldPlan::Does::kRemovesElement:
      return RemoveElement(record, plan.target, FieldText(event, plan.source->name()));
    case FieldPlan::Does::kAddsElement:
      return IsSaid(event, plan.source) ? FoldElement(event, plan.source, record, plan.target)
                                        : void();
    case FieldPlan::Does::kCopies:
      return IsSaid(event, plan.source) ? CopyField(event, plan.source, record, plan.target)
                                        : void();
  }
}

void SetConstant(const ConstantPlan& plan, Message* record) {
  const Reflection* reflection = record->GetReflection();
  if (plan.target->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    reflection->SetBool(record, plan.target, plan.number != 0);
  } else if (plan.target->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    reflection->SetString(record, plan.target, plan.value);
  } else {
    reflection->SetEnumValue(record, plan.target, plan.number);
  }
}

using Copies = std::vector<std::pair<const FieldDescriptor*, const FieldDescriptor*>>;

// The fields of `from`, each with the one of `to` that it is copied to.
const Copies& CopiesOf(const Descriptor* from, const Descriptor* to) {
  thread_local std::map<std::pair<const Descriptor*, const Descriptor*>, Copies> known;
  auto [at, is_new] = known.try_emplace({from, to});
  for (int i = 0; is_new && i < to->field_count(); ++i) {
    const FieldDescriptor* target = to->field(i);
    const FieldDescriptor* source = from->FindFieldByName(target->name());
    if (source != nullptr && target->name() != "id" && HoldSameType(source, target) &&
        source->is_repeated() == target->is_repeated()) {
      at->second.emplace_back(source, target);
    }
  }
  return at->second;
}

}  // namespace

void Fold(const Message& event, Message* record) {
  const FoldPlan& plan = PlanOf(event.GetDescriptor(), record->GetDescriptor());
  for (const FieldPlan& field : plan.fields) {
    FoldField(event, field, record);
  }
  for (const ConstantPlan& constant : plan.constants) {
    SetConstant(constant, record);
  }
}

void CopyFields(const Message& from, Message* to) {
  for (const auto& [source, target] : CopiesOf(from.GetDescriptor(), to->GetDescriptor())) {
    if (IsSaid(from, source)) {
      CopyField(from, source, to, target);
    }
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
