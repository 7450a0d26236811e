#include "services/gateway/derived/cells.h"

#include <algorithm>

#include "assay/base/clock.h"
#include "assay/calendar/date.h"
#include "assay/common.pb.h"
#include "services/gateway/derived/field_words.h"

namespace assay::gateway {
namespace {

using google::protobuf::Reflection;
using schema::Descriptor;
using schema::FieldDescriptor;
using schema::Message;

constexpr size_t kDepthMax = 2;  // parts of a column's name

bool IsSealed(const FieldDescriptor* field) {
  return field->message_type() == assay::Sealed::descriptor();
}

bool IsMessage(const FieldDescriptor* field) {
  return field->type() == FieldDescriptor::TYPE_MESSAGE;
}

void AddColumns(const Descriptor* type, const Column& above, std::vector<Column>* columns) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    Column column = above;
    column.name += (column.name.empty() ? "" : ".") + field->json_name();
    column.path.push_back(field);
    bool flattened = IsMessage(field) && !field->is_repeated() && !IsSealed(field);
    if (!flattened && field->type() != FieldDescriptor::TYPE_BYTES) {
      columns->push_back(std::move(column));
    } else if (flattened && column.path.size() < kDepthMax) {
      AddColumns(field->message_type(), column, columns);
    }
  }
}

std::string EnumText(const google::protobuf::EnumValueDescriptor* value) {
  return value->number() == 0 && value->name().ends_with("UNSPECIFIED") ? "" : value->name();
}

// One value: a singular field, or element `index` of a repeated one (-1: singular).
std::string ScalarText(const Message& message, const FieldDescriptor* field, int index) {
  const Reflection& values = *message.GetReflection();
  bool one = index < 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return (one ? values.GetBool(message, field) : values.GetRepeatedBool(message, field, index))
                 ? "true"
                 : "false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(one ? values.GetEnum(message, field)
                          : values.GetRepeatedEnum(message, field, index));
    case FieldDescriptor::CPPTYPE_INT32:
      return std::to_string(one ? values.GetInt32(message, field)
                                : values.GetRepeatedInt32(message, field, index));
    case FieldDescriptor::CPPTYPE_UINT32:
      return std::to_string(one ? values.GetUInt32(message, field)
                                : values.GetRepeatedUInt32(message, field, index));
    case FieldDescriptor::CPPTYPE_INT64:
      return std::to_string(one ? values.GetInt64(message, field)
                                : values.GetRepeatedInt64(message, field, index));
    case FieldDescriptor::CPPTYPE_UINT64:
      return std::to_string(one ? values.GetUInt64(message, field)
                                : values.GetRepeatedUInt64(message, field, index));
    case FieldDescriptor::CPPTYPE_STRING:
      return one ? values.GetString(message, field)
                 : values.GetRepeatedString(message, field, index);
    default:
      return "";  // messages; the language has no other types
  }
}

bool IsDecimal(std::string_view text) {
  size_t digits = 0;
  size_t dots = 0;
  for (char c : text.substr(text.starts_with('-') ? 1 : 0)) {
    digits += c >= '0' && c <= '9' ? 1 : 0;
    dots += c == '.' ? 1 : 0;
  }
  return digits > 0 && dots <= 1 && text.size() == digits + dots + (text[0] == '-' ? 1 : 0);
}

Cell::Kind TextKind(const FieldDescriptor* field, const std::string& text) {
  if (FormOf(field) == Form::kDecimal && IsDecimal(text)) {
    return Cell::Kind::kNumber;
  }
  if (calendar::Date::Parse(text).ok()) {
    return Cell::Kind::kDate;
  }
  return ParseInstant(text).ok() ? Cell::Kind::kInstant : Cell::Kind::kText;
}

Cell ListCell(const Message& message, const FieldDescriptor* field) {
  int size = message.GetReflection()->FieldSize(message, field);
  if (IsMessage(field)) {
    return {Cell::Kind::kNumber, std::to_string(size)};
  }
  Cell cell;
  for (int i = 0; i < size; ++i) {
    cell.text += (i == 0 ? "" : "; ") + ScalarText(message, field, i);
  }
  return cell;
}

Cell ValueCell(const Message& message, const FieldDescriptor* field) {
  if (field->is_repeated()) {
    return ListCell(message, field);
  }
  if (field->has_presence() && !message.GetReflection()->HasField(message, field)) {
    return {};
  }
  if (IsSealed(field)) {
    const auto& sealed =
        static_cast<const assay::Sealed&>(message.GetReflection()->GetMessage(message, field));
    return {Cell::Kind::kText, sealed.erased() ? "erased" : sealed.text()};
  }
  std::string text = ScalarText(message, field, -1);
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      Cell::Kind kind = TextKind(field, text);
      return {kind, std::move(text)};
    }
    case FieldDescriptor::CPPTYPE_ENUM:
      return {Cell::Kind::kText, std::move(text)};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {Cell::Kind::kBoolean, std::move(text)};
    default:
      return {Cell::Kind::kNumber, std::move(text)};
  }
}

}  // namespace

std::vector<Column> ColumnsOf(const Descriptor* type) {
  std::vector<Column> columns;
  AddColumns(type, {}, &columns);
  return columns;
}

const FieldDescriptor* RowsOf(const Descriptor* answer) {
  const FieldDescriptor* only = answer->field_count() == 1 ? answer->field(0) : nullptr;
  bool rows = only != nullptr && only->is_repeated() && only->message_type() != nullptr;
  return rows ? only : nullptr;
}

Cell CellOf(const Message& record, const Column& column) {
  const Message* message = &record;
  for (size_t i = 0; i + 1 < column.path.size(); ++i) {
    const Reflection* values = message->GetReflection();
    if (!values->HasField(*message, column.path[i])) {
      return {};
    }
    message = &values->GetMessage(*message, column.path[i]);
  }
  return ValueCell(*message, column.path.back());
}

}  // namespace assay::gateway
