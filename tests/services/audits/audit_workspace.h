#pragma once

#include "assay/audits/v1/audit_checklist.pb.h"
#include "assay/audits/v1/audit_plan.pb.h"
#include "assay/audits/v1/audit_programme.pb.h"
#include "assay/audits/v1/audit_report.pb.h"
#include "assay/audits/v1/evidence_request.pb.h"
#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {

// A combined internal audit of two standards at Hamburg and Leipzig, 2023-11-06 and 07: Mira leads,
// Jonas audits, Tom observes.
class AuditWorkspace : public Fjordlicht {
 protected:
  void Planned(const std::string& name = "internal") {
    UntilSelected();
    KnowCompetence("mira", training::v1::QUALIFIED_LEAD, "2023-09-01");
    KnowCompetence("jonas", training::v1::QUALIFIED_AUDITOR, "2023-09-01");
    domain.Accepted(Internal(name, "2023-11-06", "2023-11-07"));
    domain.Accepted(Assign(name, "mira", v1::LEAD_AUDITOR));
    domain.Accepted(Assign(name, "jonas", v1::TEAM_AUDITOR));
    domain.Accepted(Assign(name, "tom", v1::OBSERVER));
  }
  void OpenedInternal() {
    Planned();
    domain.Accepted(Build({"9.2", "9.3"}));
    domain.SetToday("2023-11-06");
    domain.Accepted(Open("internal", "2023-11-06"));
  }

  v1::PlanAudit Internal(const std::string& name, const std::string& from,
                         const std::string& to) const {
    v1::PlanAudit plan = Plan(name, v1::INTERNAL, from, to);
    plan.clear_standards();
    plan.add_standards("ISO/IEC 27001");
    plan.add_standards("ISO 22301");
    plan.mutable_site_ids()->RemoveLast();
    plan.set_objectives("Does the system work?");
    plan.set_criteria("Both standards; manual 1.0");
    return plan;
  }

  v1::AgendaItem Item(const std::string& name, v1::AgendaItem::Kind kind, const std::string& day,
                      const std::string& from, const std::string& to) const {
    v1::AgendaItem item;
    item.set_item_id(IdOf(name));
    item.set_day(day);
    item.set_begins_at(from);
    item.set_ends_at(to);
    item.set_kind(kind);
    item.set_title(name);
    item.add_auditor_ids(IdOf("mira"));
    return item;
  }
  v1::ScheduleAgendaItem Schedule(const v1::AgendaItem& item) const {
    auto schedule = For<v1::ScheduleAgendaItem>("internal");
    *schedule.mutable_item() = item;
    return schedule;
  }
  v1::HoldMeeting Hold(v1::Meeting::Kind kind, const std::string& on) const {
    auto hold = For<v1::HoldMeeting>("internal");
    hold.mutable_meeting()->set_kind(kind);
    hold.mutable_meeting()->set_held_on(on);
    hold.mutable_meeting()->add_attendee_ids(IdOf("mira"));
    hold.mutable_meeting()->add_attendee_ids(IdOf("olga"));
    return hold;
  }

  v1::BuildChecklist Build(const std::vector<std::string>& clauses,
                           const std::string& audit = "internal") const {
    auto build = For<v1::BuildChecklist>(audit);
    build.mutable_clauses()->Add(clauses.begin(), clauses.end());
    return build;
  }
  v1::AuditChecklist Checklist(const std::string& audit = "internal") {
    return domain.Get<v1::AuditChecklist>(IdOf(audit));
  }
  std::string LineAt(int index) { return Checklist().lines(index).line(); }
  v1::AnswerLine Answer(const std::string& line, v1::LineAnswer::Result result) const {
    auto answer = For<v1::AnswerLine>("internal");
    answer.set_line(line);
    answer.set_result(result);
    answer.set_statement("Programme of 2023, reports 1 to 3");
    answer.add_methods(v1::BY_DOCUMENT_REVIEW);
    answer.set_answered_by(IdOf("mira"));
    answer.set_occurred_on("2023-11-06");
    return answer;
  }
  void AnswerAll(v1::LineAnswer::Result result = v1::LineAnswer::CONFORM) {
    v1::AuditChecklist checklist = Checklist();
    for (const v1::AuditLine& line : checklist.lines()) {
      domain.Accepted(Answer(line.line(), result));
    }
  }
  v1::RaiseFinding RaiseFrom(const std::string& line, const std::string& finding,
                             v1::Grade grade) const {
    v1::RaiseFinding raise = Raise("internal", finding, grade, "leipzig", "2023-11-06");
    raise.set_line(line);
    raise.set_clause("9.2.1");
    raise.set_requirement("Internal audits at planned intervals");
    return raise;
  }
  v1::RequestEvidence Request(const std::string& name) const {
    auto request = For<v1::RequestEvidence>(name);
    request.set_audit_id(IdOf("internal"));
    request.set_what("The audit reports of 2022");
    request.set_asked_id(IdOf("olga"));
    request.set_requested_by(IdOf("mira"));
    request.set_due_on("2023-11-10");
    request.set_occurred_on("2023-11-06");
    return request;
  }

  // Given by a person, in roles.
  aggregate::Verdict GiveAs(const std::string& person, const google::protobuf::Message& command,
                            const std::vector<assay::Role>& roles = {}) {
    aggregate::Request request = domain.RequestOf(command);
    request.actor.set_person(IdOf(person));
    for (assay::Role role : roles) {
      request.actor.add_roles(role);
    }
    auto verdict = domain.processor().Process(request);
    EXPECT_TRUE(verdict.ok());
    EXPECT_TRUE(domain.processor().Commit().ok());
    return *verdict;
  }
  assay::Problem RefusedAs(const std::string& person, const google::protobuf::Message& command,
                           const std::vector<assay::Role>& roles = {}) {
    aggregate::Verdict verdict = GiveAs(person, command, roles);
    EXPECT_TRUE(verdict.problem) << command.GetTypeName() << " was accepted";
    return verdict.problem.value_or(assay::Problem());
  }
};

}  // namespace assay::audits
