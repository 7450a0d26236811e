#include "services/audits/domain/finding.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class ExerciseTest : public Fjordlicht {
 protected:
  ExerciseTest() {
    UntilSelected();
    domain.SetToday("2023-11-21");
    auto plan = For<v1::PlanExercise>("exercise");
    plan.set_journey_id(IdOf("journey"));
    plan.set_plan("Data centre lost");
    plan.set_scenario("Fire in Leipzig");
    plan.set_site_id(IdOf("leipzig"));
    plan.set_planned_on("2023-11-21");
    AddObjective(plan.mutable_objectives(), "Fleet portal", 240, 0);
    AddObjective(plan.mutable_objectives(), "Mail", 480, 0);
    domain.Accepted(plan);
  }
  static void AddObjective(google::protobuf::RepeatedPtrField<v1::RecoveryObjective>* objectives,
                           const std::string& name, uint32_t target, uint32_t achieved) {
    v1::RecoveryObjective* objective = objectives->Add();
    objective->set_name(name);
    objective->set_target_minutes(target);
    objective->set_achieved_minutes(achieved);
  }
  v1::RecordExercise Hold(uint32_t portal_minutes) {
    auto record = For<v1::RecordExercise>("exercise");
    AddObjective(record.mutable_objectives(), "Fleet portal", 240, portal_minutes);
    AddObjective(record.mutable_objectives(), "Mail", 480, 300);
    record.add_witness_ids(IdOf("petra"));
    record.set_occurred_on("2023-11-21");
    return record;
  }
  v1::RaiseExerciseFinding RaiseMissed(v1::Grade grade) {
    auto raise = For<v1::RaiseExerciseFinding>("exercise");
    raise.set_finding_id(IdOf("missed"));
    raise.set_grade(grade);
    raise.set_standard("ISO 22301");
    raise.set_clause("8.5");
    raise.set_statement("Recovery took 6 h 10 min instead of 4 h");
    raise.set_evidence("Log of the exercise");
    raise.set_owner_id(IdOf("olga"));
    raise.set_occurred_on("2023-11-21");
    return raise;
  }
  v1::IssueExerciseReport ReportOn(const std::string& on) {
    auto issue = For<v1::IssueExerciseReport>("exercise");
    issue.set_result("The portal came late");
    issue.set_occurred_on(on);
    return issue;
  }
  v1::Exercise Exercise() { return domain.Get<v1::Exercise>(IdOf("exercise")); }
};

TEST_F(ExerciseTest, EveryPlannedObjectiveIsAnsweredAndItsTargetStands) {
  v1::RecordExercise silent = Hold(370);
  silent.mutable_objectives()->RemoveLast();
  EXPECT_EQ(domain.Refused(silent).code(), "objective-without-result");
  EXPECT_EQ(domain.Refused(Hold(0)).code(), "objective-without-result");
  v1::RecordExercise easier = Hold(370);
  easier.mutable_objectives(0)->set_target_minutes(400);
  EXPECT_EQ(domain.Refused(easier).code(), "target-changed");
  domain.Accepted(Hold(370));
  EXPECT_EQ(Exercise().state(), v1::Exercise::HELD);
  EXPECT_EQ(Exercise().held_on(), "2023-11-21");
}

TEST_F(ExerciseTest, AMissedObjectiveIsAFindingWithSiteAndDates) {
  domain.Accepted(Hold(370));
  EXPECT_EQ(domain.Refused(RaiseMissed(v1::AREA_OF_CONCERN)).code(), "concern-outside-stage-1");
  v1::RaiseExerciseFinding early = RaiseMissed(v1::MINOR);
  early.set_occurred_on("2023-11-20");
  EXPECT_EQ(domain.Refused(early).code(), "out-of-order");
  domain.Accepted(RaiseMissed(v1::MINOR));
  v1::Finding finding = Finding("missed");
  EXPECT_EQ(finding.number(), "NC-TST-2023-0001");
  EXPECT_EQ(finding.origin(), v1::EXERCISE);
  EXPECT_EQ(finding.site_id(), IdOf("leipzig"));
  EXPECT_EQ(finding.exercise_id(), IdOf("exercise"));
  EXPECT_EQ(finding.due_on(), "2024-05-19");
  EXPECT_EQ(Exercise().finding_ids(0), IdOf("missed"));

  EXPECT_TRUE(domain.Accepted(ReportOn("2023-11-21")).warnings.empty());
  EXPECT_EQ(Exercise().state(), v1::Exercise::REPORTED);
  EXPECT_FALSE(Exercise().objectives_met());
}

// Over HTTP the field is required; the rule holds whoever asks.
TEST_F(ExerciseTest, AFindingWithoutEvidenceIsNone) {
  domain.Accepted(Hold(370));
  aggregate::Context context;
  context.rules = &rules::Ruleset::Default();
  v1::RaiseExerciseFinding raise = RaiseMissed(v1::MINOR);
  raise.clear_evidence();
  Outcome outcome = DecideRaiseExerciseFinding(Exercise(), raise, context);
  ASSERT_TRUE(outcome.rejection());
  EXPECT_EQ(outcome.rejection()->rule, "NC-1");
}

TEST_F(ExerciseTest, AFindingsOwnerIsStillThere) {
  domain.Accepted(Hold(370));
  auto gone = For<directory::v1::Person>("olga");
  gone.set_state(directory::v1::Person::GONE);
  domain.Know(gone);
  EXPECT_EQ(domain.Refused(RaiseMissed(v1::MINOR)).code(), "owner-left");
}

TEST_F(ExerciseTest, AMissedObjectiveWithoutAFindingIsWarnedAbout) {
  domain.Accepted(Hold(241));
  EXPECT_TRUE(domain.Warned(domain.Accepted(ReportOn("2023-11-21")), "EX-1"));
  EXPECT_FALSE(Exercise().objectives_met());
}

TEST_F(ExerciseTest, ObjectivesReachedOnTheMinuteAreMet) {
  domain.Accepted(Hold(240));
  EXPECT_EQ(domain.Refused(ReportOn("2023-11-20")).code(), "out-of-order");
  EXPECT_TRUE(domain.Accepted(ReportOn("2023-11-21")).warnings.empty());
  EXPECT_TRUE(Exercise().objectives_met());
}

}  // namespace
}  // namespace assay::audits
