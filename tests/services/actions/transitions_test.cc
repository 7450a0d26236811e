#include <functional>
#include <map>
#include <set>

#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

using State = v1::Action::State;

// A command, given where it could go through were it not for the state, and the states it is legal
// in.
struct Move {
  const char* name;
  std::function<std::shared_ptr<google::protobuf::Message>(const ActionSteps&)> command;
  std::set<int> legal;
};

template <typename Command>
std::shared_ptr<google::protobuf::Message> Copy(const Command& command) {
  return std::make_shared<Command>(command);
}

template <typename Command>
Command Addressed() {
  Command command;
  command.set_id(kAction);
  return command;
}

std::set<int> Early() {
  return {v1::Action::OPEN, v1::Action::CONTAINED, v1::Action::CAUSE_ANALYSED,
          v1::Action::PLAN_REJECTED};
}

std::set<int> UnderWay() {
  std::set<int> states = Early();
  states.insert({v1::Action::PLAN_SUBMITTED, v1::Action::PLAN_ACCEPTED, v1::Action::INEFFECTIVE});
  return states;
}

std::set<int> Datable() {
  std::set<int> states = UnderWay();
  states.insert(v1::Action::IMPLEMENTED);
  return states;
}

std::set<int> NotOver() {
  std::set<int> states = Datable();
  states.insert(v1::Action::VERIFIED);
  return states;
}

// Beside the main line: what the audited side says, sites, steps, more time.
std::vector<Move> MovesBeside() {
  return {
      {"AcceptAction", [](const ActionSteps& s) { return Copy(s.Acceptance()); }, Early()},
      {"DisputeAction",
       [](const ActionSteps&) {
         auto command = Addressed<v1::DisputeAction>();
         command.set_disputed_by(kOwner);
         command.set_reason("It is not so");
         command.set_occurred_on("2024-06-30");
         return Copy(command);
       },
       Early()},
      {"DecideDispute",
       [](const ActionSteps&) {
         auto command = Addressed<v1::DecideDispute>();
         command.set_decided_by(kManager);
         command.set_granted(true);
         command.set_reason("It is not so");
         command.set_occurred_on("2024-06-30");
         return Copy(command);
       },
       Early()},
      {"ExamineSite",
       [](const ActionSteps&) {
         auto command = Addressed<v1::ExamineSite>();
         v1::SiteExtent* site = command.mutable_site();
         site->set_site_id(IdOf("Leipzig"));
         site->set_extent(v1::AFFECTED);
         site->set_justification("Seen");
         site->set_examined_by(kAuditor);
         site->set_examined_on("2024-06-30");
         return Copy(command);
       },
       NotOver()},
      {"AssignAction",
       [](const ActionSteps&) {
         auto command = Addressed<v1::AssignAction>();
         command.set_owner_id(kManager);
         command.set_reason("The owner left");
         return Copy(command);
       },
       UnderWay()},
      {"AskForExtension",
       [](const ActionSteps&) {
         auto command = Addressed<v1::AskForExtension>();
         command.set_asked_by(kOwner);
         command.set_due_on("2024-12-31");
         command.set_reason("More time");
         command.set_occurred_on("2024-06-30");
         return Copy(command);
       },
       UnderWay()},
      {"ExtendDueDate",
       [](const ActionSteps&) {
         auto command = Addressed<v1::ExtendDueDate>();
         command.set_decided_by(kManager);
         command.set_due_on("2024-12-31");
         command.set_reason("More time");
         return Copy(command);
       },
       Datable()},
      {"DecideExtension",
       [](const ActionSteps&) {
         auto command = Addressed<v1::DecideExtension>();
         command.set_decided_by(kManager);
         command.set_granted(true);
         command.set_reason("More time");
         command.set_occurred_on("2024-06-30");
         return Copy(command);
       },
       Datable()},
  };
}

// The work on an approved plan.
std::vector<Move> MovesOfWork() {
  const std::set<int> accepted = {v1::Action::PLAN_ACCEPTED};
  return {
      {"AmendPlan",
       [](const ActionSteps&) {
         auto command = Addressed<v1::AmendPlan>();
         command.set_plan("Otherwise");
         command.set_finish_by("2024-06-30");
         command.set_reason("Better");
         command.set_occurred_on("2024-06-30");
         return Copy(command);
       },
       accepted},
      {"CompleteStep", [](const ActionSteps& s) { return Copy(s.Completion("x")); }, accepted},
      {"CancelStep",
       [](const ActionSteps&) {
         auto command = Addressed<v1::CancelStep>();
         command.set_step_id(IdOf("x"));
         command.set_reason("Given up");
         return Copy(command);
       },
       accepted},
      {"WaiveStep",
       [](const ActionSteps&) {
         auto command = Addressed<v1::WaiveStep>();
         command.set_step_id(IdOf("x"));
         command.set_waived_by(kManager);
         command.set_reason("Given up");
         return Copy(command);
       },
       accepted},
      {"ReportImplementation", [](const ActionSteps& s) { return Copy(s.Implementation()); },
       accepted},
  };
}

std::vector<Move> MovesOfTheLine() {
  return {
      {"RecordCorrection",
       [](const ActionSteps& s) { return Copy(s.Correction()); },
       {v1::Action::OPEN, v1::Action::CONTAINED, v1::Action::PLAN_REJECTED,
        v1::Action::INEFFECTIVE}},
      {"AnalyseCause",
       [](const ActionSteps& s) { return Copy(s.Cause()); },
       {v1::Action::CONTAINED, v1::Action::CAUSE_ANALYSED, v1::Action::PLAN_REJECTED,
        v1::Action::INEFFECTIVE}},
      {"VerifyCause",
       [](const ActionSteps& s) { return Copy(s.CauseCheck()); },
       {v1::Action::CAUSE_ANALYSED, v1::Action::PLAN_SUBMITTED, v1::Action::PLAN_ACCEPTED,
        v1::Action::IMPLEMENTED, v1::Action::VERIFIED}},
      {"SubmitPlan", [](const ActionSteps& s) { return Copy(s.Plan()); }, Early()},
      {"ApprovePlan",
       [](const ActionSteps& s) { return Copy(s.Approval()); },
       {v1::Action::PLAN_SUBMITTED, v1::Action::PLAN_ACCEPTED, v1::Action::IMPLEMENTED,
        v1::Action::VERIFIED}},
      {"RejectPlan",
       [](const ActionSteps&) {
         auto command = Addressed<v1::RejectPlan>();
         command.set_rejected_by(kManager);
         command.set_reason("Too little");
         command.set_occurred_on("2024-04-29");
         return Copy(command);
       },
       {v1::Action::PLAN_SUBMITTED}},
      {"VerifyEffectiveness",
       [](const ActionSteps& s) { return Copy(s.Verification()); },
       {v1::Action::IMPLEMENTED}},
      {"CloseAction",
       [](const ActionSteps& s) { return Copy(s.Closing()); },
       {v1::Action::VERIFIED}},
      {"ReopenAction",
       [](const ActionSteps&) {
         auto command = Addressed<v1::ReopenAction>();
         command.set_reason("Again");
         command.set_occurred_on("2024-06-30");
         return Copy(command);
       },
       {v1::Action::CLOSED}},
      {"CancelAction",
       [](const ActionSteps&) {
         auto command = Addressed<v1::CancelAction>();
         command.set_reason("Given up");
         return Copy(command);
       },
       NotOver()},
      {"WaiveAction",
       [](const ActionSteps&) {
         auto command = Addressed<v1::WaiveAction>();
         command.set_waived_by(kManager);
         command.set_reason("Given up");
         command.set_occurred_on("2024-06-30");
         return Copy(command);
       },
       {v1::Action::CANCELLED}},
  };
}

std::vector<Move> Moves() {
  std::vector<Move> moves = MovesOfTheLine();
  for (const std::vector<Move>& more : {MovesBeside(), MovesOfWork()}) {
    moves.insert(moves.end(), more.begin(), more.end());
  }
  return moves;
}

// Leads a new action into a state.
void Into(State state, ActionSteps* steps) {
  directory::v1::Site site;
  site.set_id(IdOf("Leipzig"));
  site.set_state(directory::v1::Site::OPEN);
  steps->domain.Know(site);
  steps->Raise();
  steps->domain.SetToday("2024-06-30");
  auto reject = [steps] {
    auto command = Addressed<v1::RejectPlan>();
    command.set_rejected_by(kManager);
    command.set_reason("Too little");
    command.set_occurred_on("2024-04-29");
    steps->domain.Accepted(command);
  };
  auto verification = steps->Verification();
  const std::vector<std::pair<State, std::function<void()>>> line = {
      {v1::Action::OPEN, [] {}},
      {v1::Action::CONTAINED, [&] { steps->domain.Accepted(steps->Correction()); }},
      {v1::Action::CAUSE_ANALYSED,
       [&] {
         steps->domain.Accepted(steps->Cause());
         steps->domain.Accepted(steps->CauseCheck());
       }},
      {v1::Action::PLAN_SUBMITTED, [&] { steps->domain.Accepted(steps->Plan()); }},
      {v1::Action::PLAN_ACCEPTED, [&] { steps->domain.Accepted(steps->Approval()); }},
      {v1::Action::IMPLEMENTED, [&] { steps->domain.Accepted(steps->Implementation()); }},
      {v1::Action::VERIFIED, [&] { steps->domain.Accepted(verification); }},
      {v1::Action::CLOSED, [&] { steps->domain.Accepted(steps->Closing()); }},
  };
  const std::map<int, State> side = {{v1::Action::PLAN_REJECTED, v1::Action::PLAN_SUBMITTED},
                                     {v1::Action::INEFFECTIVE, v1::Action::IMPLEMENTED},
                                     {v1::Action::CANCELLED, v1::Action::OPEN},
                                     {v1::Action::WAIVED, v1::Action::OPEN}};
  State along = side.contains(state) ? side.at(state) : state;
  for (const auto& [reached, go] : line) {
    go();
    if (reached == along) {
      break;
    }
  }
  if (state == v1::Action::PLAN_REJECTED) {
    reject();
  } else if (state == v1::Action::INEFFECTIVE) {
    verification.set_effective(false);
    verification.set_reason("It came again");
    steps->domain.Accepted(verification);
  } else if (side.contains(state)) {
    auto cancel = Addressed<v1::CancelAction>();
    cancel.set_reason("Given up");
    steps->domain.Accepted(cancel);
    if (state == v1::Action::WAIVED) {
      auto waive = Addressed<v1::WaiveAction>();
      waive.set_waived_by(kManager);
      waive.set_reason("Given up");
      waive.set_occurred_on("2024-06-30");
      steps->domain.Accepted(waive);
    }
  }
  ASSERT_EQ(steps->action().state(), state) << v1::Action::State_Name(state);
}

class Transitions : public ::testing::TestWithParam<State> {};

TEST_P(Transitions, EachCommandIsTakenInItsStatesAndRefusedInAllOthers) {
  for (const Move& move : Moves()) {
    ActionSteps steps;
    Into(GetParam(), &steps);
    aggregate::Verdict verdict = steps.domain.Give(*move.command(steps));
    std::string code = verdict.problem ? verdict.problem->code() : "";
    std::string where = std::string(move.name) + " when " + v1::Action::State_Name(GetParam());
    if (move.legal.contains(GetParam())) {
      EXPECT_NE(code, "wrong-state") << where;
    } else {
      EXPECT_EQ(code, "wrong-state") << where;
    }
  }
}

TEST(Transition, NoCommandOfAPersonThatHasItsStatesIsForgotten) {
  std::set<std::string> tried;
  for (const Move& move : Moves()) {
    EXPECT_TRUE(tried.insert(move.name).second) << move.name;
  }
  schema::Catalog catalog;
  std::set<std::string> there;
  for (const auto& [name, command] : catalog.commands()) {
    bool bound = command.record->state == v1::Action::descriptor() && !command.options.internal() &&
                 !command.options.when().empty();
    if (bound) {
      there.insert(std::string(command.message->name()));
    }
  }
  EXPECT_EQ(tried, there);
}

INSTANTIATE_TEST_SUITE_P(AllStates, Transitions,
                         ::testing::Values(v1::Action::OPEN, v1::Action::CONTAINED,
                                           v1::Action::CAUSE_ANALYSED, v1::Action::PLAN_SUBMITTED,
                                           v1::Action::PLAN_ACCEPTED, v1::Action::PLAN_REJECTED,
                                           v1::Action::IMPLEMENTED, v1::Action::VERIFIED,
                                           v1::Action::INEFFECTIVE, v1::Action::CLOSED,
                                           v1::Action::CANCELLED, v1::Action::WAIVED),
                         [](const auto& state) { return v1::Action::State_Name(state.param); });

}  // namespace
}  // namespace assay::actions
