#include "services/audits/domain/evidence_request.h"

#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

class EvidenceRequestTest : public AuditWorkspace {
 protected:
  v1::EvidenceRequest Known() { return domain.Get<v1::EvidenceRequest>(IdOf("request")); }
  v1::SubmitEvidence Submit(const std::string& by = "olga") const {
    auto submit = For<v1::SubmitEvidence>("request");
    submit.set_submission("Reports 1 to 3");
    submit.set_submitted_by(IdOf(by));
    submit.set_occurred_on("2023-11-06");
    return submit;
  }
  v1::AcceptEvidence Accept(const std::string& by = "mira") const {
    auto accept = For<v1::AcceptEvidence>("request");
    accept.set_judged_by(IdOf(by));
    accept.set_occurred_on("2023-11-06");
    return accept;
  }
  v1::RejectEvidence Reject(const std::string& due = "2023-11-13") const {
    auto reject = For<v1::RejectEvidence>("request");
    reject.set_judged_by(IdOf("jonas"));
    reject.set_reason("Report 2 is a draft");
    reject.set_due_on(due);
    reject.set_occurred_on("2023-11-06");
    return reject;
  }
  v1::WithdrawEvidenceRequest Withdraw() const {
    auto withdraw = For<v1::WithdrawEvidenceRequest>("request");
    withdraw.set_reason("Found in the manual");
    return withdraw;
  }
  void Requested() {
    OpenedInternal();
    domain.Accepted(Request("request"));
  }
};

TEST_F(EvidenceRequestTest, IsRejectedUntilAnotherDayThenAccepted) {
  Requested();
  EXPECT_EQ(Known().number(), "ER-TST-2023-0001");
  domain.Accepted(Submit());
  domain.Accepted(Reject());
  EXPECT_EQ(Known().state(), v1::EvidenceRequest::REJECTED);
  EXPECT_EQ(Known().due_on(), "2023-11-13");
  EXPECT_EQ(Known().rejection_reason(), "Report 2 is a draft");
  domain.Accepted(Submit());
  domain.Accepted(Accept());
  EXPECT_EQ(Known().state(), v1::EvidenceRequest::ACCEPTED);
}

TEST_F(EvidenceRequestTest, TheAskedPersonAnswersInTheOwnName) {
  Requested();
  assay::Problem problem = domain.Refused(Submit("kai"));
  EXPECT_EQ(problem.code(), "not-asked");
  EXPECT_EQ(problem.field(), "submittedBy");
  EXPECT_EQ(RefusedAs("kai", Submit(), {assay::ACTION_OWNER}).code(), "not-asked");
  EXPECT_TRUE(GiveAs("olga", Submit(), {assay::PROCESS_OWNER}).receipt);
}

TEST_F(EvidenceRequestTest, NobodyJudgesTheOwnSubmission) {
  Requested();
  domain.Accepted(Submit());
  assay::Problem problem = domain.Refused(Accept("olga"));
  EXPECT_EQ(problem.rule(), "AU-17");
  EXPECT_EQ(problem.field(), "judgedBy");
  EXPECT_NE(problem.clause(), "");
  EXPECT_EQ(RefusedAs("olga", Accept(), {assay::COMPLIANCE_MANAGER}).rule(), "AU-17");
  EXPECT_EQ(domain.Refused(Accept("kai")).code(), "not-asking-side");
  domain.Accepted(Accept("jonas"));
}

TEST_F(EvidenceRequestTest, DatesDoNotContradictEachOther) {
  OpenedInternal();
  v1::RequestEvidence request = Request("request");
  request.set_due_on("2023-11-05");
  assay::Problem problem = domain.Refused(request);
  EXPECT_EQ(problem.rule(), "AU-18");
  EXPECT_EQ(problem.field(), "dueOn");
  domain.Accepted(Request("request"));
  v1::SubmitEvidence early = Submit();
  early.set_occurred_on("2023-11-05");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Submit());
  EXPECT_EQ(domain.Refused(Reject("2023-11-01")).rule(), "AU-18");
}

TEST_F(EvidenceRequestTest, OnlyItsTeamAsksAboutLinesOfARunningAudit) {
  OpenedInternal();
  v1::RequestEvidence outsider = Request("request");
  outsider.set_requested_by(IdOf("tom"));
  EXPECT_EQ(domain.Refused(outsider).code(), "not-on-team");
  v1::RequestEvidence unknown = Request("request");
  unknown.set_line("27001/99/1");
  EXPECT_EQ(domain.Refused(unknown).code(), "unknown-line");
  v1::RequestEvidence known = Request("request");
  known.set_line(LineAt(0));
  domain.Accepted(known);
}

TEST_F(EvidenceRequestTest, EachStateAllowsItsOwnStepsOnly) {
  Requested();
  EXPECT_EQ(domain.Refused(Accept()).code(), "wrong-state");
  EXPECT_EQ(domain.Refused(Reject()).code(), "wrong-state");
  domain.Accepted(Submit());
  EXPECT_EQ(domain.Refused(Submit()).code(), "wrong-state");
  domain.Accepted(Reject());
  EXPECT_EQ(domain.Refused(Accept()).code(), "wrong-state");
  EXPECT_EQ(domain.Refused(Reject()).code(), "wrong-state");
  domain.Accepted(Withdraw());
  for (const aggregate::Verdict& verdict : {domain.Give(Submit()), domain.Give(Accept()),
                                            domain.Give(Reject()), domain.Give(Withdraw())}) {
    ASSERT_TRUE(verdict.problem);
    EXPECT_EQ(verdict.problem->code(), "wrong-state");
  }
}

TEST_F(EvidenceRequestTest, WhatIsAcceptedStaysAccepted) {
  Requested();
  domain.Accepted(Submit());
  domain.Accepted(Accept());
  EXPECT_EQ(domain.Refused(Withdraw()).code(), "wrong-state");
  EXPECT_EQ(domain.Refused(Reject()).code(), "wrong-state");
  EXPECT_EQ(domain.Refused(Submit()).code(), "wrong-state");
}

TEST_F(EvidenceRequestTest, WaitingForTheAuditeeItIsOverdueAfterItsDay) {
  Requested();
  auto overdue = [this](const std::string& on) {
    v1::EvidenceRequest request = Known();
    PresentEvidenceRequest(&request, calendar::Date::Parse(on).value());
    return request.overdue();
  };
  EXPECT_FALSE(overdue("2023-11-10"));
  EXPECT_TRUE(overdue("2023-11-11"));
  domain.Accepted(Submit());
  EXPECT_FALSE(overdue("2023-11-11"));
}

}  // namespace
}  // namespace assay::audits
