#include "services/gateway/derived/json_schema.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <limits>

#include "assay/schema/plain_json.h"
#include "services/gateway/derived/field_words.h"
#include "services/gateway/derived/names.h"

namespace assay::gateway {
namespace {

namespace json = boost::json;
using schema::Descriptor;
using schema::FieldDescriptor;

// Component that components.cc describes; a text of an answer may also be empty.
json::object Text(Form form, bool may_be_empty) {
  auto refer = [&](const std::string& name) {
    return Reference("schemas", may_be_empty ? name + "OrEmpty" : name);
  };
  switch (form) {
    case Form::kId:
      return refer("Id");
    case Form::kDate:
      return refer("Date");
    case Form::kInstant:
      return refer("Instant");
    case Form::kDecimal:
      return refer("Decimal");
    case Form::kCurrency:
      return refer("Currency");
    case Form::kText:
    case Form::kZone:
      break;
  }
  return {{"type", "string"}};
}

// A decimal that is a number in JSON.
bool IsDecimalNumber(const FieldDescriptor* field) {
  return FormOf(field) == Form::kDecimal && schema::IsPlain(field->containing_type());
}

json::object RequestText(const FieldDescriptor* field) {
  if (IsDecimalNumber(field)) {
    return Reference("schemas", "DecimalNumber");
  }
  Form form = FormOf(field);
  json::object schema = Text(form, false);
  bool free = form == Form::kText || form == Form::kZone;
  if (free && IsRequired(field)) {
    schema["minLength"] = 1;
  }
  if (free || form == Form::kDecimal) {
    schema["maxLength"] = LengthMax(field);
  }
  if (form == Form::kZone) {
    schema["description"] = "A time zone by its IANA name, such as Europe/Berlin.";
  }
  return schema;
}

// Whole numbers of 32 bits; `is` bounds them in requests.
json::object Number(const FieldDescriptor* field, bool bounded) {
  bool is_signed = field->cpp_type() == FieldDescriptor::CPPTYPE_INT32;
  int64_t min = is_signed ? std::numeric_limits<int32_t>::min() : 0;
  int64_t max =
      is_signed ? std::numeric_limits<int32_t>::max() : std::numeric_limits<uint32_t>::max();
  if (bounded) {
    const assay::Is& is = field->options().GetExtension(assay::is);
    min = std::max<int64_t>(is.min(), is.required() ? 1 : 0);
    max = is.max() == 0 ? max : is.max();
  }
  return {{"type", "integer"}, {"minimum", min}, {"maximum", max}};
}

json::object Scalar(const FieldDescriptor* field, bool bounded) {
  switch (field->type()) {
    case FieldDescriptor::TYPE_BOOL:
      return {{"type", "boolean"}};
    case FieldDescriptor::TYPE_BYTES:
      return {{"type", "string"}, {"contentEncoding", "base64"}};
    case FieldDescriptor::TYPE_INT64:
    case FieldDescriptor::TYPE_UINT64:
      return Reference("schemas", "Integer64");
    case FieldDescriptor::TYPE_STRING:
      return bounded || IsDecimalNumber(field) ? RequestText(field)
                                               : Text(FormShown(field), field->name() != "id");
    default:
      return Number(field, bounded);
  }
}

// What the option `is` says besides the form.
void Annotate(const FieldDescriptor* field, json::object* schema) {
  const assay::Is& is = field->options().GetExtension(assay::is);
  if (is.occurred()) {
    (*schema)["description"] = "Not after today.";
  }
  if (!is.reference().empty()) {
    (*schema)["x-reference"] = is.reference();
  }
  if (!is.source().empty()) {
    (*schema)["x-source"] = is.source();
  }
  if (IsPersonal(field)) {
    (*schema)["x-personal"] = true;
  }
}

json::object ListOf(json::object element) {
  return {{"type", "array"}, {"items", std::move(element)}};
}

json::object ObjectOf(json::object properties, json::array required) {
  json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) {
    schema["required"] = std::move(required);
  }
  return schema;
}

}  // namespace

json::object Reference(const std::string& kind, const std::string& name) {
  return {{"$ref", "#/components/" + kind + "/" + name}};
}

json::object SchemaCollector::Refer(const std::string& name,
                                    const std::function<json::object()>& make) {
  if (!schemas_.contains(name)) {
    schemas_[name] = json::object();  // a message may hold messages of its own type
    json::object made = make();
    schemas_[name] = std::move(made);
  }
  return Reference("schemas", name);
}

json::object SchemaCollector::Enum(const google::protobuf::EnumDescriptor* type) {
  return Refer(ShortName(type->full_name()), [&] {
    json::array names;
    for (int i = 0; i < type->value_count(); ++i) {
      names.emplace_back(type->value(i)->name());
    }
    return json::object{{"type", "string"}, {"enum", std::move(names)}};
  });
}

json::object SchemaCollector::RequestField(const FieldDescriptor* field) {
  json::object schema;
  if (field->type() == FieldDescriptor::TYPE_MESSAGE) {
    schema = Request(field->message_type());
  } else if (field->type() == FieldDescriptor::TYPE_ENUM) {
    schema = Enum(field->enum_type());
    if (IsRequired(field)) {
      schema["not"] = {{"const", field->enum_type()->FindValueByNumber(0)->name()}};
    }
  } else {
    schema = Scalar(field, true);
  }
  if (field->is_repeated()) {
    schema = ListOf(std::move(schema));
    if (IsRequired(field)) {
      schema["minItems"] = 1;
    }
    schema["maxItems"] = ItemsMax(field);
  }
  Annotate(field, &schema);
  return schema;
}

json::object SchemaCollector::AnswerField(const FieldDescriptor* field) {
  json::object schema = field->type() == FieldDescriptor::TYPE_MESSAGE
                            ? Answer(field->message_type())
                        : field->type() == FieldDescriptor::TYPE_ENUM ? Enum(field->enum_type())
                                                                      : Scalar(field, false);
  if (field->is_repeated()) {
    schema = ListOf(std::move(schema));
  }
  Annotate(field, &schema);
  return schema;
}

json::object SchemaCollector::Request(const Descriptor* type, const std::string& without) {
  return Refer(ShortName(type->full_name()) + "Input", [&] {
    json::object properties;
    json::array required;
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (field->name() == without) {
        continue;
      }
      properties[schema::PropertyName(field)] = RequestField(field);
      if (IsRequired(field)) {
        required.emplace_back(schema::PropertyName(field));
      }
    }
    json::object schema = ObjectOf(std::move(properties), std::move(required));
    schema["additionalProperties"] = false;
    return schema;
  });
}

json::object SchemaCollector::Answer(const Descriptor* type, const std::string& without) {
  return Refer(ShortName(type->full_name()), [&] {
    json::object properties;
    json::array required;
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (field->name() == without) {
        continue;
      }
      properties[schema::PropertyName(field)] = AnswerField(field);
      if (!field->has_presence()) {
        required.emplace_back(schema::PropertyName(field));
      }
    }
    return ObjectOf(std::move(properties), std::move(required));
  });
}

}  // namespace assay::gateway
