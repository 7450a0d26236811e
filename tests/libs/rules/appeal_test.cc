#include "assay/rules/appeal.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(Appeal, WhoAuditedDecidedOrRaisedTheFindingJudgesNoAppeal) {
  const std::vector<Part> parts = {
      {"auditor", {"leif", "nils"}}, {"decider", {"ines"}}, {"finding-raiser", {"helga"}}};
  for (const char* involved : {"leif", "nils", "ines", "helga"}) {
    EXPECT_EQ(Verdict(JudgePanelMember(Rules(), Basis::kAct, involved, parts)), "block AL-1")
        << involved;
  }
  EXPECT_EQ(Verdict(JudgePanelMember(Rules(), Basis::kAct, "gro", parts)), "ok");
}

TEST(Appeal, TimeWarnsAndNeverRefuses) {
  EXPECT_EQ(Verdict(JudgeFiling(Rules(), Basis::kAct, D("2026-01-01"), D("2026-03-02"))), "ok");
  EXPECT_EQ(Verdict(JudgeFiling(Rules(), Basis::kAct, D("2026-01-01"), D("2026-03-03"))),
            "warn AL-2");
  EXPECT_EQ(DecideAppealBy(Rules(), D("2026-01-01")), D("2026-04-01"));
  EXPECT_EQ(Verdict(JudgeAppealTime(Rules(), Basis::kFact, D("2026-04-01"), D("2026-04-02"))),
            "warn AL-3");
}

TEST(Appeal, AnUpheldOneIsClosedOnceItsConsequenceIsThere) {
  EXPECT_EQ(Verdict(JudgeAppealClosing(Rules(), Basis::kAct, true, "restore")), "ok");
  Judgement open = JudgeAppealClosing(Rules(), Basis::kAct, false, "restore the certificate");
  EXPECT_EQ(Verdict(open), "block AL-4");
  EXPECT_NE(Messages(open).find("restore the certificate"), std::string::npos);
}

TEST(Complaint, WhomItIsAboutDoesNotHandleIt) {
  const std::vector<Part> parts = {{"subject", {"leif"}}, {"auditor", {"nils"}}};
  EXPECT_EQ(Verdict(JudgeComplaintHandler(Rules(), Basis::kAct, "leif", parts)), "block CM-1");
  EXPECT_EQ(Verdict(JudgeComplaintHandler(Rules(), Basis::kAct, "nils", parts)), "block CM-1");
  EXPECT_EQ(Verdict(JudgeComplaintHandler(Rules(), Basis::kAct, "gro", parts)), "ok");
}

TEST(Complaint, ItIsAcknowledgedAnsweredAndAuditedInTime) {
  EXPECT_EQ(AcknowledgeComplaintBy(Rules(), D("2026-01-01")), D("2026-01-11"));
  EXPECT_EQ(AnswerComplaintBy(Rules(), D("2026-01-01")), D("2026-03-02"));
  EXPECT_EQ(Verdict(JudgeComplaintTime(Rules(), Basis::kFact, D("2026-01-11"), D("2026-01-12"))),
            "warn CM-2");
  EXPECT_EQ(Verdict(JudgeComplaintClosing(Rules(), Basis::kAct, true, false)), "block CM-3");
  EXPECT_EQ(Verdict(JudgeComplaintClosing(Rules(), Basis::kAct, true, true)), "ok");
  EXPECT_EQ(Verdict(JudgeComplaintClosing(Rules(), Basis::kAct, false, false)), "ok");
}

}  // namespace
}  // namespace assay::rules
