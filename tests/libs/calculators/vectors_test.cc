// Every vector of the rules of the field that a calculator answers, and every row of their tables.
#include "tests/libs/calculators/vectors.h"

#include <gtest/gtest.h>

#include <set>

#include "assay/calculators/registry.h"
#include "assay/schema/plain_json.h"

namespace assay::calculators {
namespace {

TEST(Vectors, EachIsAnsweredAsItSays) {
  const schema::Catalog catalog;
  const Registry registry(catalog);
  for (const Vector& vector : ReadVectors()) {
    auto answered =
        registry.Calculate(rules::Ruleset::Default(), vector.calculator, vector.request);
    if (const auto* rejection = std::get_if<Rejection>(&answered)) {
      ADD_FAILURE() << vector.id << ": " << rejection->field << ": " << rejection->message;
      continue;
    }
    const auto& answer = *std::get<std::unique_ptr<schema::Message>>(answered);
    ExpectAnswer(catalog, vector, schema::ToPlainJson(answer));
  }
}

TEST(Vectors, AllAreHere) {
  std::set<std::string> here;
  for (const Vector& vector : ReadVectors()) {
    EXPECT_TRUE(here.insert(vector.id).second) << vector.id << " is there twice";
  }
  // Those that no calculator answers: NC-M1, NC-M2, DE1-1 in tests/libs/rules/decision_test.cc,
  // ICS-1 in tests/libs/calendar/icalendar_test.cc, OSC-1 in tests/libs/standards/outline_test.cc.
  for (const char* id :
       {"V-SU1-1",       "V-SU1-2",      "V-SU1-3",    "V-SU2-1",        "V-SU2-2",
        "V-SU2-3",       "V-NC4-1",      "V-NC4-2",    "V-NC4-3",        "V-RC-1",
        "V-RC-2",        "V-RC-3",       "V-RC-4",     "V-RC-5",         "V-RC-6",
        "V-RC-7",        "V-RC-8",       "V-MS-1",     "V-MS-2",         "V-MS-3",
        "V-MS-4",        "V-MS-5",       "V-MS-6",     "V-T-1",          "V-T-2",
        "V-T-3 literal", "V-T-3 strict", "V-T-4",      "V-T-5",          "V-T-6",
        "V-T-7",         "V-T-8",        "V-T-9",      "V-T-10",         "V-T-11",
        "V-T-12",        "V-T-13 5.3",   "V-T-13 5.2", "V-T-13 5.25",    "V-T-13 5.75",
        "V-TR-1",        "V-TR-2",       "V-TR-3",     "V-COI-1",        "V-COI-2",
        "V-SUS-1",       "V-CERT-1",     "4.1 9001 5", "4.1 9001 10700", "4.3 27001 10700",
        "3.2 x=1700",    "3.3 N=50"}) {
    EXPECT_TRUE(here.contains(id)) << id;
  }
}

}  // namespace
}  // namespace assay::calculators
