#include "assay/rules/client_duties.h"

#include <gtest/gtest.h>

#include "assay/rules/decision.h"
#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(ClientDuties, WithoutDelayIsANumberOfDaysThatWarns) {
  EXPECT_EQ(Verdict(JudgeNotice(Rules(), Basis::kFact, D("2026-01-01"), D("2026-01-31"))), "ok");
  EXPECT_EQ(Verdict(JudgeNotice(Rules(), Basis::kFact, D("2026-01-01"), D("2026-02-01"))),
            "warn CC-1");
  EXPECT_EQ(Rules().Int("CC-2", "review_days"), 30);
  EXPECT_EQ(ReviewChangeBy(Rules(), D("2026-01-01")), D("2026-01-31"));
}

TEST(ClientDuties, WhatTheReviewAskedForIsDoneBeforeTheChangeIs) {
  EXPECT_EQ(Verdict(JudgeChangeFollowed(Rules(), Basis::kAct, "the audit")), "block CC-4");
  EXPECT_EQ(Verdict(JudgeChangeFollowed(Rules(), Basis::kAct, "")), "ok");
}

TEST(ClientDuties, MisuseIsCorrectedInTime) {
  Date limit = CorrectMisuseBy(Rules(), D("2026-01-01"));
  EXPECT_EQ(limit, D("2026-01-31"));
  EXPECT_EQ(Verdict(JudgeMisuseCorrection(Rules(), Basis::kFact, limit, limit)), "ok");
  EXPECT_EQ(Verdict(JudgeMisuseCorrection(Rules(), Basis::kFact, limit, D("2026-02-01"))),
            "warn MK-8");
}

TEST(ClientDuties, AnObjectionToAWitnessIsAFactWithItsBreach) {
  EXPECT_EQ(Verdict(JudgeWitnessAnswer(Rules(), Basis::kFact, false)), "warn WA-1");
  EXPECT_EQ(Verdict(JudgeWitnessAnswer(Rules(), Basis::kFact, true)), "ok");
  auto present = [](std::optional<calendar::Date> consented) {
    return Verdict(JudgeWitnessPresence(Rules(), Basis::kFact, consented, D("2025-05-20")));
  };
  EXPECT_EQ(present(std::nullopt), "warn WA-1");
  EXPECT_EQ(present(D("2025-05-21")), "warn WA-1");
  EXPECT_EQ(present(D("2025-05-20")), "ok");
  EXPECT_EQ(Rules().Int("WA-2", "answer_days"), 14);
  EXPECT_EQ(AnswerWitnessBy(Rules(), D("2026-01-01")), D("2026-01-15"));
}

TEST(ClientDuties, ADecisionNamesWhatIsOpenAndIsNotRefusedByIt) {
  OpenMatters open{.misuses = {"web site"}, .changes = {"2026-01-01"}, .complaints = {"CO-1"}};
  EXPECT_EQ(Verdict(JudgeOpenMatters(Rules(), open)), "warn MK-9, warn CC-3, warn CM-4");
  EXPECT_EQ(Verdict(JudgeOpenMatters(Rules(), {})), "ok");
}

TEST(ClientDuties, AnExtensionWaitsForItsAuditAndADecisionForOne) {
  EXPECT_EQ(Verdict(JudgeExtensionActivity(Rules(), Basis::kAct, "a visit")), "block SX-1");
  EXPECT_EQ(Verdict(JudgeExtensionActivity(Rules(), Basis::kAct, "")), "ok");
  EXPECT_EQ(Verdict(JudgeAudited(Rules(), Basis::kAct, "ISO 22301", false)), "block DE-4");
  EXPECT_EQ(Verdict(JudgeAudited(Rules(), Basis::kAct, "ISO 22301", true)), "ok");
}

}  // namespace
}  // namespace assay::rules
