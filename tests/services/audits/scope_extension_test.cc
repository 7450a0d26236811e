#include "services/audits/domain/scope_extension.h"

#include "tests/services/audits/moves.h"

namespace assay::audits {
namespace {

constexpr char kScope[] = "IT services for shipping companies and ports";

// The ISO/IEC 27001 certificate covers Hamburg and Leipzig only; Tallinn is to join.
class ScopeExtensionTest : public Fjordlicht {
 protected:
  ScopeExtensionTest() {
    UntilCertified();
    domain.SetToday("2024-09-02");
    auto reduce = For<v1::ReduceCertificate>(kSecurityCertificate);
    reduce.set_scope("IT services for shipping companies");
    reduce.add_site_ids(IdOf("hamburg"));
    reduce.add_site_ids(IdOf("leipzig"));
    reduce.set_reason("Tallinn is rebuilt");
    reduce.set_occurred_on("2024-09-02");
    domain.Accepted(reduce);
  }

  v1::RequestScopeExtension Request() {
    auto request = For<v1::RequestScopeExtension>("extension");
    request.set_certificate_id(IdOf(kSecurityCertificate));
    request.set_scope(kScope);
    for (const std::string& site : sites) {
      request.add_site_ids(IdOf(site));
    }
    request.set_reason("Tallinn is ready");
    request.set_occurred_on("2024-09-02");
    return request;
  }
  v1::AcceptScopeExtension Accept(v1::AuditActivity activity = v1::SPECIAL_AUDIT_ONLY) {
    auto accept = For<v1::AcceptScopeExtension>("extension");
    accept.set_audit_activity(activity);
    accept.set_justification("A site joins");
    accept.set_occurred_on("2024-09-02");
    return accept;
  }
  v1::DeclineScopeExtension Decline() {
    auto decline = For<v1::DeclineScopeExtension>("extension");
    decline.set_reasons("Outside the accreditation");
    decline.set_occurred_on("2024-09-02");
    return decline;
  }
  v1::WithdrawScopeExtension Withdraw() {
    auto withdraw = For<v1::WithdrawScopeExtension>("extension");
    withdraw.set_reasons("Not wanted any more");
    withdraw.set_occurred_on("2024-09-02");
    return withdraw;
  }
  v1::RefuseScopeExtension Refuse(const std::string& decider = "ines") {
    auto refuse = For<v1::RefuseScopeExtension>("extension");
    refuse.set_decider_id(IdOf(decider));
    refuse.set_reasons("Not convincing");
    refuse.set_occurred_on("2024-10-08");
    return refuse;
  }
  v1::ExtendCertificate Extend(const std::string& decider = "ines") {
    auto extend = For<v1::ExtendCertificate>(kSecurityCertificate);
    extend.set_extension_id(IdOf("extension"));
    extend.set_audit_id(IdOf("special"));
    extend.set_decider_id(IdOf(decider));
    extend.set_reasons("Seen in Tallinn");
    extend.set_occurred_on("2024-10-08");
    return extend;
  }
  v1::PlanAudit Special() { return Plan("special", v1::SPECIAL, "2024-10-07", "2024-10-08"); }
  void Hold(const v1::PlanAudit& plan) {
    domain.Accepted(plan);
    domain.Accepted(Assign("special", "leif", v1::LEAD_AUDITOR));
    domain.SetToday("2024-10-08");
    domain.Accepted(Open("special", "2024-10-07"));
    domain.Accepted(Raise("special", "open", v1::MINOR, "hamburg", "2024-10-07"));
    domain.Accepted(Fjordlicht::Report("special", "2024-10-07", "2024-10-08"));
  }
  v1::ScopeExtension Extension() { return domain.Get<v1::ScopeExtension>(IdOf("extension")); }
};

TEST_F(ScopeExtensionTest, ItAddsSomethingAndKeepsWhatThereIs) {
  v1::RequestScopeExtension fewer = Request();
  fewer.clear_site_ids();
  fewer.add_site_ids(IdOf("hamburg"));
  EXPECT_EQ(domain.Refused(fewer).code(), "is-a-reduction");
  v1::RequestScopeExtension same = Request();
  same.set_scope("IT services for shipping companies");
  same.mutable_site_ids()->RemoveLast();
  EXPECT_EQ(domain.Refused(same).code(), "not-an-extension");
  v1::RequestScopeExtension outside = Request();
  outside.add_site_ids(IdOf("oslo"));
  EXPECT_EQ(domain.Refused(outside).code(), "site-outside-journey");
  v1::RequestScopeExtension early = Request();
  early.set_occurred_on("2024-06-17");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Request());
  EXPECT_EQ(Certificate(kSecurityCertificate).site_ids_size(), 2);  // asking changes nothing
}

TEST_F(ScopeExtensionTest, OnlyAnActiveCertificateIsExtended) {
  auto suspend = For<v1::SuspendCertificate>(kSecurityCertificate);
  suspend.set_reason_code("voluntary-request");
  suspend.set_reason("Wanted");
  suspend.set_occurred_on("2024-09-02");
  domain.Accepted(suspend);
  EXPECT_EQ(domain.Refused(Request()).code(), "certificate-not-active");
}

TEST_F(ScopeExtensionTest, AnExpiredOneIsNot) {
  domain.SetToday("2027-06-18");
  v1::RequestScopeExtension late = Request();
  late.set_occurred_on("2027-06-18");
  EXPECT_EQ(domain.Refused(late).code(), "certificate-expired");
}

TEST_F(ScopeExtensionTest, ASiteThatJoinsIsVisited) {
  domain.Accepted(Request());
  assay::Problem problem = domain.Refused(Accept(v1::DOCUMENTS_ONLY));
  EXPECT_EQ(problem.rule(), "SX-1");
  EXPECT_EQ(problem.field(), "auditActivity");
  v1::AcceptScopeExtension early = Accept();
  early.set_occurred_on("2024-09-01");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(Accept());
}

TEST_F(ScopeExtensionTest, OneThatDoesNotKnowWhatJoinedMeanwhileIsAskedForAnew) {
  v1::RequestScopeExtension words = Request();
  words.set_id(IdOf("words"));
  words.clear_site_ids();
  words.add_site_ids(IdOf("hamburg"));
  words.add_site_ids(IdOf("leipzig"));
  domain.Accepted(words);
  v1::AcceptScopeExtension papers = Accept(v1::DOCUMENTS_ONLY);
  papers.set_id(IdOf("words"));
  domain.Accepted(papers);
  domain.Accepted(Request());
  domain.Accepted(Accept());
  Hold(Special());
  PlanAccepted("open", "2024-10-08");
  domain.Accepted(Extend());
  v1::ExtendCertificate second = Extend();
  second.set_extension_id(IdOf("words"));
  EXPECT_EQ(domain.Refused(second).code(), "is-a-reduction");
}

TEST_F(ScopeExtensionTest, ItWaitsForTheAuditThatTheReviewAskedFor) {
  domain.Accepted(Request());
  EXPECT_EQ(domain.Refused(Extend()).code(), "in-the-future");
  domain.SetToday("2024-10-08");
  EXPECT_EQ(domain.Refused(Extend()).code(), "extension-not-accepted");
  domain.Accepted(Accept());
  EXPECT_EQ(domain.Refused(Extend()).rule(), "SX-1");  // no such audit
  v1::ExtendCertificate stage2 = Extend();
  stage2.set_audit_id(IdOf("stage 2"));
  EXPECT_EQ(domain.Refused(stage2).rule(), "SX-1");  // no special audit
}

TEST_F(ScopeExtensionTest, TheAuditVisitsWhatJoinsForTheStandard) {
  domain.Accepted(Request());
  domain.Accepted(Accept());
  v1::PlanAudit plan = Special();
  plan.mutable_site_ids()->RemoveLast();
  Hold(plan);
  EXPECT_NE(domain.Refused(Extend()).detail().find("every site that joins"), std::string::npos);
}

TEST_F(ScopeExtensionTest, FindingsDeciderAndDateStandInTheWay) {
  domain.Accepted(Request());
  domain.Accepted(Accept());
  Hold(Special());
  EXPECT_EQ(domain.Refused(Extend("leif")).rule(), "DE-1");
  EXPECT_EQ(domain.Refused(Extend()).rule(), "DE-4");
  PlanAccepted("open", "2024-10-08");
  v1::ExtendCertificate backdated = Extend();
  backdated.set_effective_on("2024-10-07");
  EXPECT_EQ(domain.Refused(backdated).rule(), "CE-1");
  EXPECT_EQ(domain.Refused(backdated).field(), "effectiveOn");
  v1::ExtendCertificate stray = Extend();
  stray.add_site_scopes()->set_site_id(IdOf("oslo"));
  stray.mutable_site_scopes(0)->set_scope("Nothing");
  EXPECT_EQ(domain.Refused(stray).code(), "site-scope-outside");
  v1::ExtendCertificate extend = Extend();
  extend.add_site_scopes()->set_site_id(IdOf("tallinn"));
  extend.mutable_site_scopes(0)->set_scope("Service desk");
  domain.Accepted(extend);
  v1::Certificate certificate = Certificate(kSecurityCertificate);
  EXPECT_EQ(certificate.scope(), kScope);
  EXPECT_EQ(certificate.site_ids_size(), 3);
  EXPECT_EQ(certificate.site_scopes(0).scope(), "Service desk");
  EXPECT_EQ(certificate.effective_on(), "2024-10-08");
  EXPECT_EQ(certificate.revision(), 3U);
  EXPECT_EQ(certificate.expires_on(), "2027-06-17");
  EXPECT_EQ(Extension().state(), v1::ScopeExtension::GRANTED);
}

TEST_F(ScopeExtensionTest, AMajorAtAnySiteBlocksItForAll) {
  domain.Accepted(Request());
  domain.Accepted(Accept());
  Hold(Special());
  PlanAccepted("open", "2024-10-08");
  auto regrade = For<v1::RegradeFinding>("open");
  regrade.set_grade(v1::MAJOR);
  regrade.set_reason("Worse than it looked");
  regrade.set_occurred_on("2024-10-08");
  domain.Accepted(regrade);
  EXPECT_EQ(domain.Refused(Extend()).rule(), "MS-6");
}

TEST_F(ScopeExtensionTest, ItIsForTheCertificateItWasAskedFor) {
  domain.Accepted(Request());
  domain.Accepted(Accept());
  Hold(Special());
  v1::ExtendCertificate other = Extend();
  other.set_id(IdOf(kContinuityCertificate));
  EXPECT_EQ(domain.Refused(other).code(), "extension-of-another-certificate");
}

TEST_F(ScopeExtensionTest, ARefusalIsDecidedByWhoDidNotAudit) {
  domain.Accepted(Request());
  domain.Accepted(Accept());
  Hold(Special());
  EXPECT_EQ(domain.Refused(Refuse("leif")).rule(), "DE-1");
  domain.Accepted(Refuse());
  EXPECT_EQ(Extension().state(), v1::ScopeExtension::REFUSED);
  EXPECT_EQ(Certificate(kSecurityCertificate).site_ids_size(), 2);
}

TEST_F(ScopeExtensionTest, ARevisionAddsNoSite) {
  auto revise = For<v1::ReviseCertificate>(kSecurityCertificate);
  revise.set_scope(kScope);
  for (const std::string& site : sites) {
    revise.add_site_ids(IdOf(site));
  }
  revise.set_reason("Tallinn is ready");
  revise.set_occurred_on("2024-09-02");
  EXPECT_EQ(domain.Refused(revise).code(), "is-an-extension");
}

class ScopeExtensionMoves : public ScopeExtensionTest,
                            public ::testing::WithParamInterface<std::tuple<int, int>> {
 protected:
  void Until(int state) {
    using S = v1::ScopeExtension;
    domain.Accepted(Request());
    if (state == S::DECLINED) {
      domain.Accepted(Decline());
    } else if (state == S::WITHDRAWN) {
      domain.Accepted(Withdraw());
    } else if (state != S::REQUESTED) {
      domain.Accepted(Accept());
    }
    Hold(Special());
    PlanAccepted("open", "2024-10-08");
    if (state == S::GRANTED) {
      domain.Accepted(Extend());
    } else if (state == S::REFUSED) {
      domain.Accepted(Refuse());
    }
  }
};

TEST_P(ScopeExtensionMoves, AreLegalInTheirStatesOnly) {
  auto [state, number] = GetParam();
  Until(state);
  using S = v1::ScopeExtension;
  const std::vector<Move> moves = {
      MoveOf(Accept(), {S::REQUESTED}), MoveOf(Decline(), {S::REQUESTED}),
      MoveOf(Withdraw(), {S::REQUESTED, S::ACCEPTED}), MoveOf(Refuse(), {S::ACCEPTED})};
  ExpectMove(&domain, moves.at(static_cast<size_t>(number)), state);
}

INSTANTIATE_TEST_SUITE_P(All, ScopeExtensionMoves,
                         ::testing::Combine(::testing::Range(1, 7), ::testing::Range(0, 4)));

}  // namespace
}  // namespace assay::audits
