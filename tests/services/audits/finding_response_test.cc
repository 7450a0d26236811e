#include "services/audits/domain/finding_response.h"

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class FindingResponseTest : public Fjordlicht {
 protected:
  // A major at Leipzig and a minor at Hamburg, reported on 2024-04-19; today is 2024-11-04.
  void FindingsReported() {
    UntilStage2Opened();
    domain.Accepted(Raise("stage 2", "major", v1::MAJOR, "leipzig", "2024-04-15"));
    domain.Accepted(Raise("stage 2", "minor", v1::MINOR, "hamburg", "2024-04-15"));
    domain.Accepted(
        Raise("stage 2", "idea", v1::OPPORTUNITY_FOR_IMPROVEMENT, "hamburg", "2024-04-15"));
    UntilStage2Reported();
    domain.SetToday("2024-11-04");
  }
  v1::SubmitResponse Response(const std::string& finding, const std::string& on) {
    auto respond = For<v1::SubmitResponse>(finding);
    respond.set_cause("Nobody was named to do it");
    respond.set_correction("Assessed now");
    respond.set_corrective_action("In the yearly plan, with an owner");
    respond.set_occurred_on(on);
    return respond;
  }
  v1::AcceptResponse Accept(const std::string& finding, const std::string& by,
                            const std::string& on) {
    auto accept = For<v1::AcceptResponse>(finding);
    accept.set_judged_by(IdOf(by));
    accept.set_occurred_on(on);
    return accept;
  }
  v1::RejectResponse Reject(const std::string& finding, const std::string& by,
                            const std::string& on) {
    auto reject = For<v1::RejectResponse>(finding);
    reject.set_judged_by(IdOf(by));
    reject.set_reason("That is no cause");
    reject.set_occurred_on(on);
    return reject;
  }
  v1::VerifyFinding Verify(const std::string& finding, const std::string& by,
                           const std::string& on) {
    auto verify = For<v1::VerifyFinding>(finding);
    verify.set_verified_by(IdOf(by));
    verify.set_method(v1::BY_VISIT);
    verify.set_evidence("Seen in Leipzig");
    verify.set_occurred_on(on);
    return verify;
  }
};

TEST_F(FindingResponseTest, WhetherOtherSitesAreAffectedIsAskedOfTheResponseAndOfItsAcceptance) {
  FindingsReported();
  EXPECT_TRUE(domain.Warned(domain.Accepted(Response("minor", "2024-05-03")), "MS-8"));
  EXPECT_TRUE(domain.Warned(domain.Accepted(Accept("minor", "leif", "2024-05-10")), "MS-8"));
  v1::SubmitResponse looked = Response("major", "2024-05-03");
  looked.set_other_sites("Hamburg and Tallinn have no data centre");
  EXPECT_FALSE(domain.Warned(domain.Accepted(looked), "MS-8"));
  EXPECT_FALSE(domain.Warned(domain.Accepted(Accept("major", "leif", "2024-05-10")), "MS-8"));
  EXPECT_EQ(Finding("major").other_sites(), "Hamburg and Tallinn have no data centre");
}

TEST_F(FindingResponseTest, AResponseGoesFromSubmittedToAcceptedToVerified) {
  FindingsReported();
  domain.Accepted(Response("major", "2024-05-03"));
  EXPECT_EQ(Finding("major").body_state(), v1::Finding::RESPONSE_SUBMITTED);
  EXPECT_EQ(domain.Refused(Response("major", "2024-05-03")).code(), "response-state");
  EXPECT_EQ(domain.Refused(Verify("major", "leif", "2024-06-06")).code(), "response-state");
  domain.Accepted(Accept("major", "leif", "2024-05-10"));
  EXPECT_EQ(Finding("major").body_state(), v1::Finding::RESPONSE_ACCEPTED);
  EXPECT_EQ(domain.Refused(Accept("major", "leif", "2024-05-10")).code(), "response-state");
  EXPECT_EQ(domain.Refused(Response("major", "2024-05-10")).code(), "response-state");
  EXPECT_TRUE(domain.Accepted(Verify("major", "leif", "2024-06-06")).warnings.empty());
  EXPECT_EQ(Finding("major").body_state(), v1::Finding::BODY_VERIFIED);
  EXPECT_EQ(Finding("major").verification_evidence(), "Seen in Leipzig");
  EXPECT_EQ(Finding("major").state(), v1::Finding::RAISED);  // our own closure is another thing
  EXPECT_EQ(domain.Refused(Reject("major", "leif", "2024-06-06")).code(), "response-state");
}

TEST_F(FindingResponseTest, ARejectedResponseIsGivenAnew) {
  FindingsReported();
  EXPECT_EQ(domain.Refused(Reject("minor", "leif", "2024-05-03")).code(), "response-state");
  domain.Accepted(Response("minor", "2024-05-03"));
  domain.Accepted(Reject("minor", "leif", "2024-05-10"));
  EXPECT_EQ(Finding("minor").rejection_reason(), "That is no cause");
  domain.Accepted(Response("minor", "2024-05-12"));
  domain.Accepted(Accept("minor", "leif", "2024-05-13"));
  domain.Accepted(Reject("minor", "leif", "2024-06-01"));  // it was not carried out
  EXPECT_EQ(Finding("minor").body_state(), v1::Finding::RESPONSE_REJECTED);
}

TEST_F(FindingResponseTest, ALateResponseIsWarnedAbout) {
  FindingsReported();
  EXPECT_TRUE(domain.Warned(domain.Accepted(Response("major", "2024-05-04")), "NC-8"));
  EXPECT_FALSE(domain.Warned(domain.Accepted(Response("minor", "2024-05-19")), "NC-8"));
}

// Over HTTP the field is required; the rule holds whoever asks.
TEST_F(FindingResponseTest, AResponseWithoutACauseIsNone) {
  FindingsReported();
  aggregate::Context context;
  context.rules = &rules::Ruleset::Default();
  v1::SubmitResponse response = Response("major", "2024-05-03");
  response.clear_cause();
  Outcome outcome = DecideSubmitResponse(Finding("major"), response, context);
  ASSERT_TRUE(outcome.rejection());
  EXPECT_EQ(outcome.rejection()->rule, "NC-2");
}

TEST_F(FindingResponseTest, WhoOwnsTheFindingJudgesNothingOfIt) {
  FindingsReported();
  domain.Accepted(Response("major", "2024-05-03"));
  assay::Problem problem = domain.Refused(Accept("major", "olga", "2024-05-10"));
  EXPECT_EQ(problem.rule(), "CA-3");
  EXPECT_EQ(problem.field(), "judgedBy");
  EXPECT_EQ(domain.Refused(Reject("major", "olga", "2024-05-10")).rule(), "CA-3");
  domain.Accepted(Accept("major", "leif", "2024-05-10"));
  EXPECT_EQ(domain.Refused(Verify("major", "olga", "2024-06-06")).rule(), "CA-3");
}

TEST_F(FindingResponseTest, TheStepsAreInOrderOfTime) {
  FindingsReported();
  EXPECT_EQ(domain.Refused(Response("major", "2024-04-14")).code(), "out-of-order");
  domain.Accepted(Response("major", "2024-05-03"));
  EXPECT_EQ(domain.Refused(Accept("major", "leif", "2024-05-02")).code(), "out-of-order");
  EXPECT_EQ(domain.Refused(Reject("major", "leif", "2024-05-02")).code(), "out-of-order");
  domain.Accepted(Accept("major", "leif", "2024-05-10"));
  EXPECT_EQ(domain.Refused(Verify("major", "leif", "2024-05-09")).code(), "out-of-order");
}

TEST_F(FindingResponseTest, AMajorOfStage2VerifiedAfterSixMonthsIsAFactThatIsWarnedAbout) {
  FindingsReported();
  PlanAccepted("major", "2024-05-03");
  aggregate::Receipt receipt = domain.Accepted(Verify("major", "leif", "2024-10-20"));
  ASSERT_TRUE(domain.Warned(receipt, "NC-4"));
  EXPECT_TRUE(receipt.warnings[0].blocking()) << "work to do: a plan like this is refused";
}

TEST_F(FindingResponseTest, SixMonthsEndOnTheSameDayOfTheMonth) {
  FindingsReported();
  PlanAccepted("major", "2024-05-03");
  EXPECT_TRUE(domain.Accepted(Verify("major", "leif", "2024-10-19")).warnings.empty());
}

TEST_F(FindingResponseTest, AVerificationSaysWhatWasSeen) {
  FindingsReported();
  PlanAccepted("minor", "2024-05-03");
  v1::VerifyFinding verify = Verify("minor", "leif", "2024-06-06");
  verify.clear_evidence();
  EXPECT_TRUE(domain.Warned(domain.Accepted(verify), "NC-3"));
}

TEST_F(FindingResponseTest, AMajorOfRecertificationVerifiedAfterExpiryIsWarnedAbout) {
  UntilCertified();
  Opened("r", v1::RECERTIFICATION, "2027-03-15", "2027-03-19");
  domain.Accepted(Raise("r", "late", v1::MAJOR, "leipzig", "2027-03-15"));
  EXPECT_EQ(Finding("late").verify_by(), "2027-06-17");
  domain.SetToday("2027-06-18");
  PlanAccepted("late", "2027-04-01");
  EXPECT_TRUE(domain.Warned(domain.Accepted(Verify("late", "leif", "2027-06-18")), "NC-5"));
}

TEST_F(FindingResponseTest, OnlyTheBodysNonconformitiesHaveAResponse) {
  FindingsReported();
  EXPECT_EQ(domain.Refused(Response("idea", "2024-05-03")).code(), "not-a-nonconformity");

  domain.Accepted(Plan("own", v1::INTERNAL, "2024-11-04", "2024-11-04"));
  KnowCompetence("mira", training::v1::QUALIFIED_LEAD, "2024-01-01");
  domain.Accepted(Assign("own", "mira", v1::LEAD_AUDITOR));
  domain.Accepted(Open("own", "2024-11-04"));
  domain.Accepted(Raise("own", "own finding", v1::MINOR, "hamburg", "2024-11-04"));
  EXPECT_EQ(domain.Refused(Response("own finding", "2024-11-04")).code(), "not-a-body-finding");
  EXPECT_EQ(domain.Refused(Accept("own finding", "leif", "2024-11-04")).code(),
            "not-a-body-finding");
  EXPECT_EQ(domain.Refused(Reject("own finding", "leif", "2024-11-04")).code(),
            "not-a-body-finding");
  EXPECT_EQ(domain.Refused(Verify("own finding", "leif", "2024-11-04")).code(),
            "not-a-body-finding");
}

}  // namespace
}  // namespace assay::audits
