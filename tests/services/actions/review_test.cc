#include "assay/rules/review.h"

#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

const std::string kReview = IdOf("first management review");
const std::string kChief = IdOf("Anke, chief executive");
const std::string kMember = IdOf("Sven, forum member");
const std::vector<std::string> kStandards = {"ISO/IEC 20000-1", "ISO/IEC 27001", "ISO 22301"};
const std::vector<std::string> kKeys = {"20000-1", "27001", "22301"};

v1::Attendee Attends(const std::string& person, v1::ReviewRole role, bool top = false) {
  v1::Attendee attendee;
  attendee.set_person_id(person);
  attendee.set_role(role);
  attendee.set_top_management(top);
  return attendee;
}

// The demo's first management review: held 2023-11-28, signed 12-01.
class Review : public ::testing::Test {
 protected:
  Review() : domain_(MakeModule(), "2023-11-14") {
    for (const std::string& id : {kOwner, kManager, kChief, kMember}) {
      domain_.Know(Person(id));
    }
    v1::PlanReview plan;
    plan.set_id(kReview);
    plan.set_journey_id(kJourney);
    *plan.mutable_standards() = {kStandards.begin(), kStandards.end()};
    plan.set_procedure_version("2");
    plan.set_planned_on("2023-11-28");
    domain_.Accepted(plan);
    domain_.SetToday("2023-12-01");
  }

  v1::RecordReviewInput Input(const std::string& code) const {
    v1::RecordReviewInput command;
    command.set_id(kReview);
    command.mutable_input()->set_code(code);
    command.mutable_input()->set_content("Treated as minuted");
    return command;
  }
  void RecordInputs(const std::string& but_not = "") {
    for (const auto& item : rules::RequiredInputs(rules::Ruleset::Default(), kKeys)) {
      if (item.code != but_not) {
        domain_.Accepted(Input(item.code));
      }
    }
  }
  v1::HoldReview Holding() const {
    v1::HoldReview hold;
    hold.set_id(kReview);
    *hold.add_attendees() = Attends(kChief, v1::REVIEW_CHAIR, true);
    *hold.add_attendees() = Attends(kManager, v1::REVIEW_SECRETARY);
    *hold.add_attendees() = Attends(kMember, v1::REVIEW_MEMBER);
    hold.set_occurred_on("2023-11-28");
    return hold;
  }
  v1::TakeReviewDecision Decision(const std::string& output, v1::DecisionOutcome outcome) const {
    v1::TakeReviewDecision command;
    command.set_id(kReview);
    v1::ReviewDecision* decision = command.mutable_decision();
    decision->set_id(IdOf("decision on " + output));
    decision->set_output_code(output);
    decision->set_text("Decided on " + output);
    decision->set_outcome(outcome);
    if (outcome != v1::STANDS_AS_MINUTED) {
      decision->set_owner_id(kOwner);
      decision->set_priority(v1::HIGH);
      decision->set_due_on("2024-02-29");
    }
    return command;
  }
  // Five decisions that something follows from; the other results stand as minuted.
  void TakeDecisions(const std::string& but_not = "") {
    int count = 0;
    for (const auto& item : rules::RequiredOutputs(rules::Ruleset::Default(), kKeys)) {
      v1::DecisionOutcome outcome = count < 3   ? v1::BECOMES_ACTION
                                    : count < 5 ? v1::BECOMES_TO_DO
                                                : v1::STANDS_AS_MINUTED;
      ++count;
      if (item.code != but_not) {
        domain_.Accepted(Decision(item.code, outcome));
      }
    }
  }
  v1::SignReview Signature() const {
    v1::SignReview sign;
    sign.set_id(kReview);
    sign.set_signed_by(kChief);
    sign.set_minutes("Minutes of the management review of 28 November 2023");
    sign.set_occurred_on("2023-12-01");
    return sign;
  }
  void CorrectAttendance(const std::vector<v1::Attendee>& attendees) {
    v1::CorrectAttendance correct;
    correct.set_id(kReview);
    *correct.mutable_attendees() = {attendees.begin(), attendees.end()};
    correct.set_reason("The list was wrong");
    domain_.Accepted(correct);
  }
  void Complete() {
    RecordInputs();
    domain_.Accepted(Holding());
    TakeDecisions();
  }

  testing::DomainHarness domain_;
};

TEST_F(Review, SigningTurnsFiveDecisionsIntoActionsAndToDosInOneEntry) {
  Complete();
  size_t before = domain_.EventTypes().size();
  domain_.Accepted(Signature());
  std::vector<std::string> events = domain_.EventTypes();
  events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(before));
  EXPECT_EQ(std::count(events.begin(), events.end(), "ReviewSigned"), 1);
  EXPECT_EQ(std::count(events.begin(), events.end(), "ActionOpened"), 3);
  EXPECT_EQ(std::count(events.begin(), events.end(), "NumberAssigned"), 3);
  EXPECT_EQ(std::count(events.begin(), events.end(), "ToDoAdded"), 2);

  auto outputs = rules::RequiredOutputs(rules::Ruleset::Default(), kKeys);
  auto first = domain_.Get<v1::Action>(IdOf("decision on " + outputs[0].code));
  EXPECT_EQ(first.number(), "CA-TST-2023-0001");
  EXPECT_EQ(first.kind(), v1::IMPROVEMENT);
  EXPECT_EQ(first.review_id(), kReview);
  EXPECT_EQ(first.journey_id(), kJourney);
  EXPECT_EQ(first.owner_id(), kOwner);
  EXPECT_EQ(first.priority(), v1::HIGH);
  EXPECT_EQ(first.due_on(), "2024-02-29");
  EXPECT_EQ(first.opened_on(), "2023-12-01");
  EXPECT_EQ(domain_.Get<v1::Action>(IdOf("decision on " + outputs[2].code)).number(),
            "CA-TST-2023-0003");
  auto to_do = domain_.Get<v1::ToDo>(IdOf("decision on " + outputs[3].code));
  EXPECT_EQ(to_do.state(), v1::ToDo::TO_DO);
  EXPECT_EQ(to_do.review_id(), kReview);
  EXPECT_EQ(to_do.priority(), v1::HIGH);
  EXPECT_FALSE(domain_.Exists<v1::ToDo>(IdOf("decision on " + outputs[5].code)));
}

TEST_F(Review, TheSignedMinutesTellOthersWhoWasThereAndWhen) {
  Complete();
  domain_.Accepted(Signature());
  std::vector<std::string> stored = domain_.log().Read(1, 100'000, 1 << 30).value();
  log::v1::Entry entry = eventlog::ParseEntry(stored.back()).value();
  v1::ReviewSigned event;
  ASSERT_TRUE(event.ParseFromString(entry.events(0).data()));
  EXPECT_EQ(event.attendees_size(), 3);
  EXPECT_EQ(event.held_on(), "2023-11-28");
  EXPECT_EQ(event.journey_id(), kJourney);
}

TEST_F(Review, SigningWithoutTheContinuityInputsIsRefused) {
  RecordInputs("continuity-evaluation");
  domain_.Accepted(Holding());
  TakeDecisions();
  assay::Problem problem = domain_.Refused(Signature());
  EXPECT_EQ(problem.rule(), "MR-1");
  EXPECT_NE(problem.detail().find("continuity-evaluation"), std::string::npos);
}

TEST_F(Review, SigningWithoutAMandatoryResultIsRefused) {
  RecordInputs();
  domain_.Accepted(Holding());
  TakeDecisions("communication");
  EXPECT_EQ(domain_.Refused(Signature()).rule(), "MR-3");
  domain_.Accepted(Decision("communication", v1::STANDS_AS_MINUTED));
  domain_.Accepted(Signature());
}

TEST_F(Review, SigningWithoutTopManagementIsRefused) {
  Complete();
  CorrectAttendance({Attends(kMember, v1::REVIEW_CHAIR), Attends(kManager, v1::REVIEW_SECRETARY)});
  EXPECT_EQ(domain_.Refused(Signature()).rule(), "MR-2");
}

TEST_F(Review, TopManagementTakesTheChair) {
  Complete();
  CorrectAttendance({Attends(kMember, v1::REVIEW_CHAIR), Attends(kManager, v1::REVIEW_SECRETARY),
                     Attends(kChief, v1::REVIEW_MEMBER, true)});
  EXPECT_EQ(domain_.Refused(Signature()).code(), "chair-not-top-management");
}

TEST_F(Review, ThereIsASecretary) {
  Complete();
  CorrectAttendance({Attends(kChief, v1::REVIEW_CHAIR, true)});
  EXPECT_EQ(domain_.Refused(Signature()).code(), "no-secretary");
  CorrectAttendance(
      {Attends(kChief, v1::REVIEW_CHAIR, true), Attends(kManager, v1::REVIEW_SECRETARY)});
  domain_.Accepted(Signature());
}

TEST_F(Review, WhoSignsTookPartAsTopManagement) {
  Complete();
  v1::SignReview sign = Signature();
  sign.set_signed_by(kManager);
  assay::Problem problem = domain_.Refused(sign);
  EXPECT_EQ(problem.code(), "signer-not-there");
  EXPECT_EQ(problem.field(), "signedBy");
}

TEST_F(Review, MinutesAreNotSignedBeforeTheReview) {
  Complete();
  v1::SignReview sign = Signature();
  sign.set_occurred_on("2023-11-27");
  EXPECT_EQ(domain_.Refused(sign).code(), "out-of-order");
}

TEST_F(Review, AnInputIsOneThatItsStandardsAskFor) {
  assay::Problem problem = domain_.Refused(Input("environmental-aspects"));  // ISO 14001
  EXPECT_EQ(problem.code(), "unknown-input");
  EXPECT_EQ(problem.field(), "input.code");
  EXPECT_NE(problem.detail().find("continuity-evaluation"), std::string::npos);
}

TEST_F(Review, AnInputHasContentOrNothingToReport) {
  v1::RecordReviewInput both = Input("issues");
  both.mutable_input()->set_nothing_to_report(true);
  EXPECT_EQ(domain_.Refused(both).code(), "content-and-nothing");
  v1::RecordReviewInput neither = Input("issues");
  neither.mutable_input()->clear_content();
  EXPECT_EQ(domain_.Refused(neither).code(), "input-left-open");
}

TEST_F(Review, ALaterRecordOfAnInputReplacesTheEarlierOne) {
  domain_.Accepted(Input("issues"));
  v1::RecordReviewInput nothing = Input("issues");
  nothing.mutable_input()->clear_content();
  nothing.mutable_input()->set_nothing_to_report(true);
  domain_.Accepted(nothing);
  auto review = domain_.Get<v1::ManagementReview>(kReview);
  ASSERT_EQ(review.inputs_size(), 1);
  EXPECT_EQ(review.inputs(0).content(), "");
  EXPECT_TRUE(review.inputs(0).nothing_to_report());
  domain_.Accepted(Input("issues"));
  EXPECT_FALSE(domain_.Get<v1::ManagementReview>(kReview).inputs(0).nothing_to_report());
}

TEST_F(Review, ADecisionBelongsToAResultThatItsStandardsAskFor) {
  domain_.Accepted(Holding());
  assay::Problem problem = domain_.Refused(Decision("missed-objectives", v1::BECOMES_ACTION));
  EXPECT_EQ(problem.code(), "unknown-result");
  EXPECT_EQ(problem.field(), "decision.outputCode");
}

TEST_F(Review, ADecisionThatSomethingFollowsFromHasOwnerPriorityAndDate) {
  domain_.Accepted(Holding());
  v1::TakeReviewDecision decision = Decision("improvement", v1::BECOMES_TO_DO);
  decision.mutable_decision()->clear_owner_id();
  EXPECT_EQ(domain_.Refused(decision).code(), "decision-without-owner");
  decision = Decision("improvement", v1::BECOMES_TO_DO);
  decision.mutable_decision()->clear_priority();
  EXPECT_EQ(domain_.Refused(decision).code(), "decision-without-priority");
  decision = Decision("improvement", v1::BECOMES_TO_DO);
  decision.mutable_decision()->clear_due_on();
  EXPECT_EQ(domain_.Refused(decision).code(), "decision-without-date");
  decision.mutable_decision()->set_due_on("2023-11-27");
  EXPECT_EQ(domain_.Refused(decision).code(), "due-before-review");
}

TEST_F(Review, OnlyAToDoIsMarkedAsDueBeforeCertification) {
  domain_.Accepted(Holding());
  v1::TakeReviewDecision decision = Decision("improvement", v1::BECOMES_ACTION);
  decision.mutable_decision()->set_before_certification(true);
  EXPECT_EQ(domain_.Refused(decision).code(), "only-to-dos-before-certification");
  decision.mutable_decision()->set_outcome(v1::BECOMES_TO_DO);
  domain_.Accepted(decision);
}

TEST_F(Review, ADecisionIsTakenOtherwiseUntilTheMinutesAreSigned) {
  domain_.Accepted(Holding());
  domain_.Accepted(Decision("improvement", v1::BECOMES_ACTION));
  v1::TakeReviewDecision decision = Decision("improvement", v1::BECOMES_TO_DO);
  decision.mutable_decision()->set_text("A smaller step first");
  domain_.Accepted(decision);
  auto review = domain_.Get<v1::ManagementReview>(kReview);
  ASSERT_EQ(review.decisions_size(), 1);
  EXPECT_EQ(review.decisions(0).text(), "A smaller step first");
  EXPECT_EQ(review.decisions(0).outcome(), v1::BECOMES_TO_DO);
}

TEST_F(Review, ItTakesAtMostAHundredDecisions) {
  domain_.Accepted(Holding());
  for (int i = 0; i < 100; ++i) {
    v1::TakeReviewDecision decision = Decision("improvement", v1::BECOMES_TO_DO);
    decision.mutable_decision()->set_id(IdOf("decision " + std::to_string(i)));
    domain_.Accepted(decision);
  }
  EXPECT_EQ(domain_.Refused(Decision("improvement", v1::BECOMES_TO_DO)).code(),
            "too-many-decisions");
  v1::TakeReviewDecision again = Decision("improvement", v1::STANDS_AS_MINUTED);
  again.mutable_decision()->set_id(IdOf("decision 7"));
  domain_.Accepted(again);
}

TEST(ReviewOfTheEnvironment, AMissedObjectiveBecomesACorrectiveAction) {
  testing::DomainHarness domain(MakeModule(), "2024-02-01");
  domain.Know(Person(kOwner));
  std::vector<std::string> keys = {"14001"};
  v1::PlanReview plan;
  plan.set_id(kReview);
  plan.set_journey_id(kJourney);
  plan.add_standards("ISO 14001");
  plan.set_procedure_version("1");
  plan.set_planned_on("2024-02-01");
  domain.Accepted(plan);
  for (const auto& item : rules::RequiredInputs(rules::Ruleset::Default(), keys)) {
    v1::RecordReviewInput input;
    input.set_id(kReview);
    input.mutable_input()->set_code(item.code);
    input.mutable_input()->set_nothing_to_report(true);
    domain.Accepted(input);
  }
  v1::HoldReview hold;
  hold.set_id(kReview);
  *hold.add_attendees() = Attends(kChief, v1::REVIEW_CHAIR, true);
  *hold.add_attendees() = Attends(kManager, v1::REVIEW_SECRETARY);
  hold.set_occurred_on("2024-02-01");
  domain.Accepted(hold);
  for (const auto& item : rules::RequiredOutputs(rules::Ruleset::Default(), keys)) {
    v1::TakeReviewDecision take;
    take.set_id(kReview);
    take.mutable_decision()->set_id(IdOf(item.code));
    take.mutable_decision()->set_output_code(item.code);
    take.mutable_decision()->set_text("Waste per person was to fall by a tenth");
    take.mutable_decision()->set_outcome(v1::BECOMES_ACTION);
    take.mutable_decision()->set_owner_id(kOwner);
    take.mutable_decision()->set_priority(v1::LOW);
    take.mutable_decision()->set_due_on("2024-06-30");
    domain.Accepted(take);
  }
  v1::SignReview sign;
  sign.set_id(kReview);
  sign.set_signed_by(kChief);
  sign.set_minutes("Minutes");
  sign.set_occurred_on("2024-02-01");
  domain.Accepted(sign);
  EXPECT_EQ(domain.Get<v1::Action>(IdOf("missed-objectives")).kind(), v1::CORRECTIVE_ACTION);
  EXPECT_EQ(domain.Get<v1::Action>(IdOf("improvement")).kind(), v1::IMPROVEMENT);
}

TEST_F(Review, WhoSignsSignsInTheOwnName) {
  Complete();
  domain_.ActAs(kMember);
  assay::Problem problem = domain_.Refused(Signature());
  EXPECT_EQ(problem.code(), "another-person");
  EXPECT_EQ(problem.field(), "signedBy");
  domain_.ActAs(kChief);
  domain_.Accepted(Signature());
}

}  // namespace
}  // namespace assay::actions
