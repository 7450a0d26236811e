#pragma once

#include <string>

#include "assay/actions/v1/commands.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/audits/v1/finding.pb.h"
#include "assay/base/id.h"
#include "assay/directory/v1/queries.pb.h"
#include "services/actions/module.h"
#include "services/actions/reactions.h"
#include "services/actions/readmodel/standing.h"
#include "tests/support/domain_harness.h"

// Fjordlicht IT's people, and the steps of an action as they usually go.
namespace assay::actions {

inline std::string IdOf(const std::string& name) {
  return Id::Derived(name).ToString();
}

inline const std::string kOwner = IdOf("Lena, owner of the process");
inline const std::string kImplementer = IdOf("Piet, who does the work");
inline const std::string kManager = IdOf("Jonas, compliance manager");
inline const std::string kAuditor = IdOf("Mira, internal auditor");
inline const std::string kFinding = IdOf("finding at Leipzig");
inline const std::string kAction = ActionOfFinding(kFinding);
inline const std::string kJourney = IdOf("journey");

inline directory::v1::Person Person(const std::string& id) {
  directory::v1::Person person;
  person.set_id(id);
  person.set_tie(directory::v1::STAFF);
  person.set_state(directory::v1::Person::PRESENT);
  return person;
}

// Leipzig's major of the certification audit, 2024-04-19.
inline audits::v1::FindingRaised MajorAtLeipzig() {
  audits::v1::FindingRaised raised;
  raised.set_number("NC-HAM-2024-0001");
  raised.set_journey_id(kJourney);
  raised.set_origin(audits::v1::BODY_AUDIT);
  raised.set_grade(audits::v1::MAJOR);
  raised.set_standard("ISO/IEC 27001");
  raised.set_clause("8.1");
  raised.set_site_id(IdOf("Leipzig"));
  raised.set_statement("Emergency changes are not reviewed afterwards");
  raised.set_evidence("Changes 1104, 1107 and 1131");
  raised.set_owner_id(kOwner);
  raised.set_occurred_on("2024-04-19");
  raised.set_plan_due_on("2024-05-03");
  raised.set_due_on("2024-07-18");
  return raised;
}

class ActionSteps {
 public:
  explicit ActionSteps(const std::string& today = "2024-04-19") : domain(MakeModule(), today) {
    for (const std::string& id : {kOwner, kImplementer, kManager, kAuditor}) {
      domain.Know(Person(id));
    }
  }

  void Raise(const audits::v1::FindingRaised& raised = MajorAtLeipzig()) {
    domain.Hear("audits", "assay.audits.v1.Finding", kFinding, raised);
  }
  v1::RecordCorrection Correction() const {
    v1::RecordCorrection command;
    command.set_id(kAction);
    command.set_correction("The three changes were reviewed");
    command.set_similar_cases("Hamburg and Tallinn looked into: none");
    command.set_occurred_on("2024-04-22");
    return command;
  }
  v1::AnalyseCause Cause() const {
    v1::AnalyseCause command;
    command.set_id(kAction);
    command.set_method(v1::FIVE_WHYS);
    command.add_steps("Nobody is told of an emergency change");
    command.set_cause("The process names no reviewer");
    command.set_occurred_on("2024-04-24");
    return command;
  }
  v1::AcceptAction Acceptance() const {
    v1::AcceptAction command;
    command.set_id(kAction);
    command.set_accepted_by(kOwner);
    command.set_occurred_on("2024-04-22");
    return command;
  }
  v1::VerifyCause CauseCheck() const {
    v1::VerifyCause command;
    command.set_id(kAction);
    command.set_verified_by(kAuditor);
    command.set_confirmed(true);
    command.set_evidence("The process names nobody; the three changes reached no reviewer");
    command.set_occurred_on("2024-04-25");
    return command;
  }
  v1::PlannedStep Step(const std::string& name) const {
    v1::PlannedStep step;
    step.set_id(IdOf(name));
    step.set_what(name);
    step.set_implementer_id(kImplementer);
    step.set_due_on("2024-05-31");
    return step;
  }
  v1::CompleteStep Completion(const std::string& name) const {
    v1::CompleteStep command;
    command.set_id(kAction);
    command.set_step_id(IdOf(name));
    command.set_evidence("Seen");
    command.set_done_by(kImplementer);
    command.set_occurred_on("2024-05-08");
    return command;
  }
  v1::SubmitPlan Plan() const {
    v1::SubmitPlan command;
    command.set_id(kAction);
    command.set_plan("Name a reviewer and check monthly");
    command.set_finish_by("2024-05-31");
    command.add_implementer_ids(kImplementer);
    command.set_occurred_on("2024-04-26");
    return command;
  }
  v1::ApprovePlan Approval() const {
    v1::ApprovePlan command;
    command.set_id(kAction);
    command.set_approved_by(kManager);
    command.set_occurred_on("2024-04-29");
    return command;
  }
  v1::ReportImplementation Implementation() const {
    v1::ReportImplementation command;
    command.set_id(kAction);
    command.set_evidence("Process definition 4, minutes of the check in May");
    command.set_occurred_on("2024-05-10");
    return command;
  }
  v1::VerifyEffectiveness Verification() const {
    v1::VerifyEffectiveness command;
    command.set_id(kAction);
    command.set_verifier_id(kAuditor);
    command.set_effective(true);
    command.set_evidence("All five emergency changes since were reviewed");
    command.set_occurred_on("2024-06-14");
    return command;
  }
  v1::CloseAction Closing() const {
    v1::CloseAction command;
    command.set_id(kAction);
    command.set_occurred_on("2024-06-17");
    return command;
  }

  // Walks on to a step, everybody doing it right.
  void UpToCause() {
    Raise();
    domain.SetToday("2024-06-30");
    domain.Accepted(Acceptance());
    domain.Accepted(Correction());
    domain.Accepted(Cause());
    domain.Accepted(CauseCheck());
  }
  void UpToPlan() {
    UpToCause();
    domain.Accepted(Plan());
  }
  void UpToImplementation() {
    UpToPlan();
    domain.Accepted(Approval());
    domain.Accepted(Implementation());
  }
  void UpToClosing() {
    UpToImplementation();
    domain.Accepted(Verification());
    domain.Accepted(Closing());
  }
  v1::Action action() { return domain.Get<v1::Action>(kAction); }
  // As it is read on that day.
  v1::Action Presented(const std::string& on = "2024-06-30") {
    v1::Action shown = action();
    PresentAction(&shown, calendar::Date::Parse(on).value());
    return shown;
  }
  // What a command given by this person meets with.
  aggregate::Verdict GivenBy(const std::string& person, const google::protobuf::Message& command) {
    aggregate::Request request = domain.RequestOf(command);
    request.actor.set_person(person);
    Result<aggregate::Verdict> verdict = domain.processor().Process(request);
    EXPECT_TRUE(verdict.ok()) << verdict.status().message();
    EXPECT_TRUE(domain.processor().Commit().ok());
    return *verdict;
  }
  // The latest event of a kind that happened to a record; an empty one when there is none.
  template <typename Record, typename Event>
  Event Latest(const std::string& id) {
    Event latest;
    Status status = domain.log().ReadStream(
        {Record::descriptor()->full_name(), id}, [&latest](const log::v1::Event& event) {
          if (event.type() == Event::descriptor()->full_name()) {
            EXPECT_TRUE(latest.ParseFromString(event.data()));
          }
          return OkStatus();
        });
    EXPECT_TRUE(status.ok()) << status.message();
    return latest;
  }

  testing::DomainHarness domain;
};

}  // namespace assay::actions
