// Protobuf's JSON mapping made strict.
#include "assay/schema/json.h"

#include <gtest/gtest.h>

#include "sample.pb.h"

namespace assay::schema {
namespace {

using sample::v1::Give;

// The rejection's code; empty when it was read.
std::string CodeOf(std::string_view json) {
  Give give;
  auto fault = FromJson(json, &give);
  EXPECT_TRUE(!fault || !fault->message.empty());
  return fault ? fault->code : "";
}

TEST(FromJson, ReadsWhatFits) {
  Give give;
  auto fault = FromJson(R"({"shortText": "ä", "count": 3, "colour": "RED", "few": ["x", "y"],
                            "inner": {"name": "n"}, "large": "12"})",
                        &give);
  ASSERT_FALSE(fault) << fault->message;
  EXPECT_EQ(give.short_text(), "ä");
  EXPECT_EQ(give.count(), 3U);
  EXPECT_EQ(give.colour(), sample::v1::RED);
  EXPECT_EQ(give.few_size(), 2);
  EXPECT_EQ(give.inner().name(), "n");
  EXPECT_EQ(give.large(), 12);
  EXPECT_EQ(CodeOf(" {}\r\n\t "), "");
}

TEST(FromJson, AnUnknownFieldIsRefusedAtAnyDepth) {
  EXPECT_EQ(CodeOf(R"({"never": 1})"), "invalid-field");
  EXPECT_EQ(CodeOf(R"({"inner": {"never": 1}})"), "invalid-field");
  EXPECT_EQ(CodeOf(R"({"inners": [{"name": "n"}, {"never": null}]})"), "invalid-field");
}

TEST(FromJson, AnUnknownEnumNameOrNumberIsRefused) {
  EXPECT_EQ(CodeOf(R"({"colour": "GREEN"})"), "invalid-field");
  EXPECT_EQ(CodeOf(R"({"colour": "red"})"), "invalid-field");
  EXPECT_EQ(CodeOf(R"({"colour": 99})"), "invalid-field");
  EXPECT_EQ(CodeOf(R"({"colours": ["RED", -1]})"), "invalid-field");
  EXPECT_EQ(CodeOf(R"({"colour": 2})"), "");
}

TEST(FromJson, ADuplicateKeyIsRefusedAtAnyDepth) {
  EXPECT_EQ(CodeOf(R"({"plain": "a", "plain": "b"})"), "malformed-json");
  EXPECT_EQ(CodeOf(R"({"inner": {"name": "a", "name": "a"}})"), "malformed-json");
  EXPECT_EQ(CodeOf(R"({"inners": [{"deeper": [{"name": "a", "name": "a"}]}]})"), "malformed-json");
  EXPECT_EQ(CodeOf(R"({"plain": "a", "pl\u0061in": "b"})"), "malformed-json");
  EXPECT_EQ(CodeOf(R"({"inners": [{"name": "a"}, {"name": "a"}], "inner": {"name": "a"}})"), "");
}

TEST(FromJson, TwoSpellingsOfOneFieldAreADuplicateKey) {
  EXPECT_EQ(CodeOf(R"({"shortText": "a", "short_text": "b"})"), "malformed-json");
  EXPECT_EQ(CodeOf(R"({"short_text": "a"})"), "");
}

TEST(FromJson, NumbersThatAreNotFiniteOrDoNotFitAreRefused) {
  for (const char* number : {"NaN", "Infinity", "-Infinity"}) {
    EXPECT_EQ(CodeOf("{\"count\": " + std::string(number) + "}"), "malformed-json");
    EXPECT_EQ(CodeOf("{\"count\": \"" + std::string(number) + "\"}"), "invalid-field");
  }
  for (const char* number : {"1e400", "-1", "4294967296", "1.5"}) {
    EXPECT_NE(CodeOf("{\"count\": " + std::string(number) + "}"), "") << number;
  }
}

TEST(FromJson, SixteenLevelsAreReadAndNoMore) {
  auto nested = [](int levels) {
    std::string json = R"({"inner":)";
    for (int i = 0; i < levels; ++i) {
      json += R"({"deeper":[)";
    }
    for (int i = 0; i < levels; ++i) {
      json += "]}";
    }
    return json + "}";
  };
  EXPECT_EQ(CodeOf(nested(7)), "");  // 15 levels
  EXPECT_EQ(CodeOf(nested(8)), "malformed-json");
  EXPECT_EQ(CodeOf(std::string(100'000, '[')), "malformed-json");
  EXPECT_EQ(CodeOf(R"({"few":)" + std::string(15, '[') + std::string(15, ']') + "}"),
            "malformed-json");
}

TEST(FromJson, AListDirectlyInAListIsRefused) {
  EXPECT_EQ(CodeOf(R"({"few": [["x"]]})"), "malformed-json");
  EXPECT_EQ(CodeOf(R"({"few": [[]]})"), "malformed-json");
  EXPECT_EQ(CodeOf(R"({"inners": [{"name": "n", "deeper": []}], "few": []})"), "");
}

TEST(FromJson, InvalidUtf8IsRefused) {
  for (const char* bytes : {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80"}) {
    EXPECT_EQ(CodeOf("{\"plain\": \"" + std::string(bytes) + "\"}"), "malformed-json");
  }
  EXPECT_EQ(CodeOf(R"({"plain": "\ud800"})"), "malformed-json");
}

TEST(FromJson, WhatIsNotOneWholeObjectIsRefused) {
  for (const char* json :
       {"", " ", "{", "{}}", "{} {}", "{}x", "{\"plain\": \"a\",}", "{'plain': 1}", "{plain: 1}",
        "// {}", "{} // x", "{\"plain\": \"a\n\"}", "\xef\xbb\xbf{}"}) {
    EXPECT_EQ(CodeOf(json), "malformed-json") << json;
  }
  for (const char* json : {"[]", "[{}]", "1", "\"x\"", "true", "null"}) {
    EXPECT_NE(CodeOf(json), "") << json;
  }
}

TEST(FromJson, AValueOfAnotherKindIsRefused) {
  for (const char* json :
       {R"({"plain": 1})", R"({"plain": true})", R"({"plain": {}})", R"({"inner": "x"})",
        R"({"inner": []})", R"({"count": "three"})", R"({"count": true})"}) {
    EXPECT_EQ(CodeOf(json), "invalid-field") << json;
  }
}

TEST(FromJson, TheFieldAtFaultIsNamed) {
  auto field_of = [](const std::string& json) {
    Give give;
    auto fault = FromJson(json, &give);
    return fault ? fault->field : "read";
  };
  EXPECT_EQ(field_of(R"({"never": 1})"), "never");
  EXPECT_EQ(field_of(R"({"never_ever": 1})"), "neverEver");
  EXPECT_EQ(field_of(R"({"inner": {"never": null}})"), "inner.never");
  EXPECT_EQ(field_of(R"({"inners": [{"name": "n"}, {"never": 1}]})"), "inners[1].never");
  EXPECT_EQ(field_of(R"({"shortText": 1})"), "shortText");
  EXPECT_EQ(field_of(R"({"shortText": {}})"), "shortText");
  EXPECT_EQ(field_of(R"({"shortText": {"a": 1}})"), "shortText");
  EXPECT_EQ(field_of(R"({"shortText": ["a"]})"), "shortText");
  EXPECT_EQ(field_of(R"({"inner": {"name": {}}})"), "inner.name");
  EXPECT_EQ(field_of(R"({"inner": {"name": true}})"), "inner.name");
  EXPECT_EQ(field_of(R"({"inner": "x"})"), "inner");
  EXPECT_EQ(field_of(R"({"inners": [{"name": 7}]})"), "inners[0].name");
  EXPECT_EQ(field_of(R"({"colour": "GREEN"})"), "colour");
  EXPECT_EQ(field_of(R"({"colours": ["RED", "GREEN"]})"), "colours[1]");
  EXPECT_EQ(field_of(R"({"colours": ["RED", -1]})"), "colours[1]");
  EXPECT_EQ(field_of(R"({"few": ["x", {}]})"), "few");
  EXPECT_EQ(field_of(R"({"count": "NaN"})"), "count");
  EXPECT_EQ(field_of(R"({"count": -1})"), "count");
  EXPECT_EQ(field_of("[]"), "");
}

TEST(ToJson, EveryFieldWithoutPresenceIsPrinted) {
  sample::v1::Part part;
  EXPECT_EQ(ToJson(part), R"({"key":"","note":"","colour":"COLOUR_UNSPECIFIED"})");
}

TEST(ToJson, WhatWasPrintedIsReadBack) {
  Give give;
  give.set_plain("a \"quoted\" line\nand <another> \xe2\x82\xac");
  give.set_large(5'000'000'000);
  give.add_inners()->set_name("n");
  Give again;
  ASSERT_FALSE(FromJson(ToJson(give), &again));
  EXPECT_EQ(again.SerializeAsString(), give.SerializeAsString());
  ASSERT_FALSE(FromJson(ToJson(give, true), &again));
}

}  // namespace
}  // namespace assay::schema
