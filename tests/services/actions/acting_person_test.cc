// Nobody approves, verifies, decides or signs in another's name.
#include <functional>

#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

const std::string kOther = IdOf("Sven, who has no part in it");

// A command that says who does it, and what must have happened before.
struct Row {
  const char* name;
  const char* field;
  std::string person;  // whom it names
  std::shared_ptr<google::protobuf::Message> command;
  std::function<void(ActionSteps*)> before;
};

template <typename Command>
std::shared_ptr<Command> Copy(const Command& command) {
  return std::make_shared<Command>(command);
}

void Raised(ActionSteps* steps) {
  steps->Raise();
  steps->domain.SetToday("2024-06-30");
}

v1::DisputeAction Dispute() {
  v1::DisputeAction dispute;
  dispute.set_id(kAction);
  dispute.set_disputed_by(kOwner);
  dispute.set_reason("The minutes show the reviews");
  dispute.set_occurred_on("2024-04-22");
  return dispute;
}

v1::DecideDispute DisputeDecision() {
  v1::DecideDispute decide;
  decide.set_id(kAction);
  decide.set_decided_by(kManager);
  decide.set_granted(false);
  decide.set_reason("They do not");
  decide.set_occurred_on("2024-04-23");
  return decide;
}

v1::AskForExtension Asking() {
  v1::AskForExtension ask;
  ask.set_id(kAction);
  ask.set_due_on("2024-08-30");
  ask.set_reason("The supplier delivers in August");
  ask.set_asked_by(kOwner);
  ask.set_occurred_on("2024-05-06");
  return ask;
}

v1::DecideExtension ExtensionDecision() {
  v1::DecideExtension decide;
  decide.set_id(kAction);
  decide.set_decided_by(kManager);
  decide.set_granted(true);
  decide.set_reason("The order was seen");
  decide.set_occurred_on("2024-05-07");
  return decide;
}

v1::ExtendDueDate Extension() {
  v1::ExtendDueDate extend;
  extend.set_id(kAction);
  extend.set_due_on("2024-08-30");
  extend.set_reason("The supplier delivers in August");
  extend.set_decided_by(kManager);
  return extend;
}

v1::RejectPlan Rejection() {
  v1::RejectPlan reject;
  reject.set_id(kAction);
  reject.set_rejected_by(kManager);
  reject.set_reason("Who checks?");
  reject.set_occurred_on("2024-04-29");
  return reject;
}

v1::WaiveAction Waiver() {
  v1::WaiveAction waive;
  waive.set_id(kAction);
  waive.set_waived_by(kManager);
  waive.set_reason("Nobody makes emergency changes any more");
  waive.set_occurred_on("2024-06-01");
  return waive;
}

v1::WaiveStep StepWaiver() {
  v1::WaiveStep waive;
  waive.set_id(kAction);
  waive.set_step_id(IdOf("check monthly"));
  waive.set_waived_by(kManager);
  waive.set_reason("The tool checks every day");
  return waive;
}

void WithACancelledStep(ActionSteps* steps) {
  steps->UpToCause();
  v1::SubmitPlan plan = steps->Plan();
  *plan.add_steps() = steps->Step("check monthly");
  steps->domain.Accepted(plan);
  steps->domain.Accepted(steps->Approval());
  v1::CancelStep cancel;
  cancel.set_id(kAction);
  cancel.set_step_id(IdOf("check monthly"));
  cancel.set_reason("The tool does it");
  steps->domain.Accepted(cancel);
}

void Cancelled(ActionSteps* steps) {
  Raised(steps);
  v1::CancelAction cancel;
  cancel.set_id(kAction);
  cancel.set_reason("The process was given up");
  steps->domain.Accepted(cancel);
}

std::vector<Row> Rows() {
  const ActionSteps as_usual;
  return {
      {"AcceptAction", "acceptedBy", kOwner, Copy(as_usual.Acceptance()), Raised},
      {"DisputeAction", "disputedBy", kOwner, Copy(Dispute()), Raised},
      {"DecideDispute", "decidedBy", kManager, Copy(DisputeDecision()),
       [](ActionSteps* steps) {
         Raised(steps);
         steps->domain.Accepted(Dispute());
       }},
      {"VerifyCause", "verifiedBy", kAuditor, Copy(as_usual.CauseCheck()),
       [](ActionSteps* steps) {
         Raised(steps);
         steps->domain.Accepted(steps->Correction());
         steps->domain.Accepted(steps->Cause());
       }},
      {"ApprovePlan", "approvedBy", kManager, Copy(as_usual.Approval()),
       [](ActionSteps* steps) { steps->UpToPlan(); }},
      {"RejectPlan", "rejectedBy", kManager, Copy(Rejection()),
       [](ActionSteps* steps) { steps->UpToPlan(); }},
      {"AskForExtension", "askedBy", kOwner, Copy(Asking()), Raised},
      {"DecideExtension", "decidedBy", kManager, Copy(ExtensionDecision()),
       [](ActionSteps* steps) {
         Raised(steps);
         steps->domain.Accepted(Asking());
       }},
      {"ExtendDueDate", "decidedBy", kManager, Copy(Extension()), Raised},
      {"VerifyEffectiveness", "verifierId", kAuditor, Copy(as_usual.Verification()),
       [](ActionSteps* steps) { steps->UpToImplementation(); }},
      {"WaiveAction", "waivedBy", kManager, Copy(Waiver()), Cancelled},
      {"WaiveStep", "waivedBy", kManager, Copy(StepWaiver()), WithACancelledStep},
  };
}

TEST(ActingPerson, IsTheOneWhomTheCommandNames) {
  for (const Row& row : Rows()) {
    ActionSteps steps;
    row.before(&steps);
    aggregate::Verdict verdict = steps.GivenBy(kOther, *row.command);
    ASSERT_TRUE(verdict.problem) << row.name;
    EXPECT_EQ(verdict.problem->code(), "another-person") << row.name;
    EXPECT_EQ(verdict.problem->field(), row.field) << row.name;
    EXPECT_NE(verdict.problem->detail().find("Sign in as the person who"), std::string::npos);
    verdict = steps.GivenBy(row.person, *row.command);
    EXPECT_TRUE(verdict.receipt) << row.name << ": "
                                 << (verdict.problem ? verdict.problem->detail() : "");
  }
}

TEST(ActingPerson, IsNotAskedForWhereNoPersonGivesTheCommand) {
  for (const Row& row : Rows()) {
    ActionSteps steps;
    row.before(&steps);
    steps.domain.Accepted(*row.command);
  }
}

}  // namespace
}  // namespace assay::actions
