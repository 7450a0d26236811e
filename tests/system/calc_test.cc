// `assayctl calc` on every vector, without a server; and the same calculators over HTTP.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/libs/calculators/vectors.h"
#include "tests/system/installation.h"

namespace assay::testing {
namespace {

struct Ran {
  int exit_code = -1;
  std::string out;
  std::string problem;
};

std::string ReadFile(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class Calc : public ::testing::Test {
 protected:
  // `assayctl calc <arguments>` with a home of its own and no server to ask.
  Ran Run(const std::string& arguments, const std::string& input) const {
    std::ofstream(folder_.Sub("in")) << input;
    const char* bin = std::getenv("ASSAY_BIN");
    std::string command = "HOME=" + folder_.path() + " XDG_CONFIG_HOME=" + folder_.path() +
                          " ASSAY_URL=http://127.0.0.1:1 " +
                          (bin == nullptr ? "build/dev/bin" : bin) + "/assayctl calc " + arguments +
                          " <" + folder_.Sub("in") + " >" + folder_.Sub("out") + " 2>" +
                          folder_.Sub("err");
    int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, ReadFile(folder_.Sub("out")),
            ReadFile(folder_.Sub("err"))};
  }

  TempFolder folder_;
};

TEST_F(Calc, AnswersEveryVector) {
  const schema::Catalog catalog;
  for (const calculators::Vector& vector : calculators::ReadVectors()) {
    Ran ran = Run(vector.calculator, vector.request);
    EXPECT_EQ(ran.exit_code, 0) << vector.id << ": " << ran.problem;
    EXPECT_EQ(ran.problem, "") << vector.id;
    calculators::ExpectAnswer(catalog, vector, ran.out);
  }
}

TEST_F(Calc, DecimalsAreNumbersAndStepsNameTheirRules) {
  Ran ran = Run("audit-time",
                R"({"standard":"9001","personnel":110,"adjust_percent":-20,"rounding":"strict"})");
  for (const char* line :
       {"\"base\": 7,", "\"raw\": 5.6,", "\"days\": 5.5,", "\"surveillance\": 2,",
        "\"recertification\": 3.5,", "\"on_site_min\": 4.48,", "\"rule\": \"T-6\","}) {
    EXPECT_NE(ran.out.find(line), std::string::npos) << line << "\n" << ran.out;
  }
}

TEST_F(Calc, BadInputEndsWithTwoAndAProblem) {
  struct Row {
    const char *arguments, *input, *code, *field;
  };
  constexpr Row kRows[] = {
      {"site-sampel", "{}", "not-found", ""},
      {"", "{}", "not-found", ""},
      {"site-sample", "", "malformed-json", ""},
      {"site-sample", "{\"sites\":26", "malformed-json", ""},
      {"site-sample", R"({"sites":26,"colour":"red"})", "invalid-field", "colour"},
      {"site-sample", "{}", "missing-field", "sites"},
      {"site-sample", R"({"sites":1000000000000})", "invalid-field", "sites"},
      {"audit-time", R"({"standard":"9001","personnel":-1})", "invalid-field", "personnel"},
      {"cycle", R"({"decision":"2026-02-30"})", "invalid-field", "decision"},
  };
  for (const Row& row : kRows) {
    Ran ran = Run(row.arguments, row.input);
    EXPECT_EQ(ran.exit_code, 2) << row.arguments << " " << row.input;
    EXPECT_EQ(ran.out, "");
    boost::json::error_code error;
    boost::json::value problem = boost::json::parse(ran.problem, error);
    ASSERT_TRUE(!error && problem.is_object()) << ran.problem;
    EXPECT_EQ(problem.at("code").as_string(), row.code) << ran.problem;
    EXPECT_EQ(problem.as_object().contains("field"), *row.field != '\0') << ran.problem;
    if (*row.field != '\0') {
      EXPECT_EQ(problem.at("field").as_string(), row.field) << ran.problem;
    }
  }
}

TEST_F(Calc, CountsByTheOverlaysOfAFolder) {
  std::string folder = folder_.Sub("rules");
  std::filesystem::create_directory(folder);
  std::ofstream(folder + "/nordmark.toml")
      << "id = \"nordmark\"\nversion = \"1\"\nextends = \"assay-2026.1\"\n"
         "body = [\"018b5c00-0000-7000-8000-000000000001\"]\n"
         "[rule.SP-2]\nparams = { review_months = 3 }\n";
  const std::string request = R"({"suspended":"2026-01-31"})";
  const std::string of_body = " --body 018b5c00-0000-7000-8000-000000000001";
  std::string own = Run("suspension --rules " + folder, request).out;
  EXPECT_EQ(own, Run("suspension", request).out) << "what no overlay speaks for";
  Ran ran = Run("suspension --rules " + folder + of_body, request);
  EXPECT_EQ(ran.exit_code, 0) << ran.problem;
  EXPECT_NE(ran.out.find("assay-2026.1+nordmark-1"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("2026-04-30"), std::string::npos) << ran.out;
  EXPECT_EQ(own.find("2026-04-30"), std::string::npos) << own;

  EXPECT_NE(Run("suspension" + of_body, request).exit_code, 0) << "whose rules needs a folder";
  Ran faulty = Run("suspension --rules " + folder + "/none", request);
  EXPECT_EQ(faulty.exit_code, 2);
  EXPECT_NE(faulty.problem.find("invalid-rules"), std::string::npos) << faulty.problem;
}

TEST_F(Calc, ARequestTooLargeIsRefused) {
  Ran ran = Run("cycle", std::string(1'000'001, ' '));
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_NE(ran.problem.find("too-large"), std::string::npos) << ran.problem;
}

TEST_F(Calc, TheHelpListsNamesAndFields) {
  const schema::Catalog catalog;
  Ran all = Run("--help", "");
  EXPECT_EQ(all.exit_code, 0);
  for (const auto& [name, calculator] : catalog.calculators()) {
    EXPECT_NE(all.out.find(name), std::string::npos) << name << "\n" << all.out;
    Ran one = Run(name + " --help", "");
    EXPECT_EQ(one.exit_code, 0) << name;
    for (const auto* type : {calculator.message, calculator.response}) {
      for (int i = 0; i < type->field_count(); ++i) {
        EXPECT_NE(one.out.find("  " + type->field(i)->name() + ": "), std::string::npos)
            << type->field(i)->full_name() << "\n"
            << one.out;
      }
    }
  }
}

TEST(CalculatorRoutes, AnswerEverybodyWhoIsSignedIn) {
  Installation installation({.shape = Shape::kOneProcess});
  installation.Start();
  auto client = installation.client();
  auto answer = client->Post("/api/v1/calculators/audit-time",
                             R"({"standard":"9001","personnel":110,"adjust_percent":-20})");
  ASSERT_TRUE(answer.ok() && answer->ok()) << answer->body;
  EXPECT_NE(answer->body.find("\"raw\":5.6,\"days\":5.5,"), std::string::npos) << answer->body;
  auto refused = client->Post("/api/v1/calculators/site-sample", R"({"sites":0})");
  ASSERT_TRUE(refused.ok());
  EXPECT_EQ(refused->status, 400);
  EXPECT_EQ(refused->Text("field"), "sites");
  EXPECT_EQ(client->Post("/api/v1/calculators/sites", "{}")->status, 404);
  EXPECT_EQ(client->Get("/api/v1/calculators/cycle")->status, 405);
  ctl::ApiClient stranger(installation.url(), "");
  EXPECT_EQ(stranger.Post("/api/v1/calculators/cycle", R"({"decision":"2026-06-15"})")->status,
            401);
}

}  // namespace
}  // namespace assay::testing
