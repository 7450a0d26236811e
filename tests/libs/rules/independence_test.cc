#include "assay/rules/independence.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

class Independence : public ::testing::Test {
 protected:
  std::string Judge(const std::string& auditor, const SmallOrganisation& organisation = {}) const {
    ProcessRoles roles{.owners = owners_,
                       .managers = managers_,
                       .practitioners = practitioners_,
                       .advisers = advisers_};
    return Verdict(JudgeInternalAuditor(Rules(), Basis::kPlan, auditor, roles, organisation));
  }

  const std::vector<std::string> owners_{"olga"};
  const std::vector<std::string> managers_{"tom"};
  const std::vector<std::string> practitioners_{"pia", "tom"};
  const std::vector<std::string> advisers_{"petra"};
};

TEST_F(Independence, WhoOwnsManagesOrPractisesAProcessDoesNotAuditIt) {
  EXPECT_EQ(Judge("olga"), "block IA-1");
  EXPECT_EQ(Judge("tom"), "block IA-1");
  EXPECT_EQ(Judge("pia"), "block IA-1");
  EXPECT_EQ(Judge("mira"), "ok");
}

TEST_F(Independence, AnAdviserAuditingTheOwnWorkIsNoticed) {
  EXPECT_EQ(Judge("petra"), "warn IA-3");
}

TEST_F(Independence, ASmallOrganisationMayOverrideWithAReason) {
  EXPECT_EQ(Judge("pia", {.persons = 50, .reason = "two people in all"}), "warn IA-2");
  EXPECT_EQ(Judge("pia", {.persons = 51, .reason = "two people in all"}), "block IA-1");
  EXPECT_EQ(Judge("pia", {.persons = 10}), "block IA-1");
  EXPECT_EQ(Judge("pia", {.reason = "size not known"}), "block IA-1");
}

}  // namespace
}  // namespace assay::rules
