#include "services/audits/domain/marks.h"

#include "services/audits/domain/certificate.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class MarksTest : public Fjordlicht {
 protected:
  MarksTest() { UntilCertified(); }

  v1::PermitMark Permit(v1::MarkKind mark, bool licensed = false) {
    auto permit = For<v1::PermitMark>(kContinuityCertificate);
    permit.set_mark(mark);
    permit.set_licensed(licensed);
    permit.set_conditions("Not on products");
    permit.set_occurred_on("2024-06-18");
    return permit;
  }
  v1::WithdrawMark Withdraw(v1::MarkKind mark, const std::string& on = "2024-06-18") {
    auto withdraw = For<v1::WithdrawMark>(kContinuityCertificate);
    withdraw.set_mark(mark);
    withdraw.set_reason("It stood on a product");
    withdraw.set_occurred_on(on);
    return withdraw;
  }
  v1::PermittedMark Mark(v1::MarkKind kind, const std::string& on = "2024-06-18") {
    v1::Certificate certificate = Certificate(kContinuityCertificate);
    PresentCertificate(&certificate, calendar::Date::Parse(on).value(), rules::Ruleset::Default());
    for (const v1::PermittedMark& mark : certificate.marks()) {
      if (mark.mark() == kind) {
        return mark;
      }
    }
    ADD_FAILURE() << "no " << v1::MarkKind_Name(kind);
    return {};
  }
};

TEST_F(MarksTest, TheBodysMarkAndALicensedSchemesMarkStandBesideEachOther) {
  domain.Accepted(Permit(v1::BODY_MARK));
  domain.Accepted(Permit(v1::SCHEME_MARK, true));
  EXPECT_EQ(Certificate(kContinuityCertificate).marks_size(), 2);
  EXPECT_EQ(Mark(v1::BODY_MARK).permitted_on(), "2024-06-18");
  EXPECT_EQ(Mark(v1::BODY_MARK).conditions(), "Not on products");
  EXPECT_FALSE(Mark(v1::BODY_MARK).has_licensed());
  EXPECT_TRUE(Mark(v1::SCHEME_MARK).licensed());
  EXPECT_TRUE(Mark(v1::SCHEME_MARK).usable());
}

TEST_F(MarksTest, ASchemesMarkNeedsALicenceAndIsosLogoIsNeverPermitted) {
  EXPECT_EQ(domain.Refused(Permit(v1::SCHEME_MARK)).rule(), "MK-3");
  EXPECT_EQ(domain.Refused(Permit(v1::ISO_LOGO, true)).rule(), "MK-4");
  EXPECT_EQ(Certificate(kContinuityCertificate).marks_size(), 0);
}

TEST_F(MarksTest, OneIsWithdrawnAndTheOtherStays) {
  domain.Accepted(Permit(v1::BODY_MARK));
  domain.Accepted(Permit(v1::SCHEME_MARK, true));
  domain.Accepted(Withdraw(v1::SCHEME_MARK));
  EXPECT_EQ(Certificate(kContinuityCertificate).marks_size(), 2);
  EXPECT_FALSE(Mark(v1::SCHEME_MARK).usable());
  EXPECT_EQ(Mark(v1::SCHEME_MARK).withdrawn_on(), "2024-06-18");
  EXPECT_EQ(Mark(v1::SCHEME_MARK).withdrawal_reason(), "It stood on a product");
  EXPECT_EQ(Mark(v1::SCHEME_MARK).permitted_on(), "2024-06-18");
  EXPECT_TRUE(Mark(v1::BODY_MARK).usable());
}

TEST_F(MarksTest, OnlyWhatIsPermittedIsWithdrawn) {
  EXPECT_EQ(domain.Refused(Withdraw(v1::BODY_MARK)).code(), "mark-not-permitted");
  domain.Accepted(Permit(v1::BODY_MARK));
  EXPECT_EQ(domain.Refused(Withdraw(v1::BODY_MARK, "2024-06-17")).code(), "out-of-order");
  domain.Accepted(Withdraw(v1::BODY_MARK));
  EXPECT_EQ(domain.Refused(Withdraw(v1::BODY_MARK)).code(), "mark-not-permitted");
}

TEST_F(MarksTest, PermittedAgainItHasTheNewConditionsOnly) {
  domain.Accepted(Permit(v1::BODY_MARK));
  domain.Accepted(Withdraw(v1::BODY_MARK));
  v1::PermitMark again = Permit(v1::BODY_MARK);
  again.set_conditions("On letters only");
  domain.Accepted(again);
  EXPECT_EQ(Certificate(kContinuityCertificate).marks_size(), 1);
  EXPECT_EQ(Mark(v1::BODY_MARK).conditions(), "On letters only");
  EXPECT_EQ(Mark(v1::BODY_MARK).withdrawn_on(), "");
  EXPECT_TRUE(Mark(v1::BODY_MARK).usable());
}

TEST_F(MarksTest, NoMarkIsUsedWhileTheCertificateIsNotActive) {
  domain.Accepted(Permit(v1::BODY_MARK));
  EXPECT_TRUE(Mark(v1::BODY_MARK, "2027-06-17").usable());
  EXPECT_FALSE(Mark(v1::BODY_MARK, "2027-06-18").usable()) << "expired";
  domain.SetToday("2025-09-08");
  auto suspend = For<v1::SuspendCertificate>(kContinuityCertificate);
  suspend.set_reason_code("persistent-failure");
  suspend.set_reason("The recovery target is missed again and again");
  suspend.set_decider_id(IdOf("ines"));
  suspend.set_occurred_on("2025-09-08");
  domain.Accepted(suspend);
  EXPECT_FALSE(Mark(v1::BODY_MARK, "2025-09-08").usable());
  domain.Accepted(Withdraw(v1::BODY_MARK, "2025-09-08"));
  EXPECT_EQ(Mark(v1::BODY_MARK, "2025-09-08").withdrawn_on(), "2025-09-08");
}

}  // namespace
}  // namespace assay::audits
