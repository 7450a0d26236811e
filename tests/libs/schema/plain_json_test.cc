#include "assay/schema/plain_json.h"

#include <gtest/gtest.h>

#include "assay/calculators/v1/calculators.pb.h"

namespace assay::schema {
namespace {

using calculators::v1::AuditTime;
using calculators::v1::AuditTimeAnswer;
using calculators::v1::SiteSample;

// "code field" of the refusal; empty when the text is read.
template <typename Message>
std::string RefusalOf(std::string_view json) {
  Message message;
  auto fault = FromPlainJson(json, &message);
  return fault ? fault->code + (fault->field.empty() ? "" : " " + fault->field) : "";
}

TEST(FromPlainJson, DecimalsAreNumbersDigitForDigit) {
  AuditTime time;
  ASSERT_FALSE(FromPlainJson(
      R"({"standard":"9001","adjust_percent":-20.10,"table":[{"persons_max":5,"days":0.1000000000000000055}]})",
      &time));
  EXPECT_EQ(time.adjust_percent(), "-20.10");
  EXPECT_EQ(time.table(0).days(), "0.1000000000000000055");
}

TEST(FromPlainJson, TextsKeepTheirCharacters) {
  AuditTime time;
  ASSERT_FALSE(FromPlainJson(R"({"table_basis":"a \"b\" \\ \u00e4 \n 5.6"})", &time));
  EXPECT_EQ(time.table_basis(), "a \"b\" \\ \u00e4 \n 5.6");
}

TEST(FromPlainJson, NamesAreThoseOfProto) {
  EXPECT_EQ(RefusalOf<AuditTime>(R"({"adjust_percent":1})"), "");
  EXPECT_EQ(RefusalOf<AuditTime>(R"({"adjustPercent":1})"), "invalid-field adjustPercent");
  EXPECT_EQ(RefusalOf<AuditTime>(R"({"table":[{"days":1},{"day":1}]})"),
            "invalid-field table[1].day");
}

TEST(FromPlainJson, AValueHasItsFieldsKind) {
  struct Row {
    std::string_view json, refusal;
  };
  constexpr Row kRows[] = {
      {R"({"adjust_percent":"1"})", "invalid-field adjust_percent"},
      {R"({"adjust_percent":true})", "invalid-field adjust_percent"},
      {R"({"adjust_percent":[1]})", "invalid-field adjust_percent"},
      {R"({"personnel":"5"})", "invalid-field personnel"},
      {R"({"personnel":5.0})", "invalid-field personnel"},
      {R"({"personnel":5e0})", "invalid-field personnel"},
      {R"({"personnel":2147483648})", "invalid-field personnel"},
      {R"({"personnel":99999999999999999999})", "invalid-field personnel"},
      {R"({"personnel":{}})", "invalid-field personnel"},
      {R"({"standard":9001})", "invalid-field standard"},
      {R"({"rounding":1})", "invalid-field rounding"},
      {R"({"rounding":"up"})", "invalid-field rounding"},
      {R"({"factors":[]})", "invalid-field factors"},
      {R"({"factors":5})", "invalid-field factors"},
      {R"({"table":{}})", "invalid-field table"},
      {R"({"table":[5]})", "invalid-field table[0]"},
      {R"({"table":[[]]})", "invalid-field table[0]"},
      {R"({"auditor_standards":[1,"2"]})", "invalid-field auditor_standards[1]"},
      {R"({"auditor_standards":[1,null]})", "invalid-field auditor_standards[1]"},
      {R"(5)", "invalid-field"},
      {R"("x")", "invalid-field"},
      {R"(null)", "invalid-field"},
      {R"([])", "invalid-field"},
      {R"({"table":null,"personnel":null})", ""},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(RefusalOf<AuditTime>(row.json), row.refusal) << row.json;
  }
}

TEST(FromPlainJson, WhatIsNoJsonIsMalformed) {
  for (const char* text :
       {"", " ", "{", "{}}", "{\"personnel\":}", "{\"personnel\":NaN}", "{'a':1}",
        "{\"personnel\":1,}", "{\"standard\":\"\xff\"}", "{\"personnel\":01}"}) {
    EXPECT_EQ(RefusalOf<AuditTime>(text), "malformed-json") << text;
  }
  EXPECT_EQ(RefusalOf<AuditTime>(R"({"personnel":1,"personnel":2})"), "malformed-json personnel");
}

TEST(ToPlainJson, NamesAreThoseOfProtoAndDecimalsNumbers) {
  AuditTimeAnswer answer;
  answer.set_raw("5.6");
  answer.set_days("5");
  answer.add_standards()->set_standard("90\"01");
  std::string text = ToPlainJson(answer);
  EXPECT_NE(text.find(R"("raw":5.6,"days":5,)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("standard":"90\"01")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("personnel":0)"), std::string::npos) << text;
  EXPECT_EQ(text.find("on_site_min"), std::string::npos) << "absent, not empty";
}

TEST(ToPlainJson, WhatIsWrittenIsReadAgain) {
  AuditTimeAnswer answer;
  answer.set_raw("-0.0001");
  answer.set_basis("a\nb");
  answer.add_steps()->set_text("x");
  answer.add_steps()->set_text("y");
  for (bool pretty : {false, true}) {
    AuditTimeAnswer read;
    ASSERT_FALSE(FromPlainJson(ToPlainJson(answer, pretty), &read)) << ToPlainJson(answer, pretty);
    EXPECT_EQ(read.SerializeAsString(), answer.SerializeAsString());
  }
}

TEST(ToPlainJson, IsIndentedForPeople) {
  calculators::v1::SurveillanceDue due;
  due.set_rule("SU-1");
  EXPECT_EQ(
      ToPlainJson(due, true),
      "{\n  \"from\": \"\",\n  \"by\": \"\",\n  \"advised_by\": \"\",\n  \"rule\": \"SU-1\"\n}");
}

TEST(ValidatePlain, NamesFieldsAsTheyAreWritten) {
  SiteSample sample;
  sample.add_groups();
  auto fault = ValidatePlain(sample);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->field, "groups[0].name");
  sample.mutable_groups(0)->set_name("a");
  sample.mutable_groups(0)->add_site_ids("");
  fault = ValidatePlain(sample);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->field, "groups[0].site_ids[0]");
}

TEST(PlainJson, OnlyCalculatorsHaveIt) {
  EXPECT_TRUE(IsPlain(SiteSample::descriptor()));
  EXPECT_FALSE(IsPlain(assay::Is::descriptor()));
  EXPECT_EQ(PropertyName(SiteSample::descriptor()->FindFieldByName("risk_factor")), "risk_factor");
  EXPECT_EQ(PropertyName(assay::Is::descriptor()->FindFieldByName("max_length")), "maxLength");
}

}  // namespace
}  // namespace assay::schema
