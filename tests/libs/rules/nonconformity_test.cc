#include "assay/rules/nonconformity.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(Nonconformity, AMajorOfStage2IsVerifiedWithinSixMonths) {
  struct Row {
    std::string_view id, stage2_end, verified, verdict;
  };
  constexpr Row kRows[] = {
      {"V-NC4-1", "2026-08-31", "2027-02-28", "ok"},
      {"V-NC4-2", "2026-08-31", "2027-03-01", "block NC-4"},
      {"Fjordlicht", "2024-04-19", "2024-06-06", "ok"},
  };
  for (const Row& row : kRows) {
    Judgement judgement =
        JudgeStage2Verification(Rules(), Basis::kAct, D(row.stage2_end), D(row.verified));
    EXPECT_EQ(Verdict(judgement), row.verdict) << row.id;
  }
  EXPECT_EQ(Stage2VerifyBy(Rules(), D("2027-08-31")), D("2028-02-29")) << "V-NC4-3";
  EXPECT_EQ(Stage2VerifyBy(Rules(), D("2024-04-19")), D("2024-10-19")) << "Fjordlicht";
}

TEST(Nonconformity, AMajorOfRecertificationIsVerifiedByExpiry) {
  EXPECT_EQ(Verdict(JudgeRecertificationVerification(Rules(), Basis::kAct, D("2029-06-14"),
                                                     D("2029-06-14"))),
            "ok");
  EXPECT_EQ(Verdict(JudgeRecertificationVerification(Rules(), Basis::kAct, D("2029-06-14"),
                                                     D("2029-06-15"))),
            "block NC-5");
}

TEST(Nonconformity, GradeAndSourceGiveTheDates) {
  struct Row {
    Grade grade;
    AuditKind audit;
    ResponseDates dates;
  };
  const Row rows[] = {
      {Grade::kMajor, AuditKind::kSurveillance, {D("2027-05-24"), D("2027-08-08"), {}}},
      {Grade::kMinor, AuditKind::kSurveillance, {D("2027-06-09"), D("2027-11-06"), {}}},
      {Grade::kMajor, AuditKind::kInternal, {D("2027-05-24"), D("2027-08-08"), {}}},
      {Grade::kMajor, AuditKind::kStage2, {D("2027-05-24"), D("2027-08-08"), D("2027-11-10")}},
      {Grade::kMinor, AuditKind::kStage2, {D("2027-06-09"), D("2027-11-06"), {}}},
      {Grade::kOpportunity, AuditKind::kStage2, {}},
      {Grade::kOpportunity, AuditKind::kRecertification, {}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(ResponseDatesOf(Rules(), row.grade, row.audit, D("2027-05-10")), row.dates);
  }
}

TEST(Nonconformity, RecertificationClipsTheDatesBeforeExpiry) {
  EXPECT_EQ(ResponseDatesOf(Rules(), Grade::kMajor, AuditKind::kRecertification, D("2027-03-19"),
                            D("2027-06-17")),
            (ResponseDates{D("2027-04-02"), D("2027-05-18"), D("2027-06-17")}));
  EXPECT_EQ(ResponseDatesOf(Rules(), Grade::kMinor, AuditKind::kRecertification, D("2027-05-10"),
                            D("2027-06-17")),
            (ResponseDates{D("2027-05-18"), D("2027-05-18"), std::nullopt}));
  EXPECT_EQ(ResponseDatesOf(Rules(), Grade::kMajor, AuditKind::kRecertification, D("2027-06-10"),
                            D("2027-06-17")),
            (ResponseDates{D("2027-06-10"), D("2027-06-10"), D("2027-06-17")}));
}

TEST(Nonconformity, ItNamesRequirementStatementAndEvidence) {
  Statement whole{.requirement = "9.2.2", .statement = "not planned", .evidence = "no programme"};
  EXPECT_EQ(Verdict(JudgeStatement(Rules(), Basis::kAct, whole)), "ok");
  for (std::string Statement::*part :
       {&Statement::requirement, &Statement::statement, &Statement::evidence}) {
    Statement lacking = whole;
    (lacking.*part).clear();
    EXPECT_EQ(Verdict(JudgeStatement(Rules(), Basis::kAct, lacking)), "block NC-1");
  }
  whole.suggests_solution = true;
  EXPECT_EQ(Verdict(JudgeStatement(Rules(), Basis::kAct, whole)), "block NC-1");
}

TEST(Nonconformity, ItIsNotHiddenAsAnOpportunity) {
  Statement opportunity{
      .grade = Grade::kOpportunity, .statement = "could be quicker", .breaks_requirement = false};
  EXPECT_EQ(Verdict(JudgeStatement(Rules(), Basis::kAct, opportunity)), "ok");
  opportunity.breaks_requirement = true;
  EXPECT_EQ(Verdict(JudgeStatement(Rules(), Basis::kAct, opportunity)), "block NC-9");
}

TEST(Nonconformity, AResponseIsWholeAndALateOneIsNoticed) {
  Response response{.cause = true,
                    .correction = true,
                    .corrective_action = true,
                    .submitted = D("2027-06-09"),
                    .due = D("2027-06-09")};
  EXPECT_EQ(Verdict(JudgeResponse(Rules(), Basis::kAct, response)), "ok");
  response.submitted = D("2027-06-10");
  EXPECT_EQ(Verdict(JudgeResponse(Rules(), Basis::kAct, response)), "warn NC-8");
  response.cause = false;
  EXPECT_EQ(Verdict(JudgeResponse(Rules(), Basis::kAct, response)), "block NC-2, warn NC-8");
  response.grade = Grade::kOpportunity;
  EXPECT_EQ(Verdict(JudgeResponse(Rules(), Basis::kAct, response)), "warn NC-8");
}

TEST(Nonconformity, AVerificationRecordsMethodAndEvidence) {
  EXPECT_EQ(Verdict(JudgeVerificationRecord(Rules(), Basis::kAct, "documents", true)), "ok");
  EXPECT_EQ(Verdict(JudgeVerificationRecord(Rules(), Basis::kAct, "hearsay", true)), "block NC-3");
  EXPECT_EQ(Verdict(JudgeVerificationRecord(Rules(), Basis::kAct, "documents", false)),
            "block NC-3");
}

TEST(Nonconformity, ANeglectedMinorShouldBecomeAMajor) {
  EXPECT_EQ(Verdict(JudgeNeglectedMinor(Rules(), Basis::kAct, false)), "warn NC-7");
  EXPECT_EQ(Verdict(JudgeNeglectedMinor(Rules(), Basis::kAct, true)), "ok");
}

TEST(Nonconformity, ARegradedMinorNamesTheRuleWhereNothingWasDoneInTime) {
  EXPECT_EQ(Verdict(JudgeRegradedMinor(Rules(), Basis::kFact, true)), "warn NC-7");
  EXPECT_EQ(Verdict(JudgeRegradedMinor(Rules(), Basis::kFact, false)), "ok");
}

TEST(Nonconformity, OpportunitiesThatNobodyDecidedOnAreNamed) {
  EXPECT_EQ(Verdict(JudgeUndecidedOpportunities(Rules(), Basis::kAct, {})), "ok");
  Judgement judgement = JudgeUndecidedOpportunities(Rules(), Basis::kAct, {"NC-1", "NC-4"});
  EXPECT_EQ(Verdict(judgement), "warn NC-10");
  EXPECT_NE(Messages(judgement).find("NC-1, NC-4"), std::string::npos);
}

}  // namespace
}  // namespace assay::rules
