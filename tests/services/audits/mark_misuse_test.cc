#include "services/audits/domain/mark_misuse.h"

#include <gmock/gmock.h>

#include "tests/services/audits/moves.h"

namespace assay::audits {
namespace {

using ::testing::ElementsAre;

constexpr char kMisusedOn[] = "2024-09-02";

class MarkMisuseTest : public Fjordlicht {
 protected:
  MarkMisuseTest() {
    UntilCertified();
    auto permit = For<v1::PermitMark>(kContinuityCertificate);
    permit.set_mark(v1::BODY_MARK);
    permit.set_occurred_on("2024-06-18");
    domain.Accepted(permit);
    domain.SetToday(kMisusedOn);
  }

  v1::ReportMarkMisuse ReportUse(v1::MarkKind mark, v1::MarkPlace place) {
    auto report = For<v1::ReportMarkMisuse>("misuse");
    report.set_certificate_id(IdOf(kContinuityCertificate));
    report.set_mark(mark);
    report.set_place(place);
    report.set_where("Label of the server rack");
    report.set_occurred_on(kMisusedOn);
    return report;
  }
  v1::CorrectMarkMisuse Correct() {
    auto correct = For<v1::CorrectMarkMisuse>("misuse");
    correct.set_correction("The labels were replaced");
    correct.set_occurred_on(kMisusedOn);
    return correct;
  }
  v1::MarkMisuse Misuse() { return domain.Get<v1::MarkMisuse>(IdOf("misuse")); }
  std::vector<std::string> RulesOf(const v1::ReportMarkMisuse& report) {
    domain.Accepted(report);
    v1::MarkMisuse misuse = Misuse();
    return {misuse.rules().begin(), misuse.rules().end()};
  }
};

TEST_F(MarkMisuseTest, APermittedMarkInPromotionIsNone) {
  assay::Problem problem = domain.Refused(ReportUse(v1::BODY_MARK, v1::PROMOTION));
  EXPECT_EQ(problem.code(), "no-misuse");
  EXPECT_EQ(problem.field(), "place");
  v1::ReportMarkMisuse early = ReportUse(v1::BODY_MARK, v1::PRODUCT);
  early.set_occurred_on("2024-06-17");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
}

TEST_F(MarkMisuseTest, AMarkOnAProductBreaksMK2AndIsCorrectedWithinItsDays) {
  EXPECT_THAT(RulesOf(ReportUse(v1::BODY_MARK, v1::PRODUCT)), ElementsAre("MK-2"));
  EXPECT_EQ(Misuse().correct_by(), "2024-10-02");
  EXPECT_NE(Misuse().explanation(), "");
  v1::MarkMisuse misuse = Misuse();
  PresentMarkMisuse(&misuse, calendar::Date::Parse("2024-10-03").value());
  EXPECT_TRUE(misuse.overdue());
  v1::CorrectMarkMisuse early = Correct();
  early.set_occurred_on("2024-09-01");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.SetToday("2024-10-03");
  v1::CorrectMarkMisuse late = Correct();
  late.set_occurred_on("2024-10-03");
  EXPECT_TRUE(domain.Warned(domain.Accepted(late), "MK-8"));
}

TEST_F(MarkMisuseTest, AMarkWithoutPermissionOrLicenceAndIsosLogoAreMisused) {
  EXPECT_THAT(RulesOf(ReportUse(v1::SCHEME_MARK, v1::PROMOTION)), ElementsAre("MK-1", "MK-3"));
  v1::ReportMarkMisuse logo = ReportUse(v1::ISO_LOGO, v1::PROMOTION);
  logo.set_id(IdOf("logo"));
  domain.Accepted(logo);
  EXPECT_THAT(domain.Get<v1::MarkMisuse>(IdOf("logo")).rules(), ElementsAre("MK-4"));
}

TEST_F(MarkMisuseTest, AStatementOnPackagingNamesClientSystemAndBody) {
  v1::ReportMarkMisuse statement = ReportUse(v1::MARK_KIND_UNSPECIFIED, v1::PACKAGING);
  statement.set_names_client(true);
  EXPECT_THAT(RulesOf(statement), ElementsAre("MK-6"));
  statement.set_id(IdOf("whole"));
  statement.set_names_system(true);
  statement.set_names_body(true);
  EXPECT_EQ(domain.Refused(statement).code(), "no-misuse");
}

TEST_F(MarkMisuseTest, WhileSuspendedEveryReferenceIsMisuse) {
  auto suspend = For<v1::SuspendCertificate>(kContinuityCertificate);
  suspend.set_reason_code("voluntary-request");
  suspend.set_reason("Wanted");
  suspend.set_occurred_on(kMisusedOn);
  domain.Accepted(suspend);
  EXPECT_THAT(RulesOf(ReportUse(v1::BODY_MARK, v1::PROMOTION)), ElementsAre("MK-5"));
  auto restore = For<v1::RestoreCertificate>(kContinuityCertificate);
  restore.set_reason("Wanted");
  restore.set_cause_resolved(true);
  restore.set_occurred_on(kMisusedOn);
  EXPECT_TRUE(domain.Warned(domain.Accepted(restore), "MK-9"));
}

class MarkMisuseMoves : public MarkMisuseTest, public ::testing::WithParamInterface<int> {};

TEST_P(MarkMisuseMoves, AreLegalInTheirStatesOnly) {
  domain.Accepted(ReportUse(v1::BODY_MARK, v1::PRODUCT));
  if (GetParam() == v1::MarkMisuse::CORRECTED) {
    domain.Accepted(Correct());
  }
  ExpectMove(&domain, MoveOf(Correct(), {v1::MarkMisuse::OPEN}), GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, MarkMisuseMoves, ::testing::Range(1, 3));

}  // namespace
}  // namespace assay::audits
