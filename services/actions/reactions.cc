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
  return One(std::move(regrade));
}

Commands CancelWithFinding(const audits::v1::FindingWithdrawn& withdrawn, const Cause& cause) {
  v1::CancelAction cancel;
  cancel.set_id(ActionOfFinding(cause.event->id()));
  cancel.set_reason(Shortened("The finding was withdrawn: " + withdrawn.reason(), kReasonBytesMax));
  return One(std::move(cancel));
}

Commands ResolveWithConcern(const audits::v1::ConcernClosed& closed, const Cause& cause) {
  v1::ResolveFollowUp resolve;
  resolve.set_id(ActionOfFinding(cause.event->id()));
  resolve.set_resolution(closed.resolution());
  resolve.set_occurred_on(closed.occurred_on());
  return One(std::move(resolve));
}

}  // namespace assay::actions
