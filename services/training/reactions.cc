#include "services/training/reactions.h"

#include "assay/base/id.h"
#include "assay/training/v1/commands.pb.h"
#include "services/training/domain/people.h"

namespace assay::training {

using aggregate::Cause;
using aggregate::Commands;

namespace {

bool IsInternal(audits::v1::AuditType type) {
  return type == audits::v1::DESKTOP || type == audits::v1::IMPLEMENTATION ||
         type == audits::v1::INTERNAL;
}

}  // namespace

std::string TrainingOfReview(const std::string& review_id) {
  return Id::Derived("training of review " + review_id).ToString();
}

Commands CreditTrainees(const audits::v1::AuditClosed& closed, const Cause& cause) {
  Commands commands;
  if (!IsInternal(closed.type())) {
    return commands;
  }
  for (const audits::v1::TraineeEvaluation& evaluation : closed.evaluations()) {
    auto command = std::make_shared<v1::CreditAudit>();
    command->set_id(evaluation.person_id());
    v1::Credit* credit = command->mutable_credit();
    credit->set_audit_id(cause.event->id());
    credit->set_coach_id(evaluation.coach_id());
    credit->set_satisfactory(evaluation.satisfactory());
    credit->set_occurred_on(closed.last_day().empty() ? closed.occurred_on() : closed.last_day());
    credit->set_desktop(closed.type() == audits::v1::DESKTOP);
    commands.push_back(std::move(command));
  }
  return commands;
}

Commands RecordForumTraining(const actions::v1::ReviewSigned& signed_review, const Cause& cause) {
  auto command = std::make_shared<v1::RecordReviewTraining>();
  for (const actions::v1::Attendee& attendee : signed_review.attendees()) {
    if (attendee.role() == actions::v1::REVIEW_GUEST) {
      continue;
    }
    AddOnce(attendee.person_id(), command->mutable_attended_ids());
    bool secretary = attendee.role() == actions::v1::REVIEW_SECRETARY;
    bool chair = attendee.role() == actions::v1::REVIEW_CHAIR;
    if (secretary || (chair && command->trainer_id().empty())) {
      command->set_trainer_id(attendee.person_id());
    }
  }
  if (command->attended_ids().empty()) {
    return {};
  }
  command->set_id(TrainingOfReview(cause.event->id()));
  command->set_journey_id(signed_review.journey_id());
  command->set_held_on(signed_review.held_on());
  return {std::move(command)};
}

}  // namespace assay::training
