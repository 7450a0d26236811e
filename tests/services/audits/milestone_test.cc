#include "services/audits/domain/milestone.h"

#include <algorithm>

#include "assay/actions/v1/events.pb.h"
#include "assay/directory/v1/events.pb.h"
#include "assay/training/v1/events.pb.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

// The programme of the scenario in December 2023: everything is there but the pre-certification
// audit; single tests take something away.
class MilestoneTest : public Fjordlicht {
 protected:
  void Programme() {
    UntilAgreed();
    InternalAudit("desktop audit", v1::DESKTOP, "2023-11-01");
    InternalAudit("first implementation", v1::IMPLEMENTATION, "2023-11-02");
    InternalAudit("second implementation", v1::IMPLEMENTATION, "2023-11-03");
    Exercise("2023-11-21");
    KnowCompetence("mira", training::v1::TRAINEE_AUDITOR, "");
    KnowAuditor();
    KnowSession("results", training::v1::RESULTS_DISCUSSION, "");
    KnowSession("forum", training::v1::FORUM_TRAINING, "");
    KnowSession("workshop", training::v1::ADMINISTRATOR_WORKSHOP, "");
    for (const std::string& standard : standards) {
      KnowSession("briefing " + standard, training::v1::BRIEFING, standard);
    }
    KnowWholeReview(actions::v1::ManagementReview::SIGNED);
    KnowToDo("2024-03-01");
  }
  void InternalAudit(const std::string& name, v1::AuditType type, const std::string& day) {
    domain.Accepted(Plan(name, type, day, day));
    domain.Accepted(Assign(name, "mira", v1::TRAINEE));
    domain.Accepted(Assign(name, "petra", v1::COACH));
    domain.SetToday(day);
    domain.Accepted(Open(name, day));
    domain.Accepted(Report(name, day, day));
  }
  void Exercise(const std::string& day) {
    auto plan = For<v1::PlanExercise>("exercise");
    plan.set_journey_id(IdOf("journey"));
    plan.set_plan("Continuity plan 3");
    plan.set_scenario("Leipzig is without power");
    plan.set_site_id(IdOf("leipzig"));
    plan.set_planned_on(day);
    plan.add_objectives()->set_name("Monitoring runs");
    plan.mutable_objectives(0)->set_target_minutes(240);
    domain.Accepted(plan);
    domain.SetToday(day);
    auto record = For<v1::RecordExercise>("exercise");
    *record.add_objectives() = plan.objectives(0);
    record.mutable_objectives(0)->set_achieved_minutes(200);
    record.add_witness_ids(IdOf("jonas"));
    record.set_occurred_on(day);
    domain.Accepted(record);
    auto report = For<v1::IssueExerciseReport>("exercise");
    report.set_result("Target met");
    report.set_occurred_on(day);
    domain.Accepted(report);
  }
  void KnowAuditor() {
    auto holder = For<directory::v1::OfficeHolder>("office of mira");
    holder.set_person_id(IdOf("mira"));
    holder.set_office(directory::v1::INTERNAL_AUDITOR);
    holder.set_held_from("2023-10-18");
    domain.Know(holder);
  }
  void KnowSession(const std::string& name, training::v1::SessionKind kind,
                   const std::string& standard) {
    auto session = For<training::v1::Session>(name);
    session.set_kind(kind);
    session.set_journey_id(IdOf("journey"));
    session.set_state(training::v1::Session::HELD);
    session.set_held_on("2023-11-14");
    session.set_standard(standard);
    session.add_attended_ids(IdOf("jonas"));
    domain.Know(session);
  }
  void KnowWholeReview(actions::v1::ManagementReview::State state) {
    auto review = For<actions::v1::ManagementReview>("review");
    review.set_journey_id(IdOf("journey"));
    review.set_state(state);
    review.set_signed_on("2023-12-01");
    for (const rules::ReviewItem& item : rules::Ruleset::Default().review_inputs()) {
      review.add_inputs()->set_code(item.code);
      review.mutable_inputs()->rbegin()->set_content("Discussed");
    }
    domain.Know(review);
  }
  void KnowToDo(const std::string& due_on) {
    auto item = For<actions::v1::ToDo>("to-do");
    item.set_state(actions::v1::ToDo::TO_DO);
    item.set_priority(actions::v1::MEDIUM);
    item.set_due_on(due_on);
    domain.Know(item);
  }
  void PreAudit() { Reported("pre-audit", v1::PRE_AUDIT, "2024-01-16", "2024-01-17"); }
  v1::SkipPreCertificationAudit Skip(const std::string& on) {
    auto skip = For<v1::SkipPreCertificationAudit>("journey");
    skip.set_reason("The internal audits were thorough");
    skip.set_occurred_on(on);
    return skip;
  }
  void HearOfReview(const std::string& signed_on) {
    actions::v1::ReviewSigned event;
    event.set_occurred_on(signed_on);
    domain.Hear("actions", "assay.actions.v1.ManagementReview", IdOf("review"), event);
  }
  // Something was recorded elsewhere that may complete readiness.
  void HearOfToDo() {
    actions::v1::ToDoRedated redated;
    redated.set_due_on("2024-03-01");
    domain.Hear("actions", "assay.actions.v1.ToDo", IdOf("to-do"), redated);
  }
  int64_t Reachings() {
    std::vector<std::string> types = domain.EventTypes();
    return std::count(types.begin(), types.end(), "MilestoneReached");
  }
  std::string ReachedOn() {
    v1::Journey journey = Journey();
    const v1::Milestone* milestone = FindMilestone(journey, kReadyForCertification);
    return milestone == nullptr ? "" : milestone->reached_on();
  }
};

TEST_F(MilestoneTest, TheEndOfThePreAuditReachesM3WhenAllElseIsThere) {
  Programme();
  EXPECT_EQ(ReachedOn(), "");
  PreAudit();
  EXPECT_EQ(ReachedOn(), "2024-01-17");
  EXPECT_EQ(Journey().milestones(0).basis(), "ready, and the pre-certification audit ended");
}

TEST_F(MilestoneTest, WhereTheForumSkipsThePreAuditThatReachesM3) {
  Programme();
  domain.SetToday("2023-12-05");
  domain.Accepted(Skip("2023-12-04"));
  EXPECT_EQ(Journey().precertification_skip_reason(), "The internal audits were thorough");
  EXPECT_EQ(ReachedOn(), "2023-12-04");
  EXPECT_EQ(Journey().milestones(0).basis(),
            "ready, and the forum skipped the pre-certification audit");
}

TEST_F(MilestoneTest, SomethingRecordedElsewhereCompletesM3) {
  Programme();
  KnowWholeReview(actions::v1::ManagementReview::HELD);
  PreAudit();
  HearOfToDo();
  EXPECT_EQ(ReachedOn(), "") << "the review is not signed";
  domain.SetToday("2024-01-30");
  KnowWholeReview(actions::v1::ManagementReview::SIGNED);
  HearOfReview("2024-01-29");
  EXPECT_EQ(ReachedOn(), "2024-01-29");
}

TEST_F(MilestoneTest, WhatHappenedBeforeThePreAuditEndedReachesM3WithItsEnd) {
  Programme();
  KnowWholeReview(actions::v1::ManagementReview::HELD);
  PreAudit();
  domain.SetToday("2024-01-30");
  KnowWholeReview(actions::v1::ManagementReview::SIGNED);
  HearOfReview("2024-01-10");  // recorded late
  EXPECT_EQ(ReachedOn(), "2024-01-17");
}

TEST_F(MilestoneTest, WhatWasReachedStaysReachedAndIsReachedOnce) {
  Programme();
  PreAudit();
  KnowToDo("");  // a later item without a date: not ready today
  domain.SetToday("2024-02-01");
  HearOfToDo();
  KnowToDo("2024-03-01");
  HearOfToDo();
  EXPECT_EQ(Reachings(), 1);
  EXPECT_EQ(ReachedOn(), "2024-01-17");
}

TEST_F(MilestoneTest, ReadinessAloneReachesNothing) {
  Programme();
  size_t before = domain.EventTypes().size();
  HearOfToDo();
  EXPECT_EQ(domain.EventTypes().size(), before);
}

TEST_F(MilestoneTest, OnceCertificationIsDecidedNothingIsReachedAnyMore) {
  Programme();
  KnowToDo("");
  PreAudit();
  UntilCertified();
  KnowToDo("2024-09-01");
  HearOfToDo();
  EXPECT_EQ(Reachings(), 0);
}

TEST_F(MilestoneTest, AnotherServiceThatWasNeverHeardStopsNoOtherReport) {
  // Only the report of a pre-audit rests on what others have recorded; any other one names its
  // client as far as it is known.
  const schema::CommandType* type =
      domain.catalog().FindCommand(v1::IssueReport::descriptor()->full_name());
  for (const schema::ReadType& read : type->reads) {
    bool client =
        read.record->state == directory::v1::Organisation::descriptor() && read.options.optional();
    EXPECT_TRUE(!read.foreign || client || read.options.only_if() == ".type=PRE_AUDIT")
        << read.record->name();
  }
}

}  // namespace
}  // namespace assay::audits
