#include "assay/rules/audit_duties.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

const AuditParts kParts{.observers = {"olga"},
                        .experts = {"kai"},
                        .auditees = {"tom"},
                        .asked = {"lena"},
                        .submitters = {"piet"},
                        .authors = {"jonas"}};

std::string Judge(AuditDuty duty, const std::string& person) {
  return Verdict(JudgeAuditDuty(Rules(), Basis::kAct, duty, person, kParts));
}

TEST(AuditDuties, NeitherTheAuditedNorWhoOnlyAccompaniesAnswersLines) {
  EXPECT_EQ(Judge(AuditDuty::kAnswerLine, "olga"), "block AU-12");
  EXPECT_EQ(Judge(AuditDuty::kAnswerLine, "kai"), "block AU-12");
  EXPECT_EQ(Judge(AuditDuty::kAnswerLine, "tom"), "block AU-12");
  EXPECT_EQ(Judge(AuditDuty::kAnswerLine, "mira"), "ok");
  EXPECT_EQ(Judge(AuditDuty::kAnswerLine, ""), "ok");
}

TEST(AuditDuties, NobodyJudgesTheOwnEvidenceOrApprovesTheOwnProgramme) {
  EXPECT_EQ(Judge(AuditDuty::kJudgeEvidence, "lena"), "block AU-17");
  EXPECT_EQ(Judge(AuditDuty::kJudgeEvidence, "piet"), "block AU-17");
  EXPECT_EQ(Judge(AuditDuty::kJudgeEvidence, "tom"), "ok");
  EXPECT_EQ(Judge(AuditDuty::kApproveProgramme, "jonas"), "block PR-2");
  EXPECT_EQ(Judge(AuditDuty::kApproveProgramme, "lena"), "ok");
}

}  // namespace
}  // namespace assay::rules
