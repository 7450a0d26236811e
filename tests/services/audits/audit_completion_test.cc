#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

class AuditCompletionTest : public AuditWorkspace {
 protected:
  v1::IssueReport InternalReport() const { return Report("internal", "2023-11-06", "2023-11-06"); }
  v1::CloseAudit Close() const {
    auto close = For<v1::CloseAudit>("internal");
    close.set_occurred_on("2023-11-07");
    return close;
  }
};

TEST_F(AuditCompletionTest, NoReportWithLinesOpen) {
  OpenedInternal();
  domain.Accepted(Answer(LineAt(0), v1::LineAnswer::CONFORM));
  assay::Problem problem = domain.Refused(InternalReport());
  EXPECT_EQ(problem.rule(), "AU-14");
  EXPECT_NE(problem.clause(), "");
  EXPECT_NE(problem.detail().find(LineAt(1)), std::string::npos) << problem.detail();
  AnswerAll();
  domain.Accepted(InternalReport());
}

TEST_F(AuditCompletionTest, NoReportWithANonconformityThatHasNoFinding) {
  OpenedInternal();
  AnswerAll();
  domain.Accepted(Answer(LineAt(0), v1::LineAnswer::MINOR));
  assay::Problem problem = domain.Refused(InternalReport());
  EXPECT_EQ(problem.rule(), "AU-13");
  EXPECT_NE(problem.detail().find(LineAt(0)), std::string::npos) << problem.detail();
  domain.Accepted(RaiseFrom(LineAt(0), "minor", v1::MINOR));
  auto withdraw = For<v1::WithdrawFinding>("minor");
  withdraw.set_reason("A mistake");
  withdraw.set_occurred_on("2023-11-06");
  domain.Accepted(withdraw);
  EXPECT_EQ(domain.Refused(InternalReport()).rule(), "AU-13");
  domain.Accepted(RaiseFrom(LineAt(0), "minor again", v1::MINOR));
  domain.Accepted(InternalReport());
}

TEST_F(AuditCompletionTest, AnAnswerAtOneSiteAsksForAFindingThere) {
  OpenedInternal();
  AnswerAll();
  v1::AnswerLine hamburg = Answer(LineAt(0), v1::LineAnswer::MINOR);
  hamburg.set_site_id(IdOf("hamburg"));
  domain.Accepted(hamburg);
  v1::RaiseFinding there = RaiseFrom(LineAt(0), "there", v1::MINOR);
  EXPECT_EQ(domain.Refused(there).code(), "grade-differs");  // at Leipzig all is well
  there.set_site_id(IdOf("hamburg"));
  domain.Accepted(there);
  domain.Accepted(InternalReport());
}

TEST_F(AuditCompletionTest, NotClosedBeforeEvidenceIsSettledAndTheClosingMeetingHeld) {
  OpenedInternal();
  domain.Accepted(
      Schedule(Item("end", v1::AgendaItem::CLOSING_MEETING, "2023-11-07", "16:00", "17:00")));
  domain.Accepted(Request("request"));
  AnswerAll();
  domain.Accepted(InternalReport());
  domain.SetToday("2023-11-07");
  assay::Problem open = domain.Refused(Close());
  EXPECT_EQ(open.rule(), "AU-15");
  EXPECT_NE(open.detail().find("ER-TST-2023-0001"), std::string::npos) << open.detail();
  auto withdraw = For<v1::WithdrawEvidenceRequest>("request");
  withdraw.set_reason("Found");
  domain.Accepted(withdraw);
  EXPECT_EQ(domain.Refused(Close()).rule(), "AU-16");
  domain.Accepted(Hold(v1::Meeting::CLOSING, "2023-11-07"));
  domain.Accepted(Close());
  EXPECT_EQ(Audit("internal").state(), v1::Audit::CLOSED);
  EXPECT_EQ(domain.Refused(Request("another")).code(), "audit-over");
  EXPECT_EQ(domain.Refused(Answer(LineAt(0), v1::LineAnswer::CONFORM)).code(), "wrong-state");
}

TEST_F(AuditCompletionTest, WithoutChecklistAndAgendaNothingNewBinds) {
  Planned();
  domain.SetToday("2023-11-06");
  domain.Accepted(Open("internal", "2023-11-06"));
  EXPECT_EQ(domain.Refused(Close()).code(), "wrong-state");
  domain.Accepted(InternalReport());
  domain.SetToday("2023-11-07");
  domain.Accepted(Close());
}

}  // namespace
}  // namespace assay::audits
