#include "assay/rules/marks.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(Marks, EachUseIsJudged) {
  struct Row {
    std::string_view what;
    MarkUse use;
    std::string_view verdict;
  };
  constexpr Row kRows[] = {
      {"brochure", {.permitted = true}, "ok"},
      {"no permission", {}, "block MK-1"},
      {"product", {.place = MarkPlace::kProduct, .permitted = true}, "block MK-2"},
      {"packaging", {.place = MarkPlace::kPackaging, .permitted = true}, "block MK-2"},
      {"test report", {.place = MarkPlace::kTestReport, .permitted = true}, "block MK-2"},
      {"suggestive", {.permitted = true, .suggests_product = true}, "block MK-2"},
      {"scheme", {.mark = Mark::kSchemeMark, .permitted = true}, "block MK-3"},
      {"licensed", {.mark = Mark::kSchemeMark, .permitted = true, .scheme_licence = true}, "ok"},
      {"ISO's logo", {.mark = Mark::kIsoLogo, .permitted = true}, "block MK-4"},
      {"suspended", {.certificate = CertificateState::kSuspended, .permitted = true}, "block MK-5"},
      {"withdrawn", {.certificate = CertificateState::kWithdrawn, .permitted = true}, "block MK-5"},
      {"bare statement",
       {.mark = Mark::kStatementInWords, .place = MarkPlace::kPackaging},
       "block MK-6"},
      {"whole statement",
       {.mark = Mark::kStatementInWords,
        .place = MarkPlace::kPackaging,
        .names_client = true,
        .names_system = true,
        .names_body = true},
       "ok"},
      {"statement on product",
       {.mark = Mark::kStatementInWords, .place = MarkPlace::kProduct},
       "block MK-2"},
      {"after reduction", {.permitted = true, .exceeds_scope = true}, "block MK-7"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(Verdict(JudgeMarkUse(Rules(), Basis::kAct, row.use)), row.verdict) << row.what;
  }
}

}  // namespace
}  // namespace assay::rules
