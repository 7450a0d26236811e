#pragma once

#include <string>
#include <vector>

#include "assay/base/id.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/training/v1/commands.pb.h"
#include "assay/training/v1/queries.pb.h"
#include "services/training/module.h"
#include "tests/support/domain_harness.h"

// Fjordlicht IT's training in autumn 2023.
namespace assay::training {

inline std::string IdOf(const std::string& name) {
  return Id::Derived(name).ToString();
}

inline const std::string kMira = IdOf("Mira, to be an auditor");
inline const std::string kTom = IdOf("Tom, to be an auditor");
inline const std::string kKai = IdOf("Kai, to be an auditor");
inline const std::string kPetra = IdOf("Petra, consultant");
inline const std::string kGone = IdOf("somebody who has left");
inline const std::string kSession = IdOf("session");

inline directory::v1::Person Person(const std::string& id,
                                    directory::v1::Tie tie = directory::v1::STAFF) {
  directory::v1::Person person;
  person.set_id(id);
  person.set_tie(tie);
  person.set_state(directory::v1::Person::PRESENT);
  return person;
}

class Training : public ::testing::Test {
 protected:
  Training() : domain_(MakeModule(), "2023-10-06") {
    for (const std::string& id : {kMira, kTom, kKai}) {
      domain_.Know(Person(id));
    }
    domain_.Know(Person(kPetra, directory::v1::CONSULTANT_STAFF));
    directory::v1::Person gone = Person(kGone);
    gone.set_state(directory::v1::Person::GONE);
    domain_.Know(gone);
  }

  v1::ScheduleSession Scheduling(v1::SessionKind kind) const {
    v1::ScheduleSession command;
    command.set_id(kSession);
    command.set_kind(kind);
    command.set_title("A session");
    command.set_journey_id(IdOf("journey"));
    command.set_planned_on("2023-10-06");
    command.set_trainer_id(kPetra);
    return command;
  }
  v1::ScheduleSession Course() const {
    v1::ScheduleSession command = Scheduling(v1::AUDITOR_COURSE);
    command.set_half_days(2);
    AddPart(v1::LECTURE, &command);
    AddPart(v1::WORKED_EXERCISE, &command);
    return command;
  }
  v1::ScheduleSession Briefing() const {
    v1::ScheduleSession command = Scheduling(v1::BRIEFING);
    command.set_standard("ISO/IEC 27001");
    return command;
  }
  static void AddPart(v1::PartKind kind, v1::ScheduleSession* command) {
    v1::SessionPart* part = command->add_parts();
    part->set_kind(kind);
    part->set_title("A part");
  }
  v1::InvitePeople Invitation(const std::vector<std::string>& people) const {
    v1::InvitePeople command;
    command.set_id(kSession);
    *command.mutable_person_ids() = {people.begin(), people.end()};
    return command;
  }
  v1::HoldSession Holding(const std::vector<std::string>& people) const {
    v1::HoldSession command;
    command.set_id(kSession);
    *command.mutable_attended_ids() = {people.begin(), people.end()};
    command.set_occurred_on("2023-10-06");
    return command;
  }
  v1::CheckEffect Check(const std::string& person, bool passed,
                        const std::string& day = "2023-10-06") const {
    v1::CheckEffect command;
    command.set_id(kSession);
    v1::Effect* effect = command.mutable_effect();
    effect->set_person_id(person);
    effect->set_method("Written test, 30 questions");
    effect->set_passed(passed);
    effect->set_checked_by(kPetra);
    effect->set_checked_on(day);
    return command;
  }
  void HoldCourse() {
    domain_.Accepted(Course());
    domain_.Accepted(Holding({kMira, kTom, kKai}));
  }
  // A closed internal audit in which a coach judged the person.
  void Credit(const std::string& person, const std::string& audit, const std::string& day,
              bool satisfactory = true) {
    v1::CreditAudit command;
    command.set_id(person);
    command.mutable_credit()->set_audit_id(IdOf(audit));
    command.mutable_credit()->set_coach_id(kPetra);
    command.mutable_credit()->set_satisfactory(satisfactory);
    command.mutable_credit()->set_occurred_on(day);
    domain_.Accepted(command);
  }
  v1::Session session() { return domain_.Get<v1::Session>(kSession); }
  v1::Competence CompetenceOf(const std::string& person) {
    return domain_.Get<v1::Competence>(person);
  }

  testing::DomainHarness domain_;
};

}  // namespace assay::training
