#include "services/audits/domain/appeal.h"

#include "assay/audits/v1/appeal.pb.h"
#include "tests/services/audits/moves.h"

namespace assay::audits {
namespace {

constexpr char kFiledOn[] = "2025-09-08";

// The ISO 22301 certificate is suspended by Ines on 2025-09-08.
class AppealTest : public Fjordlicht {
 protected:
  AppealTest() {
    UntilCertified();
    domain.SetToday(kFiledOn);
    auto suspend = For<v1::SuspendCertificate>(kContinuityCertificate);
    suspend.set_reason_code("persistent-failure");
    suspend.set_reason("The recovery target is missed");
    suspend.set_decider_id(IdOf("ines"));
    suspend.set_occurred_on(kFiledOn);
    domain.Accepted(suspend);
    KnowPerson("gro", directory::v1::BODY_STAFF);
  }

  v1::FileAppeal File(v1::Appeal::Against against = v1::Appeal::SUSPENSION) {
    auto file = For<v1::FileAppeal>("appeal");
    file.set_journey_id(IdOf("journey"));
    file.set_against(against);
    file.set_certificate_id(IdOf(kContinuityCertificate));
    file.set_grounds("The target was met in the last two exercises");
    file.set_occurred_on(kFiledOn);
    return file;
  }
  // On the day a special audit raised it.
  v1::FileAppeal FiledAgainstFinding(v1::Grade grade) {
    domain.SetToday("2025-10-01");
    Opened("s", v1::SPECIAL, "2025-10-01", "2025-10-02");
    domain.Accepted(Raise("s", "finding", grade, "leipzig", "2025-10-01"));
    v1::FileAppeal file = File(v1::Appeal::FINDING_RAISED);
    file.clear_certificate_id();
    file.set_finding_id(IdOf("finding"));
    file.set_occurred_on("2025-10-01");
    domain.Accepted(file);
    return file;
  }
  v1::AssignAppealPanel Assign(const std::string& member) {
    auto assign = For<v1::AssignAppealPanel>("appeal");
    assign.add_member_ids(IdOf(member));
    assign.set_occurred_on(kFiledOn);
    return assign;
  }
  v1::DecideAppeal Decide(bool upheld, const std::string& by = "gro") {
    auto decide = For<v1::DecideAppeal>("appeal");
    decide.set_decided_by(IdOf(by));
    decide.set_upheld(upheld);
    decide.set_reasons("The reports of both exercises");
    decide.set_occurred_on(kFiledOn);
    return decide;
  }
  v1::CloseAppeal Close() {
    auto close = For<v1::CloseAppeal>("appeal");
    close.set_what_followed("Restored");
    close.set_occurred_on(kFiledOn);
    return close;
  }
  v1::WithdrawAppeal Withdraw() {
    auto withdraw = For<v1::WithdrawAppeal>("appeal");
    withdraw.set_reason("Settled");
    withdraw.set_occurred_on(kFiledOn);
    return withdraw;
  }
  void Restore() {
    auto restore = For<v1::RestoreCertificate>(kContinuityCertificate);
    restore.set_reason("The appeal was upheld");
    restore.set_cause_resolved(true);
    restore.set_decider_id(IdOf("gro"));
    restore.set_occurred_on(kFiledOn);
    domain.Accepted(restore);
  }
  v1::Appeal Appeal() { return domain.Get<v1::Appeal>(IdOf("appeal")); }

  void Until(int state) {
    domain.Accepted(File());
    if (state == v1::Appeal::WITHDRAWN) {
      domain.Accepted(Withdraw());
      return;
    }
    if (state != v1::Appeal::FILED) {
      domain.Accepted(Assign("gro"));
    }
    if (state >= v1::Appeal::UPHELD) {
      domain.Accepted(Decide(state == v1::Appeal::UPHELD));
    }
    if (state == v1::Appeal::CLOSED) {
      domain.Accepted(Close());
    }
  }
};

TEST_F(AppealTest, ItIsAgainstSomethingThatStands) {
  EXPECT_EQ(domain.Refused(File(v1::Appeal::GRANT_REFUSED)).code(), "nothing-to-appeal");
  EXPECT_EQ(domain.Refused(File(v1::Appeal::RENEWAL_REFUSED)).code(), "nothing-to-appeal");
  EXPECT_EQ(domain.Refused(File(v1::Appeal::WITHDRAWAL)).code(), "nothing-to-appeal");
  EXPECT_EQ(domain.Refused(File(v1::Appeal::REDUCTION)).code(), "nothing-to-appeal");
  assay::Problem problem = domain.Refused(File(v1::Appeal::FINDING_RAISED));
  EXPECT_EQ(problem.code(), "nothing-to-appeal");
  EXPECT_EQ(problem.field(), "findingId");
  v1::FileAppeal early = File();
  early.set_occurred_on("2025-09-07");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  aggregate::Receipt receipt = domain.Accepted(File());
  EXPECT_TRUE(receipt.warnings.empty());
  EXPECT_EQ(Appeal().number(), "AP-TST-2025-0001");
  EXPECT_EQ(Appeal().decider_id(), IdOf("ines"));
  EXPECT_EQ(Appeal().decide_by(), "2025-12-07");
  v1::FileAppeal again = File();
  again.set_id(IdOf("another appeal"));
  EXPECT_EQ(domain.Refused(again).code(), "appeal-open");
}

TEST_F(AppealTest, ALateOneIsTakenWithAWarning) {
  domain.SetToday("2025-11-08");
  v1::FileAppeal late = File();
  late.set_occurred_on("2025-11-08");
  EXPECT_TRUE(domain.Warned(domain.Accepted(late), "AL-2"));
}

TEST_F(AppealTest, NobodyWhoAuditedDecidedOrConsultedIsOnThePanel) {
  domain.Accepted(File());
  assay::Problem auditor = domain.Refused(Assign("leif"));
  EXPECT_EQ(auditor.rule(), "AL-1");
  EXPECT_EQ(auditor.field(), "memberIds");
  EXPECT_NE(auditor.clause(), "");
  EXPECT_EQ(domain.Refused(Assign("ines")).rule(), "AL-1");
  EXPECT_EQ(domain.Refused(Assign("petra")).rule(), "IMP-5");
  v1::AssignAppealPanel early = Assign("gro");
  early.set_occurred_on("2025-09-07");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Assign("gro"));
}

TEST_F(AppealTest, ThePanelDecidesAndStaysApartFromTheAudits) {
  Until(v1::Appeal::WITH_PANEL);
  EXPECT_EQ(domain.Refused(Decide(true, "nils")).code(), "not-on-panel");
  v1::DecideAppeal early = Decide(true);
  early.set_occurred_on("2025-09-07");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Plan("special", v1::SPECIAL, "2025-10-01", "2025-10-01"));
  domain.Accepted(Fjordlicht::Assign("special", "gro", v1::LEAD_AUDITOR));
  EXPECT_EQ(domain.Refused(Decide(true)).rule(), "AL-1");
}

TEST_F(AppealTest, AnUpheldOneChangesNothingAndSaysWhatIsToDo) {
  Until(v1::Appeal::UPHELD);
  EXPECT_EQ(Certificate(kContinuityCertificate).state(), v1::Certificate::SUSPENDED);
  EXPECT_EQ(Appeal().to_do(), "restore the certificate");
  assay::Problem open = domain.Refused(Close());
  EXPECT_EQ(open.rule(), "AL-4");
  Restore();
  domain.Accepted(Close());
  EXPECT_EQ(Appeal().what_followed(), "Restored");
}

TEST_F(AppealTest, ADismissedOneChangesNothingAndIsClosedWithTheAnswer) {
  Until(v1::Appeal::DISMISSED);
  v1::CloseAppeal early = Close();
  early.set_occurred_on("2025-09-07");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Close());
  EXPECT_EQ(Certificate(kContinuityCertificate).state(), v1::Certificate::SUSPENDED);
}

TEST_F(AppealTest, WhatIsNotDecidedByItsDayIsOverdue) {
  domain.Accepted(File());
  v1::Appeal appeal = Appeal();
  PresentAppeal(&appeal, calendar::Date::Parse("2025-12-07").value());
  EXPECT_FALSE(appeal.overdue());
  PresentAppeal(&appeal, calendar::Date::Parse("2025-12-08").value());
  EXPECT_TRUE(appeal.overdue());
  domain.Accepted(Assign("gro"));
  domain.SetToday("2025-12-08");
  v1::DecideAppeal late = Decide(false);
  late.set_occurred_on("2025-12-08");
  EXPECT_TRUE(domain.Warned(domain.Accepted(late), "AL-3"));
  appeal = Appeal();
  PresentAppeal(&appeal, calendar::Date::Parse("2026-01-01").value());
  EXPECT_FALSE(appeal.overdue());
}

TEST_F(AppealTest, AFindingIsAppealedAgainstAndWithdrawnByACommandOfItsOwn) {
  v1::FileAppeal file = FiledAgainstFinding(v1::MAJOR);
  v1::FileAppeal evading =
      file;  // another id that means nothing to it does not make it another one
  evading.set_id(IdOf("evading"));
  evading.set_certificate_id(IdOf(kContinuityCertificate));
  EXPECT_EQ(domain.Refused(evading).code(), "appeal-open");
  v1::AssignAppealPanel assign = Assign("gro");
  assign.set_occurred_on("2025-10-01");
  domain.Accepted(assign);
  v1::DecideAppeal decide = Decide(true);
  decide.set_occurred_on("2025-10-01");
  domain.Accepted(decide);
  v1::CloseAppeal close = Close();
  close.set_occurred_on("2025-10-01");
  EXPECT_EQ(domain.Refused(close).rule(), "AL-4");
  auto withdraw = For<v1::WithdrawFinding>("finding");
  withdraw.set_reason("The appeal was upheld");
  withdraw.set_occurred_on("2025-10-01");
  domain.Accepted(withdraw);
  domain.Accepted(close);
}

TEST_F(Fjordlicht, TheTeamOfAPreAuditJudgesNoAppealAgainstItsConcern) {
  UntilAgreed();
  domain.Accepted(Plan("pre", v1::PRE_AUDIT, "2024-01-15", "2024-01-15"));
  domain.Accepted(Assign("pre", "nils", v1::LEAD_AUDITOR));
  domain.SetToday("2024-01-15");
  domain.Accepted(Open("pre", "2024-01-15"));
  domain.Accepted(Raise("pre", "concern", v1::AREA_OF_CONCERN, "leipzig", "2024-01-15"));
  auto file = For<v1::FileAppeal>("appeal");
  file.set_journey_id(IdOf("journey"));
  file.set_against(v1::Appeal::FINDING_RAISED);
  file.set_finding_id(IdOf("concern"));
  file.set_grounds("It was assessed");
  file.set_occurred_on("2024-01-15");
  domain.Accepted(file);
  auto assign = For<v1::AssignAppealPanel>("appeal");
  assign.add_member_ids(IdOf("nils"));
  assign.set_occurred_on("2024-01-15");
  EXPECT_EQ(domain.Refused(assign).rule(), "AL-1");
  assign.set_member_ids(0, IdOf("ines"));
  domain.Accepted(assign);
}

class AppealMoves : public AppealTest,
                    public ::testing::WithParamInterface<std::tuple<int, int>> {};

TEST_P(AppealMoves, AreLegalInTheirStatesOnly) {
  auto [state, number] = GetParam();
  Until(state);
  if (state == v1::Appeal::UPHELD) {
    Restore();
  }
  using A = v1::Appeal;
  const std::vector<Move> moves = {
      MoveOf(Assign("gro"), {A::FILED, A::WITH_PANEL}), MoveOf(Decide(true), {A::WITH_PANEL}),
      MoveOf(Decide(false), {A::WITH_PANEL}), MoveOf(Close(), {A::UPHELD, A::DISMISSED}),
      MoveOf(Withdraw(), {A::FILED, A::WITH_PANEL})};
  ExpectMove(&domain, moves.at(static_cast<size_t>(number)), state);
}

INSTANTIATE_TEST_SUITE_P(All, AppealMoves,
                         ::testing::Combine(::testing::Range(1, 7), ::testing::Range(0, 5)));

TEST_F(AppealTest, ThePanelIsApartFromWhoTookThisDecisionNotFromWhoTookTheLatest) {
  KnowPerson("hilde", directory::v1::BODY_STAFF);
  auto reduce = For<v1::ReduceCertificate>(kSecurityCertificate);
  reduce.set_scope("IT services");
  reduce.add_site_ids(IdOf("hamburg"));
  reduce.set_reason("Less is left");
  reduce.set_decider_id(IdOf("gro"));
  reduce.set_occurred_on(kFiledOn);
  domain.Accepted(reduce);
  auto suspend = For<v1::SuspendCertificate>(kSecurityCertificate);
  suspend.set_reason_code("persistent-failure");
  suspend.set_reason("And the rest fails");
  suspend.set_decider_id(IdOf("hilde"));
  suspend.set_occurred_on(kFiledOn);
  domain.Accepted(suspend);
  v1::FileAppeal file = File(v1::Appeal::REDUCTION);
  file.set_certificate_id(suspend.id());
  domain.Accepted(file);
  EXPECT_EQ(Appeal().decider_id(), IdOf("gro"));
  EXPECT_EQ(domain.Refused(Assign("gro")).rule(), "AL-1");
  domain.Accepted(Assign("hilde"));
}

TEST_F(AppealTest, ARevisionIsNoReduction) {
  auto revise = For<v1::ReviseCertificate>(kSecurityCertificate);
  revise.set_scope("IT services for shipping");
  for (const std::string& site : sites) {
    revise.add_site_ids(IdOf(site));
  }
  revise.set_reason("Clearer");
  revise.set_occurred_on(kFiledOn);
  domain.Accepted(revise);
  v1::FileAppeal file = File(v1::Appeal::REDUCTION);
  file.set_certificate_id(revise.id());
  EXPECT_EQ(domain.Refused(file).code(), "nothing-to-appeal");
}

TEST_F(AppealTest, ARefusedRenewalIsAppealedAgainstInTimeAndUntilTheRenewal) {
  Restore();
  auto refuse = For<v1::RefuseRenewal>("journey");
  refuse.set_decider_id(IdOf("gro"));
  refuse.set_reasons("Majors are open");
  refuse.set_occurred_on(kFiledOn);
  domain.Accepted(refuse);
  domain.SetToday("2025-11-08");
  v1::FileAppeal late = File(v1::Appeal::RENEWAL_REFUSED);
  late.set_occurred_on("2025-09-07");
  EXPECT_EQ(domain.Refused(late).code(), "out-of-order");
  late.set_occurred_on("2025-11-08");
  EXPECT_TRUE(domain.Warned(domain.Accepted(late), "AL-2"));
  EXPECT_EQ(Appeal().decider_id(), IdOf("gro"));
  domain.Accepted(Withdraw());

  domain.SetToday("2027-03-15");
  Opened("r", v1::RECERTIFICATION, "2027-03-15", "2027-03-15");
  for (const std::string& standard : standards) {
    for (int clause = 4; clause <= 10; ++clause) {
      auto result = For<v1::RecordClauseResult>("r");
      result.set_standard(standard);
      result.set_clause(std::to_string(clause));
      result.set_answer(v1::CONFORMS);
      result.set_evidence("Seen");
      domain.Accepted(result);
    }
  }
  v1::IssueReport report = Report("r", "2027-03-15", "2027-03-15");
  report.set_recommendation(v1::RECOMMENDED);
  domain.Accepted(report);
  domain.Accepted(Supply("r", "2027-03-15"));
  auto renew = For<v1::RenewCertification>("journey");
  renew.set_decider_id(IdOf("ines"));
  renew.set_reasons("Recertified");
  renew.set_occurred_on("2027-03-15");
  domain.Accepted(renew);
  v1::FileAppeal old = File(v1::Appeal::RENEWAL_REFUSED);
  old.set_id(IdOf("old"));
  old.set_occurred_on("2027-03-15");
  EXPECT_EQ(domain.Refused(old).code(), "nothing-to-appeal");
}

TEST_F(AppealTest, AFindingWithdrawnBeforeTheDecisionLeavesNothingToDo) {
  FiledAgainstFinding(v1::MINOR);
  domain.SetToday("2025-10-06");
  auto withdraw = For<v1::WithdrawFinding>("finding");
  withdraw.set_reason("The sample was of another site");
  withdraw.set_occurred_on("2025-10-05");
  domain.Accepted(withdraw);
  v1::AssignAppealPanel assign = Assign("gro");
  assign.set_occurred_on("2025-10-06");
  domain.Accepted(assign);
  v1::DecideAppeal decide = Decide(true);
  decide.set_occurred_on("2025-10-06");
  domain.Accepted(decide);
  v1::CloseAppeal close = Close();
  close.set_occurred_on("2025-10-06");
  domain.Accepted(close);
}

TEST_F(AppealTest, AnEarlierRegradingIsNotWhatAnUpheldOneAsksFor) {
  domain.SetToday("2025-10-01");
  Opened("s", v1::SPECIAL, "2025-10-01", "2025-10-02");
  domain.Accepted(Raise("s", "finding", v1::MINOR, "leipzig", "2025-10-01"));
  auto regrade = For<v1::RegradeFinding>("finding");
  regrade.set_grade(v1::MAJOR);
  regrade.set_reason("It is everywhere");
  regrade.set_occurred_on("2025-10-01");
  domain.Accepted(regrade);
  v1::FileAppeal file = File(v1::Appeal::FINDING_RAISED);
  file.clear_certificate_id();
  file.set_finding_id(IdOf("finding"));
  file.set_occurred_on("2025-10-01");
  domain.Accepted(file);
  domain.SetToday("2025-10-06");
  v1::AssignAppealPanel assign = Assign("gro");
  assign.set_occurred_on("2025-10-06");
  domain.Accepted(assign);
  v1::DecideAppeal decide = Decide(true);
  decide.set_occurred_on("2025-10-06");
  domain.Accepted(decide);
  v1::CloseAppeal close = Close();
  close.set_occurred_on("2025-10-06");
  EXPECT_EQ(domain.Refused(close).rule(), "AL-4");
  regrade.set_grade(v1::MINOR);
  regrade.set_reason("The appeal was upheld");
  regrade.set_occurred_on("2025-10-06");
  domain.Accepted(regrade);
  domain.Accepted(close);
}

}  // namespace
}  // namespace assay::audits
