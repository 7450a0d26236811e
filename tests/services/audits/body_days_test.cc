#include "services/audits/domain/body_days.h"

#include "services/audits/domain/body_tie.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

// Certified by Nordmark on 2024-06-18; certificates go to Albion on 2024-09-02.
class BodyDaysTest : public Fjordlicht {
 protected:
  BodyDaysTest() {
    auto accreditation = For<v1::RecordAccreditation>("albion");
    accreditation.mutable_accreditation()->set_standard("ISO 22301");
    accreditation.mutable_accreditation()->set_accreditation_body("Another one");
    domain.Accepted(accreditation);
  }
  void Transferred(const std::vector<std::string>& certified) {
    domain.SetToday("2024-09-02");
    for (const std::string& standard : certified) {
      domain.Accepted(Transfer("certificate " + standard, "2024-09-02"));
    }
  }
  v1::DeclareBodyTie Declare(const std::string& body, const std::string& from,
                             const std::string& on) const {
    auto declare = For<v1::DeclareBodyTie>("tie");
    declare.set_body_id(IdOf(body));
    declare.set_kind(v1::RELATED_BODY_CONSULTED);
    declare.set_started_on(from);
    declare.set_evidence("An invoice");
    declare.set_occurred_on(on);
    return declare;
  }
  void PractisesConsultancy(const std::string& body, const std::string& on) {
    auto declare = For<v1::DeclareBodyPractice>(body);
    declare.mutable_practice()->set_practice_id(IdOf("practice"));
    declare.mutable_practice()->set_kind(v1::OFFERS_CONSULTANCY);
    declare.mutable_practice()->set_evidence("Its website offers it");
    declare.set_occurred_on(on);
    domain.Accepted(declare);
  }
  // What a tie of the body that becomes known on the day concerns.
  std::vector<std::string> Concerned(const std::string& body, const std::string& from,
                                     const std::string& on) {
    std::vector<std::string> concerned;
    for (const assay::Warning& warning : domain.Accepted(Declare(body, from, on)).warnings) {
      EXPECT_EQ(warning.record(), "assay.audits.v1.Journey");
      EXPECT_EQ(warning.record_id(), IdOf("journey"));
      EXPECT_EQ(warning.rule(), "IMP-4");
      concerned.push_back(warning.message().substr(warning.message().find("it concerns ") + 12));
    }
    return concerned;
  }
  v1::PlanAudit OfSecurity(const std::string& from) const {
    v1::PlanAudit plan = Plan("s", v1::SURVEILLANCE, from, from);
    plan.clear_standards();
    plan.add_standards("ISO/IEC 27001");
    return plan;
  }
};

// ---- A tie that becomes known concerns all that the body did under it, by the journey.

TEST_F(BodyDaysTest, ATieConcernsEachThingThatTheBodyDid) {
  UntilCertified();
  Reported("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  EXPECT_EQ(Concerned("nordmark", "2023-01-01", "2025-05-22"),
            (std::vector<std::string>{"its selection on 2023-10-04", "stage 1 of 2024-02-21",
                                      "stage 2 of 2024-04-19", "its decision on 2024-06-18",
                                      "the surveillance of 2025-05-22",
                                      "the journey is with it on 2025-05-22"}));
}

TEST_F(BodyDaysTest, WhatCameBeforeTheTieIsNotConcerned) {
  UntilCertified();
  Reported("s", v1::SURVEILLANCE, "2025-05-20", "2025-05-22");
  EXPECT_EQ(Concerned("nordmark", "2024-07-01", "2025-05-22"),
            (std::vector<std::string>{"the surveillance of 2025-05-22",
                                      "the journey is with it on 2025-05-22"}));
}

TEST_F(BodyDaysTest, AfterTheTransferTheAcceptingBodyIsConcernedFromThenOn) {
  UntilCertified();
  Transferred(standards);
  EXPECT_EQ(Concerned("albion", "2023-01-01", "2024-09-02"),
            (std::vector<std::string>{"its acceptance of a certificate on 2024-09-02",
                                      "its acceptance of a certificate on 2024-09-02",
                                      "its acceptance of a certificate on 2024-09-02",
                                      "the journey is with it on 2024-09-02"}));
}

TEST_F(BodyDaysTest, TheBodyThatPassedAllOnIsConcernedUpToThen) {
  UntilCertified();
  Transferred(standards);
  EXPECT_EQ(Concerned("nordmark", "2024-06-01", "2024-09-02"),
            (std::vector<std::string>{"its decision on 2024-06-18"}));
}

// ---- With whom a journey is

TEST_F(BodyDaysTest, TheJourneyGoesOnWithTheAcceptingBodyOnceNothingIsLeftWithItsOwn) {
  UntilCertified();
  Transferred({"ISO/IEC 20000-1", "ISO 22301"});
  EXPECT_EQ(Journey().body_id(), IdOf("nordmark")) << "ISO/IEC 27001 is left";
  domain.SetToday("2024-10-01");
  domain.Accepted(Transfer(kSecurityCertificate, "2024-10-01"));
  EXPECT_EQ(Journey().body_id(), IdOf("albion"));
  ASSERT_EQ(Journey().transfers_size(), 3);
  EXPECT_EQ(Journey().transfers(2).from_body_id(), IdOf("nordmark"));
  EXPECT_EQ(Journey().transfers(2).certificate_id(), IdOf(kSecurityCertificate));

  auto with = [&](const std::string& body, const std::string& day) {
    return IsWith(Journey(), IdOf(body), *DateIn(day));
  };
  EXPECT_FALSE(with("albion", "2024-09-01"));
  EXPECT_TRUE(with("albion", "2024-09-02"));
  EXPECT_TRUE(with("nordmark", "2024-09-30"));
  EXPECT_FALSE(with("nordmark", "2024-10-01"));
}

TEST_F(BodyDaysTest, AWithdrawnCertificateKeepsNothingWithABody) {
  UntilCertified();
  domain.SetToday("2024-09-02");
  auto withdraw = For<v1::WithdrawCertificate>(kSecurityCertificate);
  withdraw.set_reason("Given up");
  withdraw.set_occurred_on("2024-09-02");
  domain.Accepted(withdraw);
  Transferred({"ISO/IEC 20000-1", "ISO 22301"});
  EXPECT_EQ(Journey().body_id(), IdOf("albion"));
}

// ---- The accepting body is judged as any other.

TEST_F(BodyDaysTest, ThePracticesOfTheAcceptingBodyAreJudgedInItsAudits) {
  UntilCertified();
  Transferred({"ISO/IEC 27001"});
  domain.Accepted(OfSecurity("2025-05-20"));
  PractisesConsultancy("albion", "2024-09-02");
  v1::PlanAudit another = OfSecurity("2025-05-27");
  another.set_id(IdOf("another"));
  EXPECT_EQ(domain.Refused(another).rule(), "IMP-1");
  v1::PlanAudit of_others = Plan("others", v1::SURVEILLANCE, "2025-05-20", "2025-05-20");
  of_others.mutable_standards()->erase(of_others.mutable_standards()->begin() + 1);
  domain.Accepted(of_others);  // by Nordmark

  domain.Accepted(Assign("s", "leif", v1::LEAD_AUDITOR));
  domain.SetToday("2025-05-20");
  EXPECT_EQ(RefusedInRole(assay::BODY_AUDITOR, Open("s", "2025-05-20")).rule(), "IMP-1");
}

TEST_F(BodyDaysTest, NothingIsRenewedByAnAcceptingBodyThatConsults) {
  UntilCertified();
  Transferred({"ISO/IEC 27001"});
  Recertified("of Albion", "2027-03-15", "2027-03-19", {"ISO/IEC 27001"});
  Recertified("of Nordmark", "2027-03-22", "2027-03-24", {"ISO/IEC 20000-1", "ISO 22301"});
  PractisesConsultancy("albion", "2027-03-24");
  v1::RenewCertification renew = Renew("2027-03-24");
  renew.add_certificate_ids(IdOf(kSecurityCertificate));
  EXPECT_EQ(domain.Refused(renew).rule(), "IMP-1");
  renew.set_certificate_ids(0, IdOf(kContinuityCertificate));
  domain.Accepted(renew);  // Nordmark's
}

}  // namespace
}  // namespace assay::audits
