#include "services/gateway/derived/field_words.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "assay/common.pb.h"
#include "services/gateway/derived/names.h"

namespace assay::gateway {
namespace {

using schema::FieldDescriptor;

constexpr uint32_t kLengthDefault = 400;  // options.proto: Is.max_length
constexpr uint32_t kItemsDefault = 200;   // options.proto: Is.max_items

const assay::Is& IsOf(const FieldDescriptor* field) {
  return field->options().GetExtension(assay::is);
}

bool IsText(const FieldDescriptor* field) {
  return field->type() == FieldDescriptor::TYPE_STRING;
}

bool IsNumber(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT64:
      return true;
    default:
      return false;
  }
}

Form FormByName(std::string_view name) {
  auto ends = [&](std::initializer_list<std::string_view> suffixes) {
    return std::any_of(suffixes.begin(), suffixes.end(),
                       [&](std::string_view suffix) { return name.ends_with(suffix); });
  };
  if (name == "id" || ends({"_id", "_ids"})) {
    return Form::kId;
  }
  if (ends({"_on", "_day", "_until"})) {
    return Form::kDate;
  }
  return ends({"_at"}) ? Form::kInstant : Form::kText;
}

std::string FormWords(Form form) {
  switch (form) {
    case Form::kText:
      return "text";
    case Form::kId:
      return "id";
    case Form::kDate:
      return "date";
    case Form::kInstant:
      return "instant";
    case Form::kDecimal:
      return "decimal";
    case Form::kCurrency:
      return "currency";
    case Form::kZone:
      return "time zone";
  }
  return "";
}

std::string ValueWords(const google::protobuf::EnumDescriptor* type) {
  std::string words;
  for (int i = 1; i < type->value_count(); ++i) {  // 0 stands for "not said"
    bool last = i + 1 == type->value_count();
    words += (i == 1 ? "" : last ? " or " : ", ") + type->value(i)->name();
  }
  return words;
}

std::string ElementWords(const FieldDescriptor* field, bool shown) {
  switch (field->type()) {
    case FieldDescriptor::TYPE_MESSAGE:
      return field->message_type()->name();
    case FieldDescriptor::TYPE_ENUM:
      return ValueWords(field->enum_type());
    case FieldDescriptor::TYPE_BOOL:
      return "true or false";
    case FieldDescriptor::TYPE_BYTES:
      return "bytes (base64)";
    case FieldDescriptor::TYPE_STRING:
      return FormWords(shown ? FormShown(field) : FormOf(field));
    default:
      return "whole number";
  }
}

std::string RangeWords(const assay::Is& is) {
  if (is.max() == 0) {
    return is.min() == 0 ? "" : "at least " + std::to_string(is.min());
  }
  return std::to_string(is.min()) + " to " + std::to_string(is.max());
}

}  // namespace

Form FormOf(const FieldDescriptor* field) {
  const assay::Is& is = IsOf(field);
  return is.id()                      ? Form::kId
         : is.date() || is.occurred() ? Form::kDate
         : is.instant()               ? Form::kInstant
         : is.decimal()               ? Form::kDecimal
         : is.currency()              ? Form::kCurrency
         : is.zone()                  ? Form::kZone
                                      : Form::kText;
}

Form FormShown(const FieldDescriptor* field) {
  Form said = FormOf(field);
  return said == Form::kText && IsText(field) ? FormByName(field->name()) : said;
}

bool IsRequired(const FieldDescriptor* field) {
  const assay::Is& is = IsOf(field);
  bool absent_is_zero = IsNumber(field) && !field->is_repeated() && !field->has_presence();
  return is.required() || (absent_is_zero && is.min() > 0);
}

bool IsPersonal(const FieldDescriptor* field) {
  return IsOf(field).personal() || field->message_type() == assay::Sealed::descriptor();
}

uint32_t LengthMax(const FieldDescriptor* field) {
  uint32_t said = IsOf(field).max_length();
  return said == 0 ? kLengthDefault : said;
}

uint32_t ItemsMax(const FieldDescriptor* field) {
  uint32_t said = IsOf(field).max_items();
  return said == 0 ? kItemsDefault : said;
}

std::string TypeWords(const FieldDescriptor* field, bool shown) {
  return (field->is_repeated() ? "list of " : "") + ElementWords(field, shown);
}

std::string BoundWords(const FieldDescriptor* field) {
  const assay::Is& is = IsOf(field);
  std::string words;
  auto add = [&](bool holds, const std::string& text) {
    if (holds && !text.empty()) {
      words += (words.empty() ? "" : "; ") + text;
    }
  };
  Form form = FormOf(field);
  bool has_length = IsText(field) && (form == Form::kText || form == Form::kDecimal);
  add(IsRequired(field), "required");
  add(has_length, "at most " + std::to_string(LengthMax(field)) + " characters");
  add(IsNumber(field), RangeWords(is));
  add(field->is_repeated(), "at most " + std::to_string(ItemsMax(field)) + " items");
  add(is.occurred(), "not after today");
  add(!is.reference().empty(), "of a " + is.reference());
  add(IsPersonal(field), "personal data");
  add(!is.source().empty(), "source: " + is.source());
  return words;
}

}  // namespace assay::gateway
