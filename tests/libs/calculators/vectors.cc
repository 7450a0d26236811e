#include "tests/libs/calculators/vectors.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "assay/calculators/v1/calculators.pb.h"
#include "assay/schema/plain_json.h"

namespace assay::calculators {
namespace {

constexpr char kFile[] = "tests/libs/calculators/vectors.txt";

std::vector<std::string> Split(const std::string& line) {
  constexpr std::string_view kBar = " | ";
  std::vector<std::string> parts;
  size_t begin = 0;
  for (size_t at = line.find(kBar); at != std::string::npos; at = line.find(kBar, begin)) {
    parts.push_back(line.substr(begin, at - begin));
    begin = at + kBar.size();
  }
  parts.push_back(line.substr(begin));
  return parts;
}

// Reads an answer; the test fails when it is none.
std::unique_ptr<schema::Message> Read(const schema::CalculatorType& type, const std::string& json) {
  auto message = schema::NewMessage(type.response);
  auto fault = schema::FromPlainJson(json, message.get());
  EXPECT_FALSE(fault) << fault->field << ": " << fault->message << "\n" << json;
  return message;
}

// Leaves nothing but the field.
void KeepOnly(const schema::FieldDescriptor* field, schema::Message* message) {
  std::vector<const schema::FieldDescriptor*> set;
  message->GetReflection()->ListFields(*message, &set);
  for (const auto* other : set) {
    if (other != field) {
      message->GetReflection()->ClearField(message, other);
    }
  }
}

// "BLOCK T-5, WARN T-8"; "OK" for none.
std::string WarningsOf(const schema::Message& answer) {
  const auto* field = answer.GetDescriptor()->FindFieldByName("warnings");
  std::string text;
  for (int i = 0; i < answer.GetReflection()->FieldSize(answer, field); ++i) {
    const auto& warning = static_cast<const v1::Warning&>(
        answer.GetReflection()->GetRepeatedMessage(answer, field, i));
    text +=
        (text.empty() ? "" : ", ") + v1::Verdict_Name(warning.severity()) + " " + warning.rule();
  }
  return text.empty() ? "OK" : text;
}

}  // namespace

std::vector<Vector> ReadVectors() {
  std::ifstream in(kFile);
  EXPECT_TRUE(in) << kFile;
  std::vector<Vector> vectors;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    std::vector<std::string> parts = Split(line);
    if (parts.size() != 5) {
      ADD_FAILURE() << "five parts are expected: " << line;
      continue;
    }
    vectors.push_back({parts[0], parts[1], parts[2], parts[3], parts[4]});
  }
  return vectors;
}

void ExpectAnswer(const schema::Catalog& catalog, const Vector& vector, const std::string& answer) {
  const schema::CalculatorType* type = catalog.FindCalculator(vector.calculator);
  ASSERT_NE(type, nullptr) << vector.id;
  auto actual = Read(*type, answer);
  const boost::json::value looked_at = boost::json::parse(vector.answer);
  for (const auto& member : looked_at.as_object()) {
    const auto* field = type->response->FindFieldByName(std::string(member.key()));
    ASSERT_NE(field, nullptr) << vector.id << ": " << member.key();
    auto expected = Read(*type, vector.answer);
    auto found = Read(*type, answer);
    KeepOnly(field, expected.get());
    KeepOnly(field, found.get());
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(*expected, *found))
        << vector.id << ": " << field->name() << "\n"
        << found->ShortDebugString() << "\nexpected " << expected->ShortDebugString();
  }
  if (vector.warnings != "-") {
    EXPECT_EQ(WarningsOf(*actual), vector.warnings) << vector.id << "\n" << answer;
  }
}

}  // namespace assay::calculators
