// The schemas of requests and schema::Validate read the same options; here they are compared.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "assay/audits/v1/audit.pb.h"
#include "assay/audits/v1/certification_body.pb.h"
#include "assay/audits/v1/journey.pb.h"
#include "assay/audits/v1/quotation.pb.h"
#include "assay/schema/validate.h"
#include "services/gateway/derived/field_words.h"
#include "services/gateway/derived/json_schema.h"

namespace assay::gateway {
namespace {

namespace json = boost::json;
using schema::FieldDescriptor;

constexpr char kId[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

json::object SchemaOf(const schema::Descriptor* type) {
  SchemaCollector schemas;
  std::string pointer(schemas.Request(type).at("$ref").as_string());
  return schemas.schemas().at(pointer.substr(pointer.rfind('/') + 1)).as_object();
}

// Puts a value of the required kind in a field, or adds one.
void Fill(schema::Message* message, const FieldDescriptor* field);

void FillRequired(schema::Message* message) {
  const auto* type = message->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    if (IsRequired(type->field(i))) {
      Fill(message, type->field(i));
    }
  }
}

std::string Sample(const FieldDescriptor* field) {
  switch (FormOf(field)) {
    case Form::kId:
      return kId;
    case Form::kDate:
      return "2026-11-21";
    case Form::kInstant:
      return "2026-11-21T09:00:00Z";
    case Form::kDecimal:
      return "9.5";
    case Form::kCurrency:
      return "EUR";
    case Form::kZone:
      return "Europe/Berlin";
    case Form::kText:
      break;
  }
  return std::string(LengthMax(field), 'a');
}

// The least number that fits, and not the one that stands for nothing.
int64_t LeastOf(const FieldDescriptor* field) {
  return std::max<int64_t>(1, field->options().GetExtension(assay::is).min());
}

void Fill(schema::Message* message, const FieldDescriptor* field) {
  const auto* values = message->GetReflection();
  bool list = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return list ? values->AddString(message, field, Sample(field))
                  : values->SetString(message, field, Sample(field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return list ? values->AddEnumValue(message, field, 1)
                  : values->SetEnumValue(message, field, 1);
    case FieldDescriptor::CPPTYPE_BOOL:
      return values->SetBool(message, field, false);
    case FieldDescriptor::CPPTYPE_UINT32:
      return values->SetUInt32(message, field, static_cast<uint32_t>(LeastOf(field)));
    case FieldDescriptor::CPPTYPE_INT32:
      return values->SetInt32(message, field, static_cast<int32_t>(LeastOf(field)));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return FillRequired(list ? values->AddMessage(message, field)
                               : values->MutableMessage(message, field));
    default:
      FAIL() << field->full_name();
  }
}

TEST(RequestSchema, WhatIsRequiredIsEnoughForTheValidator) {
  const schema::Catalog catalog;
  for (const auto& [name, command] : catalog.commands()) {
    auto message = schema::NewMessage(command.message);
    FillRequired(message.get());
    auto fault = schema::Validate(*message);
    EXPECT_FALSE(fault) << name << " " << fault->field << ": " << fault->message;
  }
}

TEST(RequestSchema, TheValidatorRefusesACommandWithoutARequiredField) {
  const schema::Catalog catalog;
  for (const auto& [name, command] : catalog.commands()) {
    const json::object schema = SchemaOf(command.message);
    for (const json::value& required : schema.at("required").as_array()) {
      auto message = schema::NewMessage(command.message);
      FillRequired(message.get());
      std::string json_name(required.as_string());
      const auto* field = command.message->FindFieldByCamelcaseName(json_name);
      ASSERT_NE(field, nullptr) << json_name;
      message->GetReflection()->ClearField(message.get(), field);
      auto fault = schema::Validate(*message);
      ASSERT_TRUE(fault) << name << " " << json_name;
      EXPECT_EQ(fault->field, json_name) << name;
    }
  }
}

TEST(RequestSchema, TextOneLongerThanItsSchemaSaysIsRefused) {
  const schema::Catalog catalog;
  size_t tried = 0;
  for (const auto& [name, command] : catalog.commands()) {
    for (int i = 0; i < command.message->field_count(); ++i) {
      const FieldDescriptor* field = command.message->field(i);
      bool text = field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
      if (!text || FormOf(field) != Form::kText) {
        continue;
      }
      auto message = schema::NewMessage(command.message);
      FillRequired(message.get());
      json::object property =
          SchemaOf(command.message).at("properties").at(field->json_name()).as_object();
      auto length = static_cast<size_t>(property.at("maxLength").to_number<uint64_t>());
      message->GetReflection()->SetString(message.get(), field, std::string(length, 'a'));
      EXPECT_FALSE(schema::Validate(*message)) << field->full_name();
      message->GetReflection()->SetString(message.get(), field, std::string(length + 1, 'a'));
      EXPECT_TRUE(schema::Validate(*message)) << field->full_name();
      ++tried;
    }
  }
  EXPECT_GT(tried, 50u);
}

TEST(RequestSchema, ListsOneLongerThanTheirSchemaSaysAreRefused) {
  audits::v1::ReviseJourneyScope command;
  FillRequired(&command);
  const auto* field = command.GetDescriptor()->FindFieldByName("site_ids");
  while (static_cast<uint32_t>(command.site_ids_size()) < ItemsMax(field)) {
    command.add_site_ids(kId);
  }
  EXPECT_FALSE(schema::Validate(command));
  command.add_site_ids(kId);
  EXPECT_TRUE(schema::Validate(command));
}

TEST(RequestSchema, ANumberWhoseLeastIsAboveZeroIsRequired) {
  json::object schema = SchemaOf(audits::v1::RegisterCertificationBody::descriptor());
  json::object number = schema.at("properties").at("surveillancesPerYear").as_object();
  EXPECT_EQ(json::serialize(number), R"({"type":"integer","minimum":1,"maximum":12})");
  const json::array& required = schema.at("required").as_array();
  EXPECT_NE(std::find(required.begin(), required.end(), json::value("surveillancesPerYear")),
            required.end());
}

TEST(RequestSchema, AdmitsNoUnknownFieldAndNoUnspecifiedValue) {
  json::object schema = SchemaOf(audits::v1::PlanAudit::descriptor());
  EXPECT_EQ(schema.at("additionalProperties"), json::value(false));
  EXPECT_EQ(schema.at("properties").at("type").at("not").at("const").as_string(),
            "AUDIT_TYPE_UNSPECIFIED");
}

TEST(RequestSchema, LeavesOutTheFieldThatThePathGives) {
  SchemaCollector schemas;
  schemas.Request(audits::v1::RecordQuotation::descriptor(), "id");
  const json::value& properties =
      schemas.schemas().at("audits.RecordQuotationInput").at("properties");
  EXPECT_FALSE(properties.as_object().contains("id"));
  EXPECT_TRUE(schemas.schemas().contains("MoneyInput"));
}

// In records and events, which carry no options, the name of a field says what it holds.
TEST(RequestSchema, NamesOfFieldsKeepTheNamingRule) {
  const schema::Catalog catalog;
  for (const auto& [name, command] : catalog.commands()) {
    for (int i = 0; i < command.message->field_count(); ++i) {
      const FieldDescriptor* field = command.message->field(i);
      Form said = FormOf(field);
      bool told_by_name = said == Form::kText && FormShown(field) != Form::kText;
      EXPECT_FALSE(told_by_name) << field->full_name() << " has a name that promises a form";
    }
  }
}

}  // namespace
}  // namespace assay::gateway
