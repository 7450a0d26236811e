#include <gtest/gtest.h>

#include "assay/calculators/calculate.h"
#include "assay/calculators/registry.h"
#include "assay/schema/plain_json.h"

namespace assay::calculators {
namespace {

const schema::Catalog& TheCatalog() {
  static const schema::Catalog catalog;
  return catalog;
}

std::variant<std::unique_ptr<schema::Message>, Rejection> Ask(const std::string& name,
                                                              const std::string& request) {
  static const Registry registry(TheCatalog());
  return registry.Calculate(rules::Ruleset::Default(), name, request);
}

// "code field"; "answered" when nothing was refused.
std::string RefusalOf(const std::string& name, const std::string& request) {
  auto answered = Ask(name, request);
  const auto* rejection = std::get_if<Rejection>(&answered);
  if (rejection == nullptr) {
    return "answered";
  }
  EXPECT_TRUE(rejection->message.ends_with('.')) << rejection->message;
  return rejection->code + (rejection->field.empty() ? "" : " " + rejection->field);
}

template <typename Answer>
Answer AnswerTo(const std::string& name, const std::string& request) {
  auto answered = Ask(name, request);
  if (const auto* rejection = std::get_if<Rejection>(&answered)) {
    ADD_FAILURE() << rejection->field << ": " << rejection->message;
    return {};
  }
  return static_cast<const Answer&>(*std::get<std::unique_ptr<schema::Message>>(answered));
}

struct Refused {
  std::string_view calculator, request, refusal;
};

TEST(Calculators, BadInputIsRefusedWithItsField) {
  constexpr Refused kRows[] = {
      {"sites", "{}", "not-found"},
      {"cycle", "", "malformed-json"},
      {"cycle", "[]", "invalid-field"},
      {"cycle", "{\"decision\":\"2026-06-15\"", "malformed-json"},
      {"cycle", R"({"decision":"2026-06-15","decision":"2026-06-16"})", "malformed-json decision"},
      {"cycle", R"({"decided":"2026-06-15"})", "invalid-field decided"},
      {"cycle", "{}", "missing-field decision"},
      {"cycle", R"({"decision":"2026-02-30"})", "invalid-field decision"},
      {"cycle", R"({"decision":20260615})", "invalid-field decision"},
      {"cycle", R"({"decision":"2026-06-15","stage2_end":"2026-06-16"})",
       "invalid-field stage2_end"},
      {"cycle", R"({"decision":"2026-06-15","expiry":"2026-06-15"})", "invalid-field expiry"},
      {"cycle", R"({"decision":"2026-06-15","surveillances":["2027-01-01","2026-01-01"]})",
       "invalid-field surveillances[1]"},
      {"cycle", R"({"decision":"2026-06-15","stage2End":"2026-06-01"})", "invalid-field stage2End"},
      {"cooling-off", "{}", "missing-field consultancy_end"},
      {"cooling-off", R"({"consultancy_end":"2024-11-21","ongoing":true})",
       "invalid-field ongoing"},
      {"major-deadline", R"({"stage2_end":"2026-08-31","verified":"2026-08-30"})",
       "invalid-field verified"},
      {"restoration", R"({"expiry":"2029-06-14","decision":"2029-06-20","today":"2029-06-19"})",
       "invalid-field decision"},
      {"suspension", R"({"suspended":"2026-08-31","today":"2026-08-30"})", "invalid-field today"},
      {"transfer", R"({"first_audit":"2026-08-31"})", "missing-field completed"},
      {"transfer", R"({"new_expiry":"2026-08-31"})", "missing-field expiry"},
      {"transfer", R"({"status":"LOST"})", "invalid-field status"},
      {"site-sample", "{}", "missing-field sites"},
      {"site-sample", R"({"sites":0})", "invalid-field sites"},
      {"site-sample", R"({"sites":-4})", "invalid-field sites"},
      {"site-sample", R"({"sites":99999999999})", "invalid-field sites"},
      {"site-sample", R"({"sites":2.5})", "invalid-field sites"},
      {"site-sample", R"({"sites":"26"})", "invalid-field sites"},
      {"site-sample", R"({"sites":4,"levels":[4]})", "invalid-field levels"},
      {"site-sample", R"({"levels":[4,0]})", "invalid-field levels[1]"},
      {"site-sample", R"({"sites":4,"site_ids":["a","b"],"seed":"s"})", "invalid-field site_ids"},
      {"site-sample", R"({"site_ids":["a","a"],"seed":"s"})", "invalid-field site_ids"},
      {"site-sample", R"({"site_ids":["a","b"]})", "missing-field seed"},
      {"site-sample", R"({"sites":4,"seed":"s"})", "missing-field site_ids"},
      {"site-sample", R"({"sites":4,"risk_factor":1.5})", "missing-field risk_justification"},
      {"site-sample", R"({"sites":4,"risk_factor":1e9})", "invalid-field risk_factor"},
      {"site-sample", R"({"sites":4,"risk_factor":1.23456})", "invalid-field risk_factor"},
      {"site-sample", R"({"sites":4,"risk_factor":"1.5"})", "invalid-field risk_factor"},
      {"site-sample", R"({"groups":[{"name":"a","sites":4}],"sampling":true})",
       "invalid-field sampling"},
      {"site-sample", R"({"groups":[{"sites":4}]})", "missing-field groups[0].name"},
      {"site-sample", R"({"groups":[{"name":"a","sites":4,"merges_into":"b"}]})",
       "invalid-field groups[0].merges_into"},
      {"site-sample", R"({"groups":[{"name":"a","sites":4},{"name":"a","sites":4}]})",
       "invalid-field groups[1].name"},
      {"audit-time", "{}", "missing-field standard"},
      {"audit-time", R"({"standard":"9001"})", "missing-field personnel"},
      {"audit-time", R"({"standard":"9001","personnel":0})", "invalid-field personnel"},
      {"audit-time", R"({"standard":"9001","personnel":110,"groups":[{"persons":1}]})",
       "invalid-field groups"},
      {"audit-time", R"({"standard":"9001","personnel":110,"adjust_percent":-101})",
       "invalid-field adjust_percent"},
      {"audit-time", R"({"standard":"9001","personnel":110,"adjust_percent":1001})",
       "invalid-field adjust_percent"},
      {"audit-time", R"({"standard":"9001","personnel":110,"rounding":"up"})",
       "invalid-field rounding"},
      {"audit-time", R"({"standard":"9001","personnel":110,"site_reduction_percent":5})",
       "invalid-field site_reduction_percent"},
      {"audit-time", R"({"standard":"9001","personnel":110,"category":"high"})",
       "invalid-field category"},
      {"audit-time", R"({"standard":"14001","personnel":110})", "missing-field category"},
      {"audit-time", R"({"standard":"45001","personnel":110,"category":"limited"})",
       "invalid-field category"},
      {"audit-time", R"({"standard":"9001","personnel":110,"integration_percent":-5})",
       "invalid-field integration_percent"},
      {"audit-time", R"({"standards":[{"standard":"9001","personnel":110}]})",
       "invalid-field standards"},
      {"audit-time",
       R"({"standards":[{"standard":"9001","personnel":1},{"standard":"ISO 9001:2015","personnel":1}]})",
       "invalid-field standards"},
      {"audit-time", R"({"standards":[{"standard":"9001","personnel":1},{"standard":"27001"}]})",
       "missing-field standards[1].personnel"},
      {"audit-time",
       R"({"standard":"20000-1","personnel":9,"table":[{"persons_max":9,"days":3},{"persons_max":9,"days":4}]})",
       "invalid-field table[1].persons_max"},
      {"audit-time",
       R"({"standard":"20000-1","personnel":9,"table":[{"persons_max":9,"days":0.001}]})",
       "invalid-field table[0].days"},
      {"audit-time", R"({"standard":"20000-1","personnel":9,"table":[{"persons_max":9}]})",
       "missing-field table[0].days"},
      {"audit-time",
       R"({"standard":"9001","personnel":9,"factors":{"business_and_regulation":1,"processes_and_tasks":1,"system_maturity":1,"platform_diversity":1,"outsourcing_dependency":1,"in_house_development":1}})",
       "invalid-field factors"},
      {"audit-time",
       R"({"standard":"27001","personnel":9,"factors":{"business_and_regulation":4}})",
       "invalid-field factors.business_and_regulation"},
  };
  for (const Refused& row : kRows) {
    EXPECT_EQ(RefusalOf(std::string(row.calculator), std::string(row.request)), row.refusal)
        << row.calculator << " " << row.request;
  }
}

TEST(Calculators, AnEnlargedSampleWithoutReasonNamesItsRule) {
  auto answered = Ask("site-sample", R"({"sites":4,"risk_factor":1.5})");
  const auto& rejection = std::get<Rejection>(answered);
  EXPECT_EQ(rejection.rule, "MS-9");
  EXPECT_EQ(rejection.ruleset, rules::Ruleset::Default().name());
  EXPECT_FALSE(rejection.clause.empty());
}

TEST(Calculators, EveryStepNamesRuleClauseAndRuleset) {
  auto answer = AnswerTo<v1::AuditTimeAnswer>(
      "audit-time", R"({"standard":"9001","personnel":110,"adjust_percent":-20})");
  ASSERT_EQ(answer.steps_size(), 7);
  for (const v1::Step& step : answer.steps()) {
    EXPECT_NE(rules::Ruleset::Default().Find(step.rule()), nullptr) << step.rule();
    EXPECT_FALSE(step.clause().empty()) << step.rule();
    EXPECT_EQ(step.ruleset(), answer.ruleset());
    EXPECT_TRUE(step.text().ends_with('.')) << step.text();
  }
  EXPECT_EQ(answer.steps(2).text(), "Changed by -20 %: 7 days become 5.6.");
}

// The rules that the steps of an answer name, in order.
template <typename Answer>
std::string RulesIn(const Answer& answer) {
  std::string rules;
  for (const v1::Step& step : answer.steps()) {
    rules += (rules.empty() ? "" : " ") + step.rule();
  }
  return rules;
}

TEST(Calculators, StepsNameTheRulesInTheOrderOfTheComputation) {
  auto time = [](const std::string& request) {
    return RulesIn(AnswerTo<v1::AuditTimeAnswer>("audit-time", request));
  };
  EXPECT_EQ(time(R"({"standard":"9001","personnel":110,"adjust_percent":-20})"),
            "T-9 AT-1 T-5 T-3 T-6 T-7 T-4");
  EXPECT_EQ(time(R"({"standard":"9001","personnel":110,"lookup":"interpolate"})"),
            "T-9 AT-3 AT-1 T-3 T-6 T-7 T-4");
  EXPECT_EQ(time(R"({"standard":"27001","groups":[{"persons":49,"identical":true}]})"),
            "IS-1 T-9 AT-1 T-3 T-6 T-7 IS-3");
  std::string cooling_off =
      RulesIn(AnswerTo<v1::CoolingOffAnswer>("cooling-off", R"({"consultancy_end":"2024-02-29"})"));
  EXPECT_TRUE(cooling_off.starts_with("D2")) << cooling_off;
  auto sample = [](const std::string& request) {
    return RulesIn(AnswerTo<v1::SiteSampleAnswer>("site-sample", request));
  };
  EXPECT_NE(sample(R"({"levels":[4,27]})").find("MS-11"), std::string::npos);
  std::string merged = sample(
      R"({"groups":[{"name":"old","sites":9},{"name":"new","sites":4,"merges_into":"old"}]})");
  EXPECT_NE(merged.find("MS-12"), std::string::npos) << merged;
  std::string drawn = sample(R"({"site_ids":["a","b"],"seed":"s"})");
  EXPECT_NE(drawn.find("MS-13"), std::string::npos) << drawn;
}

TEST(Calculators, ManyTablesInProportionStayExact) {
  std::string request = "{\"standards\":[";
  for (int i = 0; i < 20; ++i) {
    request += (i == 0 ? "" : ",") + std::string("{\"standard\":\"") + std::to_string(90'000 + i) +
               R"(","personnel":5000000,"table":[{"persons_max":)" + std::to_string(1 + i) +
               R"(,"days":1},{"persons_max":)" + std::to_string(9'999'900 + i) +
               R"(,"days":9999.99}]})";
  }
  auto answer =
      AnswerTo<v1::AuditTimeAnswer>("audit-time", request + R"(],"lookup":"interpolate"})");
  EXPECT_EQ(answer.status(), v1::CALCULATED);
  EXPECT_EQ(answer.standards(0).base(), "5000.54");
}

TEST(Calculators, TheRulesetDecides) {
  v1::MajorDeadline request;
  request.set_stage2_end("2026-08-31");
  auto answered = Calculate(rules::Ruleset::Default(), request);
  EXPECT_EQ(std::get<v1::MajorDeadlineAnswer>(answered).ruleset(), "assay-2026.1");
}

TEST(Calculators, TheSameSeedDrawsTheSameSitesInWhateverOrderTheyCome) {
  auto draw = [](const std::string& ids, const std::string& seed) {
    auto answer = AnswerTo<v1::SiteSampleAnswer>(
        "site-sample", R"({"site_ids":)" + ids + R"(,"seed":")" + seed + R"("})");
    return std::vector<std::string>(answer.drawn().begin(), answer.drawn().end());
  };
  std::vector<std::string> first = draw(
      R"(["a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q"])", "2026-11-21");
  EXPECT_EQ(first.size(), 2U);
  EXPECT_EQ(draw(R"(["q","p","o","n","m","l","k","j","i","h","g","f","e","d","c","b","a"])",
                 "2026-11-21"),
            first);
  EXPECT_NE(
      draw(R"(["a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q"])", "other"),
      first);
}

TEST(Calculators, NewSitesAreDrawnFromTogetherWithTheOthersLater) {
  std::string groups =
      R"({"groups":[{"name":"old","site_ids":["a","b","c"]},{"name":"new","site_ids":["x","y"],)"
      R"("merges_into":"old"}],"seed":"s")";
  auto initial = AnswerTo<v1::SiteSampleAnswer>("site-sample", groups + "}");
  EXPECT_EQ(initial.groups(0).drawn_size(), 1);
  EXPECT_EQ(initial.groups(1).drawn_size(), 1);
  auto later =
      AnswerTo<v1::SiteSampleAnswer>("site-sample", groups + R"(,"audit":"surveillance"})");
  EXPECT_EQ(later.drawn_size(), 1);
  EXPECT_EQ(later.groups(1).surveillance(), 0);
}

TEST(Calculators, TheGreatestNumbersAreAnsweredExactly) {
  std::string request = "{\"standards\":[";
  for (int i = 0; i < 20; ++i) {
    request +=
        (i == 0 ? "" : ",") + std::string("{\"standard\":\"") + std::to_string(90'000 + i) +
        R"(","personnel":10000000,"adjust_percent":999.99,"table":[{"persons_max":10000000,"days":9999.99}]})";
  }
  auto answer =
      AnswerTo<v1::AuditTimeAnswer>("audit-time", request + R"(],"integration_percent":99.99})");
  EXPECT_EQ(answer.base(), "199999.8");
  EXPECT_EQ(answer.sum(), "2199977.80002");
  EXPECT_EQ(answer.raw(), "4399735.602259998");
  EXPECT_EQ(answer.days(), "4399735.5");
  EXPECT_EQ(answer.on_site_min(), "3519788.4818079984");
}

TEST(Calculators, AStandardMayBeWrittenInFull) {
  auto answer = AnswerTo<v1::AuditTimeAnswer>(
      "audit-time", R"({"standard":"ISO/IEC 27001:2022","personnel":40})");
  EXPECT_EQ(answer.base(), "8.5");
  EXPECT_EQ(answer.on_site_min(), "5.95");
}

TEST(Calculators, OneStandardWithoutATableLeavesTheSumOpen) {
  auto answer = AnswerTo<v1::AuditTimeAnswer>(
      "audit-time",
      R"({"standards":[{"standard":"9001","personnel":20000},{"standard":"20000-1","personnel":9},)"
      R"({"standard":"27001","personnel":9}],"integration_percent":-20})");
  EXPECT_EQ(answer.status(), v1::NEEDS_TABLE);
  EXPECT_FALSE(answer.has_days());
  EXPECT_FALSE(answer.has_sum());
  ASSERT_EQ(answer.standards_size(), 3);
  EXPECT_EQ(answer.standards(0).status(), v1::MANUAL);
  EXPECT_EQ(answer.standards(2).days(), "5");
}

TEST(Calculators, AKeptCycleIsNotToldAsANewOne) {
  auto rules_of = [](const v1::CycleAnswer& answer) { return answer.steps(0).rule(); };
  EXPECT_EQ(rules_of(AnswerTo<v1::CycleAnswer>("cycle", R"({"decision":"2029-05-30"})")), "D6");
  EXPECT_EQ(rules_of(AnswerTo<v1::CycleAnswer>(
                "cycle", R"({"decision":"2029-05-30","expiry":"2032-06-14","first_cycle":false})")),
            "D7");
}

TEST(Calculators, TheEndsOfTheCalendarDoNoHarm) {
  EXPECT_EQ(RefusalOf("cycle", R"({"decision":"2199-12-31"})"), "invalid-field expiry");
  EXPECT_EQ(RefusalOf("cycle", R"({"decision":"1900-01-01"})"), "answered");
  EXPECT_EQ(RefusalOf("cooling-off", R"({"consultancy_end":"2199-12-31"})"), "answered");
  EXPECT_EQ(RefusalOf("major-deadline", R"({"stage2_end":"2199-12-31"})"), "answered");
  EXPECT_EQ(RefusalOf("restoration", R"({"expiry":"2199-12-31","decision":"2199-12-31"})"),
            "answered");
  EXPECT_EQ(RefusalOf("transfer", R"({"accreditation_lost":"2199-12-31"})"), "answered");
}

TEST(Calculators, PartTimeCountsProRata) {
  auto answer = AnswerTo<v1::AuditTimeAnswer>(
      "audit-time",
      R"({"standard":"9001","groups":[{"persons":3,"percent":33.3},{"persons":5},{"persons":16,"identical":true}]})");
  EXPECT_EQ(answer.personnel(), 10);  // 0.999 + 5 + 4
  ASSERT_EQ(answer.warnings_size(), 2);
  EXPECT_EQ(answer.warnings(0).rule(), "T-10");
  EXPECT_EQ(answer.warnings(1).rule(), "T-8");  // a surveillance of half a day
}

}  // namespace
}  // namespace assay::calculators
