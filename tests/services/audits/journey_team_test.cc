#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class JourneyTeamTest : public Fjordlicht {
 protected:
  static void Add(google::protobuf::RepeatedPtrField<v1::BodyTeamMember>* team,
                  const std::string& person, v1::BodyRole role) {
    v1::BodyTeamMember* member = team->Add();
    member->set_person_id(IdOf(person));
    member->set_role(role);
  }
  v1::NameBodyTeam Name(const std::string& on, const std::string& lead = "leif") {
    auto name = For<v1::NameBodyTeam>("journey");
    Add(name.mutable_team(), lead, v1::BODY_LEAD);
    Add(name.mutable_team(), "nils", v1::BODY_TEAM_AUDITOR);
    name.set_occurred_on(on);
    return name;
  }
  v1::ObjectToTeamMember Object(const std::string& person, const std::string& on) {
    auto object = For<v1::ObjectToTeamMember>("journey");
    object.set_person_id(IdOf(person));
    object.set_reason("Worked for a competitor");
    object.set_occurred_on(on);
    return object;
  }
  v1::ReplaceTeamMember Replace(const std::string& person, const std::string& by, v1::BodyRole role,
                                const std::string& on) {
    auto replace = For<v1::ReplaceTeamMember>("journey");
    replace.set_person_id(IdOf(person));
    replace.mutable_replacement()->set_person_id(IdOf(by));
    replace.mutable_replacement()->set_role(role);
    replace.set_occurred_on(on);
    return replace;
  }
};

TEST_F(JourneyTeamTest, ATeamHasExactlyOneLeadAndNobodyTwice) {
  UntilAccepted();
  v1::NameBodyTeam two = Name("2023-10-20");
  two.mutable_team(1)->set_role(v1::BODY_LEAD);
  EXPECT_EQ(domain.Refused(two).code(), "one-lead");
  v1::NameBodyTeam none = Name("2023-10-20");
  none.mutable_team(0)->set_role(v1::BODY_EXPERT);
  EXPECT_EQ(domain.Refused(none).code(), "one-lead");
  v1::NameBodyTeam twice = Name("2023-10-20");
  Add(twice.mutable_team(), "nils", v1::BODY_EXPERT);
  EXPECT_EQ(domain.Refused(twice).code(), "named-twice");
  EXPECT_EQ(domain.Refused(Name("2023-10-19")).code(), "out-of-order");
  domain.Accepted(Name("2023-10-20"));
  EXPECT_EQ(Journey().body_team_size(), 2);
}

TEST_F(JourneyTeamTest, AConsultantWithinTheCoolingOffIsNotNamed) {
  UntilAccepted();
  EXPECT_EQ(domain.Refused(Name("2023-10-20", "petra")).rule(), "IMP-5");
  KnowEngagement("nils", directory::v1::GENERIC_TRAINING, "2023-01-01", "");
  domain.Accepted(Name("2023-10-20"));  // generic training is no consultancy
}

TEST_F(JourneyTeamTest, CoolingOffIsJudgedOnTheFirstDayOfAssessmentAhead) {
  UntilCertified();
  Reported("surveillance 1", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  domain.SetToday("2026-03-02");
  domain.Accepted(Plan("surveillance 2", v1::SURVEILLANCE, "2026-05-19", "2026-05-21"));
  EXPECT_EQ(domain.Refused(Name("2026-03-02", "petra")).rule(), "IMP-5");

  auto move = For<v1::MoveAudit>("surveillance 2");
  move.set_planned_from("2026-08-01");  // two years after 2024-07-31, and one day
  move.set_planned_to("2026-08-03");
  move.set_reason("Summer");
  domain.Accepted(move);
  domain.Accepted(Name("2026-03-02", "petra"));
}

TEST_F(JourneyTeamTest, AnObjectionConcernsANamedPersonOnce) {
  UntilAccepted();
  domain.Accepted(Name("2023-10-20"));
  EXPECT_EQ(domain.Refused(Object("ines", "2023-10-20")).code(), "not-on-team");
  EXPECT_EQ(domain.Refused(Object("nils", "2023-10-19")).code(), "out-of-order");
  domain.Accepted(Object("nils", "2023-10-20"));
  EXPECT_EQ(domain.Refused(Object("nils", "2023-10-20")).code(), "objected");
}

TEST_F(JourneyTeamTest, WhoWasObjectedToIsReplacedAndNotNamedAgain) {
  UntilAccepted();
  domain.Accepted(Name("2023-10-20"));
  domain.Accepted(Object("nils", "2023-10-20"));
  EXPECT_EQ(domain.Refused(Replace("nils", "nils", v1::BODY_TEAM_AUDITOR, "2023-10-20")).code(),
            "objected");
  domain.Accepted(Replace("nils", "ines", v1::BODY_TEAM_AUDITOR, "2023-10-20"));
  EXPECT_EQ(Journey().body_team(1).person_id(), IdOf("ines"));
  EXPECT_EQ(domain.Refused(Name("2023-10-20")).code(), "objected");
}

TEST_F(JourneyTeamTest, ALeadIsReplacedByALead) {
  UntilAccepted();
  domain.Accepted(Name("2023-10-20"));
  EXPECT_EQ(domain.Refused(Replace("leif", "ines", v1::BODY_EXPERT, "2023-10-20")).code(),
            "one-lead");
  EXPECT_EQ(domain.Refused(Replace("nils", "ines", v1::BODY_LEAD, "2023-10-20")).code(),
            "one-lead");
  EXPECT_EQ(domain.Refused(Replace("leif", "nils", v1::BODY_LEAD, "2023-10-20")).code(),
            "named-twice");
  EXPECT_EQ(domain.Refused(Replace("leif", "petra", v1::BODY_LEAD, "2023-10-20")).rule(), "IMP-5");
  EXPECT_EQ(domain.Refused(Replace("olga", "ines", v1::BODY_LEAD, "2023-10-20")).code(),
            "not-on-team");
  EXPECT_EQ(domain.Refused(Replace("leif", "ines", v1::BODY_LEAD, "2023-10-19")).code(),
            "out-of-order");
  domain.Accepted(Replace("leif", "ines", v1::BODY_LEAD, "2023-10-20"));
}

// The end of the scenario: permitted by the rule, the client objects, the body names somebody else.
TEST_F(JourneyTeamTest, AfterTheCoolingOffAConsultantIsPermittedAndTheClientMayStillObject) {
  UntilCertified();
  domain.SetToday("2026-11-21");
  domain.Accepted(Name("2026-11-21", "petra"));
  domain.Accepted(Object("petra", "2026-11-21"));
  domain.Accepted(Replace("petra", "leif", v1::BODY_LEAD, "2026-11-21"));
  EXPECT_EQ(Journey().objected_ids(0), IdOf("petra"));
}

}  // namespace
}  // namespace assay::audits
