#include "assay/rules/suspension.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(Suspension, ItHasARecognisedReason) {
  EXPECT_EQ(Verdict(JudgeSuspension(Rules(), Basis::kAct, "voluntary-request")), "ok");
  EXPECT_EQ(Verdict(JudgeSuspension(Rules(), Basis::kAct, "")), "block SP-1");
}

TEST(Suspension, AfterSixMonthsItIsWarnedAbout_V_SUS_1) {
  EXPECT_EQ(SuspensionReviewBy(Rules(), D("2026-08-31")), D("2027-02-28"));
  EXPECT_EQ(Verdict(JudgeOpenSuspension(Rules(), Basis::kFact, D("2026-08-31"), D("2027-03-01"))),
            "warn SP-2");
  EXPECT_EQ(Verdict(JudgeOpenSuspension(Rules(), Basis::kFact, D("2026-08-31"), D("2027-02-28"))),
            "ok");
}

TEST(Suspension, ItEndsWhenItsCauseIsResolved) {
  EXPECT_EQ(Verdict(JudgeRestoration(Rules(), Basis::kAct, false)), "block SP-3");
  EXPECT_EQ(Verdict(JudgeRestoration(Rules(), Basis::kAct, true)), "ok");
}

Transfer Fine() {
  return {.expiry = D("2028-09-30"), .completed = D("2026-11-30")};
}

std::string Judge(const Transfer& transfer) {
  return Verdict(JudgeTransfer(Rules(), Basis::kPlan, transfer));
}

TEST(Transfer, AValidAccreditedCertificateMayMove) {
  EXPECT_EQ(Judge(Fine()), "ok");
}

TEST(Transfer, ASuspendedOneMayNot_V_TR_1) {
  Transfer transfer = Fine();
  transfer.state = CertificateState::kSuspended;
  EXPECT_EQ(Judge(transfer), "block TR-2");
}

TEST(Transfer, NorOneThatIsNotValidOrNotAccredited) {
  Transfer transfer = Fine();
  transfer.state = CertificateState::kExpired;
  EXPECT_EQ(Judge(transfer), "block TR-2");
  transfer = Fine();
  transfer.completed = D("2028-10-01");
  EXPECT_EQ(Judge(transfer), "block TR-2");
  transfer = Fine();
  transfer.accredited = false;
  EXPECT_EQ(Judge(transfer), "block TR-1");
}

TEST(Transfer, LeavingABodyThatLostItsAccreditationHasALimit) {
  EXPECT_EQ(TransferBy(Rules(), D("2026-05-31"), D("2026-09-30")), D("2026-09-30")) << "V-TR-2";
  EXPECT_EQ(TransferBy(Rules(), D("2026-05-31"), D("2028-09-30")), D("2026-11-30")) << "V-TR-3";
  Transfer transfer = Fine();
  transfer.accreditation_lost = D("2026-05-31");
  EXPECT_EQ(Judge(transfer), "ok");
  transfer.completed = D("2026-12-01");
  EXPECT_EQ(Judge(transfer), "block TR-3");
}

TEST(Transfer, ItWaitsForFindings) {
  const std::vector<std::string> numbers = {"NC-1"};
  Transfer transfer = Fine();
  transfer.open_majors = numbers;
  EXPECT_EQ(Judge(transfer), "block TR-5");
  transfer = Fine();
  transfer.minors_without_plan = numbers;
  EXPECT_EQ(Judge(transfer), "block TR-5");
}

TEST(Transfer, TheAcceptingBodyDecidesBeforeItAudits) {
  Transfer transfer = Fine();
  transfer.first_audit = D("2026-11-29");
  EXPECT_EQ(Judge(transfer), "block TR-6");
  transfer.first_audit = D("2026-11-30");
  EXPECT_EQ(Judge(transfer), "ok");
  EXPECT_EQ(Verdict(JudgeAcceptingAudit(Rules(), Basis::kPlan, D("2026-11-30"), D("2026-11-29"))),
            "block TR-6");
  EXPECT_EQ(Verdict(JudgeAcceptingAudit(Rules(), Basis::kFact, D("2026-11-30"), D("2026-11-29"))),
            "warn TR-6");
}

TEST(Transfer, TheExpiryStays) {
  Transfer transfer = Fine();
  transfer.new_expiry = D("2029-11-29");
  EXPECT_EQ(Judge(transfer), "block TR-7");
}

}  // namespace
}  // namespace assay::rules
