#include "services/audits/domain/audit_programme.h"

#include "services/audits/domain/programme_coverage.h"
#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

class AuditProgrammeTest : public AuditWorkspace {
 protected:
  v1::EstablishAuditProgramme Establish(uint32_t from = 2023, uint32_t to = 2024) const {
    auto establish = For<v1::EstablishAuditProgramme>("programme");
    establish.set_name("Internal audits");
    establish.set_from_year(from);
    establish.set_to_year(to);
    establish.add_standards("ISO/IEC 27001");
    establish.add_standards("ISO 22301");
    establish.add_site_ids(IdOf("hamburg"));
    establish.add_site_ids(IdOf("leipzig"));
    establish.set_objectives("Know that the system works before the body asks");
    establish.set_risks_and_opportunities("Few auditors; two sites alike");
    establish.set_established_by(IdOf("jonas"));
    establish.set_occurred_on("2023-10-04");
    return establish;
  }
  v1::RateAuditRisk Rate(const std::string& site, const std::string& clause,
                         v1::RiskRating::Level level) const {
    auto rate = For<v1::RateAuditRisk>("programme");
    if (!site.empty()) {
      rate.mutable_rating()->set_site_id(IdOf(site));
    }
    rate.mutable_rating()->set_clause(clause);
    rate.mutable_rating()->set_level(level);
    rate.mutable_rating()->set_reason("Because");
    return rate;
  }
  v1::PlanRound Round(const std::string& name, uint32_t year,
                      const std::vector<std::string>& clauses = {}) const {
    auto plan = For<v1::PlanRound>("programme");
    v1::PlannedRound* round = plan.mutable_round();
    round->set_round_id(IdOf(name));
    round->set_year(year);
    round->add_site_ids(IdOf("hamburg"));
    round->add_site_ids(IdOf("leipzig"));
    round->add_standards("27001");
    round->add_standards("22301");
    round->mutable_clauses()->Add(clauses.begin(), clauses.end());
    round->set_type(v1::INTERNAL);
    return plan;
  }
  v1::ApproveAuditProgramme Approve(const std::string& by = "olga") const {
    auto approve = For<v1::ApproveAuditProgramme>("programme");
    approve.set_approved_by(IdOf(by));
    approve.set_occurred_on("2023-10-04");
    return approve;
  }
  v1::AuditProgramme Programme() { return domain.Get<v1::AuditProgramme>(IdOf("programme")); }
  void Established() {
    UntilSelected();
    domain.Accepted(Establish());
  }
  v1::CoverageCell Cell(const std::string& site, const std::string& standard,
                        const std::string& clause, uint32_t year,
                        const std::vector<v1::Audit>& audits) {
    v1::ProgrammeCoverage coverage =
        CoverageOf(Programme(), audits, calendar::Date::Parse("2023-12-01").value());
    for (const v1::CoverageCell& cell : coverage.cells()) {
      if (cell.site_id() == IdOf(site) && cell.standard() == standard && cell.clause() == clause &&
          cell.year() == year) {
        return cell;
      }
    }
    ADD_FAILURE() << "no cell " << site << " " << standard << " " << clause << " " << year;
    return {};
  }
};

TEST_F(AuditProgrammeTest, RunsForFiveYearsAtMostAndNotBackwards) {
  UntilSelected();
  assay::Problem problem = domain.Refused(Establish(2024, 2023));
  EXPECT_EQ(problem.rule(), "PR-1");
  EXPECT_EQ(problem.field(), "toYear");
  EXPECT_EQ(domain.Refused(Establish(2024, 2029)).rule(), "PR-1");
  domain.Accepted(Establish(2024, 2028));
  EXPECT_TRUE(Programme().awaits_approval());
}

TEST_F(AuditProgrammeTest, IsApprovedByAnotherPersonThanItsAuthor) {
  Established();
  assay::Problem problem = domain.Refused(Approve("jonas"));
  EXPECT_EQ(problem.rule(), "PR-2");
  EXPECT_EQ(problem.field(), "approvedBy");
  EXPECT_EQ(RefusedAs("jonas", Approve("olga"), {assay::TOP_MANAGEMENT}).rule(), "PR-2");
  domain.Accepted(Approve());
  EXPECT_FALSE(Programme().awaits_approval());
  EXPECT_EQ(domain.Refused(Approve()).code(), "approved-already");
}

TEST_F(AuditProgrammeTest, EveryChangeAsksForApprovalAnew) {
  Established();
  domain.Accepted(Approve());
  domain.Accepted(Round("round", 2023));
  EXPECT_TRUE(Programme().awaits_approval());
  domain.Accepted(Approve());
  domain.Accepted(Rate("leipzig", "8", v1::RiskRating::HIGH));
  EXPECT_TRUE(Programme().awaits_approval());
}

TEST_F(AuditProgrammeTest, RoundsLieWithinItMoveAndAreDroppedWithAReason) {
  Established();
  assay::Problem problem = domain.Refused(Round("round", 2025));
  EXPECT_EQ(problem.rule(), "PR-3");
  EXPECT_EQ(problem.field(), "round");
  v1::PlanRound elsewhere = Round("round", 2023);
  elsewhere.mutable_round()->add_site_ids(IdOf("tallinn"));
  EXPECT_EQ(domain.Refused(elsewhere).rule(), "PR-3");
  v1::PlanRound body = Round("round", 2023);
  body.mutable_round()->set_type(v1::SURVEILLANCE);
  EXPECT_EQ(domain.Refused(body).code(), "not-internal");
  domain.Accepted(Round("round", 2023));
  EXPECT_EQ(domain.Refused(Round("round", 2024)).code(), "round-exists");

  auto move = For<v1::MoveRound>("programme");
  move.set_round_id(IdOf("round"));
  move.set_year(2025);
  move.set_month(3);
  move.set_reason("Too many audits");
  EXPECT_EQ(domain.Refused(move).rule(), "PR-3");
  move.set_year(2024);
  domain.Accepted(move);
  EXPECT_EQ(Programme().rounds(0).year(), 2024U);
  EXPECT_EQ(Programme().rounds(0).site_ids_size(), 2);
  auto drop = For<v1::DropRound>("programme");
  drop.set_round_id(IdOf("round"));
  EXPECT_EQ(domain.Refused(drop).field(), "reason");
  drop.set_reason("Merged into another");
  domain.Accepted(drop);
  EXPECT_EQ(Programme().rounds_size(), 0);
  EXPECT_EQ(domain.Refused(drop).code(), "unknown-round");
  EXPECT_EQ(domain.Refused(move).code(), "unknown-round");
}

TEST_F(AuditProgrammeTest, RatingsAreAboutItsPartsAndReplaceEachOther) {
  Established();
  EXPECT_EQ(domain.Refused(Rate("tallinn", "8", v1::RiskRating::HIGH)).rule(), "PR-3");
  domain.Accepted(Rate("leipzig", "8", v1::RiskRating::LOW));
  domain.Accepted(Rate("leipzig", "8", v1::RiskRating::HIGH));
  ASSERT_EQ(Programme().ratings_size(), 1);
  EXPECT_EQ(Programme().ratings(0).level(), v1::RiskRating::HIGH);
}

TEST_F(AuditProgrammeTest, ApprovalRemarksWhatIsLeftUncovered) {
  Established();
  domain.Accepted(Rate("leipzig", "8", v1::RiskRating::HIGH));
  domain.Accepted(Round("round", 2023, {"4", "5", "6", "7", "8", "9", "10", "A"}));
  aggregate::Receipt receipt = domain.Accepted(Approve());
  EXPECT_TRUE(domain.Warned(receipt, "PR-5"));   // clause 8 at Leipzig in 2024
  EXPECT_FALSE(domain.Warned(receipt, "PR-6"));  // every clause once
  domain.Accepted(Round("second", 2024, {"8"}));
  EXPECT_FALSE(domain.Warned(domain.Accepted(Approve()), "PR-5"));
}

TEST_F(AuditProgrammeTest, AnAuditNamesItsRoundAndWhatItOwesItIsRemarked) {
  Established();
  domain.Accepted(Round("round", 2023));
  v1::PlanAudit plan = Internal("internal", "2023-11-06", "2023-11-07");
  plan.set_round_id(IdOf("round"));
  EXPECT_EQ(domain.Refused(plan).field(), "programmeId");
  plan.set_programme_id(IdOf("programme"));
  v1::PlanAudit unknown = plan;
  unknown.set_round_id(IdOf("no such round"));
  EXPECT_EQ(domain.Refused(unknown).code(), "unknown-round");
  plan.mutable_site_ids()->RemoveLast();
  aggregate::Receipt receipt = domain.Accepted(plan);
  EXPECT_TRUE(domain.Warned(receipt, "PR-4"));
  EXPECT_TRUE(domain.Warned(receipt, "PR-7"));
  EXPECT_EQ(Audit("internal").round_id(), IdOf("round"));
  auto drop = For<v1::DropRound>("programme");
  drop.set_round_id(IdOf("round"));
  drop.set_reason("Not needed");
  EXPECT_EQ(domain.Refused(drop).code(), "round-has-audit");
  v1::PlanAudit body = Plan("pre", v1::PRE_AUDIT, "2023-11-06", "2023-11-07");
  body.set_programme_id(IdOf("programme"));
  body.set_round_id(IdOf("round"));
  EXPECT_EQ(domain.Refused(body).code(), "not-internal");
}

TEST_F(AuditProgrammeTest, EachYearIsReviewedOnceWhenItHasBegun) {
  Established();
  auto review = For<v1::ReviewAuditProgramme>("programme");
  review.mutable_review()->set_year(2024);
  review.mutable_review()->set_learnt("Interviews find more than documents");
  review.mutable_review()->set_reviewed_by(IdOf("olga"));
  review.mutable_review()->set_occurred_on("2023-10-04");
  EXPECT_EQ(domain.Refused(review).code(), "year-to-come");
  review.mutable_review()->set_year(2025);
  EXPECT_EQ(domain.Refused(review).rule(), "PR-3");
  review.mutable_review()->set_year(2023);
  domain.Accepted(review);
  EXPECT_EQ(domain.Refused(review).code(), "reviewed-already");
}

TEST_F(AuditProgrammeTest, CoverageIsMissingThenPlannedThenCovered) {
  Established();
  EXPECT_EQ(Cell("leipzig", "27001", "9", 2023, {}).state(), v1::CoverageCell::MISSING);
  domain.Accepted(Round("round", 2023, {"9.2", "9.3"}));
  v1::CoverageCell planned = Cell("leipzig", "27001", "9", 2023, {});
  EXPECT_EQ(planned.state(), v1::CoverageCell::PLANNED);
  EXPECT_EQ(planned.round_ids(0), IdOf("round"));
  EXPECT_EQ(Cell("leipzig", "27001", "8", 2023, {}).state(), v1::CoverageCell::MISSING);
  EXPECT_EQ(Cell("leipzig", "27001", "9", 2024, {}).state(), v1::CoverageCell::MISSING);

  OpenedInternal();
  v1::CoverageCell ahead = Cell("leipzig", "22301", "7", 2023, {Audit("internal")});
  EXPECT_EQ(ahead.state(), v1::CoverageCell::PLANNED);
  EXPECT_EQ(ahead.audit_ids(0), IdOf("internal"));
  v1::AnswerLine hamburg = Answer(LineAt(0), v1::LineAnswer::CONFORM);
  hamburg.set_site_id(IdOf("hamburg"));
  v1::AuditChecklist checklist = Checklist();
  for (const v1::AuditLine& line : checklist.lines()) {
    hamburg.set_line(line.line());
    domain.Accepted(hamburg);
  }
  domain.Accepted(Report("internal", "2023-11-06", "2023-11-06"));
  std::vector<v1::Audit> audits = {Audit("internal")};
  v1::CoverageCell covered = Cell("hamburg", "22301", "9", 2023, audits);
  EXPECT_EQ(covered.state(), v1::CoverageCell::COVERED);
  EXPECT_EQ(covered.audit_ids(0), IdOf("internal"));
  EXPECT_EQ(covered.last_result(), v1::CONFORMS);
  EXPECT_EQ(Cell("hamburg", "22301", "7", 2023, audits).state(), v1::CoverageCell::MISSING);
  EXPECT_EQ(Cell("leipzig", "22301", "9", 2023, audits).state(), v1::CoverageCell::PLANNED);
}

TEST_F(AuditProgrammeTest, TheHighestRatingThatAppliesCounts) {
  Established();
  domain.Accepted(Rate("", "", v1::RiskRating::LOW));
  domain.Accepted(Rate("leipzig", "8.2", v1::RiskRating::HIGH));
  EXPECT_EQ(Cell("leipzig", "27001", "8", 2023, {}).rating(), v1::RiskRating::HIGH);
  EXPECT_EQ(Cell("leipzig", "27001", "9", 2023, {}).rating(), v1::RiskRating::LOW);
  EXPECT_EQ(Cell("leipzig", "27001", "A.5", 2023, {}).rating(), v1::RiskRating::LOW);
}

}  // namespace
}  // namespace assay::audits
