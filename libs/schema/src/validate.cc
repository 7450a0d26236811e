#include "assay/schema/validate.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>
#include <vector>

#include "assay/base/clock.h"
#include "assay/base/id.h"
#include "assay/calendar/date.h"
#include "assay/calendar/zone.h"
#include "assay/options.pb.h"

namespace assay::schema {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr uint32_t kTextLengthDefault = 400;
constexpr uint32_t kItemsDefault = 200;

// Faults are made where they are found, without a place; each message, list and field that they are
// in adds its part of the path on the way out.
using Fault = std::optional<Rejection>;

Rejection Missing() {
  return {.code = "missing-field", .message = "This field must be filled in."};
}
Rejection Invalid(std::string message) {
  return {.code = "invalid-field", .message = std::move(message)};
}

Fault At(const std::string& place, Fault fault) {
  if (fault) {
    fault->field.insert(0, place);
  }
  return fault;
}

size_t CodePoints(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xc0) != 0x80; }));
}

// No control characters but line breaks and tabs: neither C0 and DEL nor C1 (U+0080 to U+009F, in
// UTF-8 c2 80 to c2 9f).
bool IsPrintable(std::string_view text) {
  uint8_t before = 0;
  for (char c : text) {
    uint8_t byte = static_cast<uint8_t>(c);
    bool control = byte < 0x20 ? c != '\n' && c != '\t' : byte == 0x7f;
    if (control || (before == 0xc2 && byte < 0xa0)) {
      return false;
    }
    before = byte;
  }
  return true;
}

bool IsDecimal(std::string_view text) {
  if (text.starts_with('-')) {
    text.remove_prefix(1);
  }
  size_t dot = text.find('.');
  std::string_view whole = text.substr(0, dot);
  std::string_view fraction = dot == std::string_view::npos ? "0" : text.substr(dot + 1);
  auto digits = [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return digits(whole) && digits(fraction) && (whole.size() == 1 || whole[0] != '0');
}

bool IsCurrency(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Fault CheckForm(const assay::Is& is, const std::string& text) {
  if (is.id() && !IsId(text)) {
    return Invalid("An id is a lower-case UUID, such as 0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b.");
  }
  if ((is.date() || is.occurred()) && !calendar::Date::Parse(text).ok()) {
    return Invalid("A date is written YYYY-MM-DD, must exist, and lies in 1900 to 2199.");
  }
  if (is.instant() && !ParseInstant(text).ok()) {
    return Invalid("An instant is written in UTC, such as 2026-11-21T09:00:00Z.");
  }
  if (is.decimal() && !IsDecimal(text)) {
    return Invalid("A number is written in digits with an optional fraction, such as 9.5.");
  }
  if (is.currency() && !IsCurrency(text)) {
    return Invalid("A currency is its three-letter code, such as EUR.");
  }
  if (is.zone() && !calendar::IsZone(text)) {
    return Invalid("A time zone is an IANA name, such as Europe/Berlin.");
  }
  return std::nullopt;
}

Fault CheckText(const assay::Is& is, const std::string& text) {
  if (text.empty()) {
    return is.required() ? Fault(Missing()) : std::nullopt;
  }
  if (is.required() && text.find_first_not_of(" \t\n") == std::string::npos) {
    return Missing();
  }
  size_t length_max = is.max_length() == 0 ? kTextLengthDefault : is.max_length();
  if (CodePoints(text) > length_max) {
    return Invalid("At most " + std::to_string(length_max) + " characters fit here.");
  }
  if (!IsPrintable(text)) {
    return Invalid("Control characters are not allowed here.");
  }
  return CheckForm(is, text);
}

Fault CheckNumber(const assay::Is& is, int64_t value) {
  if (is.required() && value == 0) {
    return Missing();
  }
  if (value < is.min() || (is.max() != 0 && value > is.max())) {
    std::string least = std::to_string(is.min());
    return Invalid(is.max() == 0 ? "A number of at least " + least + " is expected."
                                 : "A number from " + least + " to " + std::to_string(is.max()) +
                                       " is expected.");
  }
  return std::nullopt;
}

Fault CheckEnum(const assay::Is& is, const FieldDescriptor* field, int value) {
  if (field->enum_type()->FindValueByNumber(value) == nullptr) {
    return Invalid("This value is not known.");
  }
  return is.required() && value == 0 ? Fault(Missing()) : std::nullopt;
}

// What of a message's fields is checked, read from the options once.
struct FieldRule {
  const FieldDescriptor* field;
  const assay::Is* is;
};

// Reading options by reflection is slow; each thread keeps what it has read.
const std::vector<FieldRule>& RulesOf(const google::protobuf::Descriptor* type) {
  thread_local std::map<const google::protobuf::Descriptor*, std::vector<FieldRule>> known;
  auto [at, is_new] = known.try_emplace(type);
  for (int i = 0; is_new && i < type->field_count(); ++i) {
    at->second.push_back({type->field(i), &type->field(i)->options().GetExtension(assay::is)});
  }
  return at->second;
}

Fault Check(const Message& message);

// One value: a singular field, or element `index` of a repeated one (-1: singular).
Fault CheckValue(const Message& message, const FieldRule& rule, int index) {
  const auto* reflection = message.GetReflection();
  const auto& [field, is] = rule;
  bool element = index >= 0;
  std::string scratch;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field->type() == FieldDescriptor::TYPE_BYTES) {
        return std::nullopt;
      }
      return CheckText(
          *is, element ? reflection->GetRepeatedStringReference(message, field, index, &scratch)
                       : reflection->GetStringReference(message, field, &scratch));
    case FieldDescriptor::CPPTYPE_ENUM:
      return CheckEnum(*is, field,
                       element ? reflection->GetRepeatedEnumValue(message, field, index)
                               : reflection->GetEnumValue(message, field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return At(".", Check(element ? reflection->GetRepeatedMessage(message, field, index)
                                   : reflection->GetMessage(message, field)));
    case FieldDescriptor::CPPTYPE_INT32:
      return CheckNumber(*is, element ? reflection->GetRepeatedInt32(message, field, index)
                                      : reflection->GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return CheckNumber(*is, element ? reflection->GetRepeatedUInt32(message, field, index)
                                      : reflection->GetUInt32(message, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return CheckNumber(*is, element ? reflection->GetRepeatedInt64(message, field, index)
                                      : reflection->GetInt64(message, field));
    default:
      return std::nullopt;
  }
}

Fault CheckList(const Message& message, const FieldRule& rule) {
  const auto& [field, is] = rule;
  int size = message.GetReflection()->FieldSize(message, field);
  if (is->required() && size == 0) {
    return Missing();
  }
  uint32_t items_max = is->max_items() == 0 ? kItemsDefault : is->max_items();
  if (static_cast<uint32_t>(size) > items_max) {
    return Invalid("At most " + std::to_string(items_max) + " items fit here.");
  }
  bool texts = field->type() == FieldDescriptor::TYPE_STRING;
  for (int i = 0; i < size; ++i) {
    bool blank = texts && message.GetReflection()->GetRepeatedString(message, field, i).empty();
    if (Fault fault = blank ? Missing() : CheckValue(message, rule, i)) {
      return At("[" + std::to_string(i) + "]", std::move(fault));
    }
  }
  return std::nullopt;
}

Fault CheckField(const Message& message, const FieldRule& rule) {
  if (rule.field->is_repeated()) {
    return CheckList(message, rule);
  }
  if (rule.field->has_presence() && !message.GetReflection()->HasField(message, rule.field)) {
    return rule.is->required() ? Fault(Missing()) : std::nullopt;
  }
  return CheckValue(message, rule, -1);
}

Fault Check(const Message& message) {
  for (const FieldRule& rule : RulesOf(message.GetDescriptor())) {
    if (Fault fault = CheckField(message, rule)) {
      return At(rule.field->json_name(), std::move(fault));
    }
  }
  return std::nullopt;
}

Fault CheckOccurred(const Message& message, std::string_view today);

// The messages of a field, or the dates in it.
Fault CheckOccurredIn(const Message& message, const FieldDescriptor* field,
                      std::string_view today) {
  const auto* reflection = message.GetReflection();
  bool list = field->is_repeated();
  int size = list ? reflection->FieldSize(message, field) : 1;
  for (int i = 0; i < size; ++i) {
    std::string place = list ? "[" + std::to_string(i) + "]" : "";
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      if (Fault fault = CheckOccurred(list ? reflection->GetRepeatedMessage(message, field, i)
                                           : reflection->GetMessage(message, field),
                                      today)) {
        return At(place + ".", std::move(fault));
      }
    } else if ((list ? reflection->GetRepeatedString(message, field, i)
                     : reflection->GetString(message, field)) > today) {
      return Rejection{
          .code = "in-the-future",
          .message = "What happened cannot lie after today, " + std::string(today) + ".",
          .field = place};
    }
  }
  return std::nullopt;
}

Fault CheckOccurred(const Message& message, std::string_view today) {
  for (const auto& [field, is] : RulesOf(message.GetDescriptor())) {
    if (!is->occurred() && field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    }
    if (field->has_presence() && !message.GetReflection()->HasField(message, field)) {
      continue;
    }
    if (Fault fault = CheckOccurredIn(message, field, today)) {
      return At(field->json_name(), std::move(fault));
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Rejection> Validate(const Message& message) {
  return Check(message);
}

std::optional<Rejection> ValidateOccurred(const Message& message, std::string_view today) {
  return CheckOccurred(message, today);
}

}  // namespace assay::schema
