// What is computed follows the figures of the ruleset, not figures of the code.
#include <gtest/gtest.h>

#include "assay/rules/corrective_action_gates.h"
#include "assay/rules/nonconformity.h"
#include "assay/rules/readiness.h"
#include "assay/rules/recertification.h"
#include "assay/rules/sampling.h"
#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(Parameters, D8SaysWhichDayOfAnAuditCounts) {
  const AuditDays days = Days("2027-06-14", "2027-06-16");
  EXPECT_EQ(AuditDate(Rules(), days), D("2027-06-16"));
  EXPECT_EQ(AuditDate(Changed("[rule.D8]\nparams = { basis = \"start\" }"), days), D("2027-06-14"));
}

TEST(Parameters, NC6SaysByWhenActionsOnFindingsAreDone) {
  auto due = [](const Ruleset& ruleset, Grade grade) {
    return ResponseDatesOf(ruleset, grade, AuditKind::kSurveillance, D("2026-01-01")).implement_by;
  };
  EXPECT_EQ(due(Rules(), Grade::kMajor), D("2026-04-01"));
  EXPECT_EQ(due(Rules(), Grade::kMinor), D("2026-06-30"));
  Ruleset quick = Changed("[rule.NC-6]\nparams = { implement_days_major = 10 }");
  EXPECT_EQ(due(quick, Grade::kMajor), D("2026-01-11"));
}

TEST(Parameters, CA24SaysWhenLatenessIsBroughtBeforeTheNextLevel) {
  const Date due = D("2026-01-01");
  EXPECT_EQ(EscalationDay(Rules(), LateThing::kPlan, 1, due), D("2026-01-08"));
  EXPECT_EQ(EscalationDay(Rules(), LateThing::kPlan, 2, due), D("2026-01-31"));
  Ruleset patient = Changed("[rule.CA-24]\nparams = { first_days = 14 }");
  EXPECT_EQ(EscalationDay(patient, LateThing::kPlan, 1, due), D("2026-01-15"));
}

TEST(Parameters, CA25SaysHowMuchSoonerComplaintsAndIncidentsMoveOn) {
  auto plan_by = [](const Ruleset& ruleset, bool urgent) {
    return ActionDatesOf(ruleset, Grade::kMinor, urgent, D("2026-01-01")).plan_by;
  };
  EXPECT_EQ(plan_by(Rules(), false), D("2026-01-31"));
  EXPECT_EQ(plan_by(Rules(), true), D("2026-01-15"));
  Ruleset sooner = Changed("[rule.CA-25]\nparams = { plan_days_minor = 3 }");
  EXPECT_EQ(plan_by(sooner, true), D("2026-01-04"));
}

TEST(Parameters, RC3SaysFromWhenARenewedCertificateHolds) {
  const Recertification in_time{.expiry = D("2029-06-14"),
                                .decided = D("2029-05-30"),
                                .audit_completed = D("2029-05-02"),
                                .majors_verified = true};
  EXPECT_EQ(RenewalOf(Rules(), in_time).effective, D("2029-05-30"));
  Ruleset after = Changed("[rule.RC-3]\nparams = { effective = \"day-after-expiry\" }");
  EXPECT_EQ(RenewalOf(after, in_time).effective, D("2029-06-15"));
}

TEST(Parameters, RD1SaysHowMuchReadinessTakes) {
  auto met = [](const Ruleset& ruleset, const std::string& code) {
    for (const ReadinessItem& item :
         ComputeReadiness(ruleset, {.standards = {"9001"}, .implementation_audits = 2}).items) {
      if (item.code == code) {
        return item.met;
      }
    }
    ADD_FAILURE() << code;
    return false;
  };
  EXPECT_TRUE(met(Rules(), "implementation-audits"));
  Ruleset thorough = Changed("[rule.RD-1]\nparams = { implementation_audits_min = 3 }");
  EXPECT_FALSE(met(thorough, "implementation-audits"));
}

}  // namespace
}  // namespace assay::rules
