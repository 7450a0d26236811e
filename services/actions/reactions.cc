#include "services/actions/reactions.h"

#include "assay/actions/v1/commands.pb.h"
#include "assay/base/id.h"
#include "assay/schema/fold.h"

namespace assay::actions {
namespace {

using aggregate::Cause;
using aggregate::Commands;

v1::ActionKind KindOf(audits::v1::Grade grade) {
  switch (grade) {
    case audits::v1::MAJOR:
    case audits::v1::MINOR:
      return v1::CORRECTIVE_ACTION;
    case audits::v1::AREA_OF_CONCERN:
      return v1::CONCERN_FOLLOW_UP;
    default:  // proto enums are open
      return v1::IMPROVEMENT;
  }
}

v1::ActionGrade GradeOf(audits::v1::Grade grade) {
  switch (grade) {
    case audits::v1::MAJOR:
      return v1::MAJOR_ACTION;
    case audits::v1::MINOR:
      return v1::MINOR_ACTION;
    default:
      return v1::UNGRADED;
  }
}

v1::ActionSource SourceOf(audits::v1::Origin origin) {
  switch (origin) {
    case audits::v1::BODY_AUDIT:
      return v1::BODY_FINDING;
    case audits::v1::EXERCISE:
      return v1::EXERCISE_FINDING;
    case audits::v1::INTERNAL_AUDIT:
      return v1::INTERNAL_AUDIT_FINDING;
    default:  // proto enums are open
      return v1::ACTION_SOURCE_UNSPECIFIED;
  }
}

template <typename Command>
Commands One(Command command) {
  return {std::make_shared<Command>(std::move(command))};
}

// A reason as long as this service takes one.
std::string Shortened(std::string text, size_t bytes_max) {
  if (text.size() <= bytes_max) {
    return text;
  }
  size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
    --end;  // never within a character
  }
  return text.substr(0, end);
}

constexpr size_t kReasonBytesMax = 2'000;

}  // namespace

std::string ActionOfFinding(const std::string& finding_id) {
  return Id::Derived("action of " + finding_id).ToString();
}

Commands OpenForFinding(const audits::v1::FindingRaised& raised, const Cause& cause) {
  v1::ActionKind kind = KindOf(raised.grade());
  if (kind == v1::IMPROVEMENT && raised.due_on().empty()) {
    return {};
  }
  v1::OpenAction open;
  schema::CopyFields(raised, &open);  // owner, dates, site, standard, clause, journey
  open.set_id(ActionOfFinding(cause.event->id()));
  open.set_kind(kind);
  open.set_grade(GradeOf(raised.grade()));
  open.set_title(raised.statement());
  open.set_finding_id(cause.event->id());
  open.set_finding_number(raised.number());
  open.set_from_body(raised.origin() == audits::v1::BODY_AUDIT);
  open.set_source(SourceOf(raised.origin()));
  return One(std::move(open));
}

Commands RegradeWithFinding(const audits::v1::FindingRegraded& regraded, const Cause& cause) {
  v1::RegradeAction regrade;
  regrade.set_id(ActionOfFinding(cause.event->id()));
  regrade.set_kind(KindOf(regraded.grade()));
  regrade.set_grade(GradeOf(regraded.grade()));
  regrade.set_plan_due_on(regraded.plan_due_on());
  regrade.set_due_on(regraded.due_on());
  regrade.set_reason(regraded.reason());
  regrade.set_rule(regraded.rule());
  return One(std::move(regrade));
}

Commands RedateWithFinding(const audits::v1::FindingRedated& redated, const Cause& cause) {
  v1::RedateAction redate;
  redate.set_id(ActionOfFinding(cause.event->id()));
  redate.set_due_on(redated.due_on());
  redate.set_reason(redated.reason());
  return One(std::move(redate));
}

Commands OpenForOpportunity(const audits::v1::OpportunityTakenUp& taken_up, const Cause& cause) {
  v1::OpenAction open;
  schema::CopyFields(taken_up, &open);  // owner, date, site, standard, clause, journey
  open.set_id(ActionOfFinding(cause.event->id()));
  open.set_kind(v1::IMPROVEMENT);
  open.set_grade(v1::UNGRADED);
  open.set_title(taken_up.statement());
  open.set_finding_id(cause.event->id());
  open.set_finding_number(taken_up.number());
  open.set_from_body(taken_up.origin() == audits::v1::BODY_AUDIT);
  open.set_source(SourceOf(taken_up.origin()));
  return One(std::move(open));
}

Commands CancelWithFinding(const audits::v1::FindingWithdrawn& withdrawn, const Cause& cause) {
  v1::CancelAction cancel;
  cancel.set_id(ActionOfFinding(cause.event->id()));
  cancel.set_reason(Shortened("The finding was withdrawn: " + withdrawn.reason(), kReasonBytesMax));
  return One(std::move(cancel));
}

Commands NoteDisputeOfFinding(const audits::v1::FindingDisputed& disputed, const Cause& cause) {
  v1::NoteDispute note;
  note.set_id(ActionOfFinding(cause.event->id()));
  note.set_reason(disputed.reason());
  note.set_occurred_on(disputed.occurred_on());
  return One(std::move(note));
}

Commands ResolveWithConcern(const audits::v1::ConcernClosed& closed, const Cause& cause) {
  v1::ResolveFollowUp resolve;
  resolve.set_id(ActionOfFinding(cause.event->id()));
  resolve.set_resolution(closed.resolution());
  resolve.set_occurred_on(closed.occurred_on());
  return One(std::move(resolve));
}

Commands AddToDosForBreaches(const log::v1::Entry& entry) {
  Commands commands;
  if (entry.events().empty()) {
    return commands;
  }
  for (const assay::Warning& warning : entry.warnings()) {
    if (!warning.blocking()) {
      continue;
    }
    bool named = !warning.record().empty();  // otherwise what the command was about
    const std::string& record = named ? warning.record() : entry.events(0).record();
    const std::string& id = named ? warning.record_id() : entry.events(0).id();
    auto add = std::make_shared<v1::AddToDoForBreach>();
    add->set_id(Id::Derived("breach of " + warning.rule() + " by " + record + "/" + id + ": " +
                            warning.message())
                    .ToString());
    add->set_rule(warning.rule());
    add->set_ruleset(entry.ruleset());
    add->set_message(Shortened(warning.message(), kReasonBytesMax));
    add->set_record(record);
    add->set_record_id(id);
    commands.push_back(std::move(add));
  }
  return commands;
}

}  // namespace assay::actions
