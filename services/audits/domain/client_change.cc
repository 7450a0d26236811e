#include "services/audits/domain/client_change.h"

#include <algorithm>

#include "assay/base/id.h"
#include "assay/rules/client_duties.h"
#include "assay/schema/fold.h"

namespace assay::audits {
namespace {

// The same notice said twice is one change.
std::string ChangeIdOf(const v1::NotifyChange& command) {
  return Id::Derived("change of " + command.id() + " " + command.occurred_on() + " " +
                     v1::ChangeKind_Name(command.kind()) + " " + command.site_id() + " " +
                     command.description())
      .ToString();
}

// What the review asked for and the named audit or certificate does not show; empty when it does.
std::string MissingAfter(const v1::ClientChange& change, const v1::CompleteChange& command,
                         const Context& context) {
  const auto* audit = context.Find<v1::Audit>(command.audit_id());
  const auto* certificate = context.Find<v1::Certificate>(command.certificate_id());
  if (change.consequence() == v1::ClientChange::SPECIAL_AUDIT) {
    bool held = audit != nullptr && audit->journey_id() == change.journey_id() &&
                IsBodyAudit(audit->type()) && IsReported(*audit) &&
                audit->last_day() >= change.reviewed_on();
    return held ? "" : "name the audit of the body that was reported after the review";
  }
  if (change.consequence() == v1::ClientChange::REVISE_CERTIFICATE) {
    bool revised =
        certificate != nullptr && certificate->journey_id() == change.journey_id() &&
        std::max(certificate->revised_on(), certificate->extended_on()) >= change.reviewed_on();
    return revised ? "" : "name the certificate that was revised after the review";
  }
  return "";
}

}  // namespace

Outcome DecideNotifyChange(const v1::Journey& journey, const v1::NotifyChange& command,
                           const Context& context) {
  Date notified = DayIn(command.occurred_on(), context.today);
  v1::ChangeNotified told;
  schema::CopyFields(command, &told);
  told.set_change_id(ChangeIdOf(command));
  v1::ClientChangeNotified begun;
  schema::CopyFields(command, &begun);
  begun.set_journey_id(journey.id());
  begun.set_review_by(rules::ReviewChangeBy(*context.rules, notified).ToString());
  Outcome outcome;
  outcome.Then(journey.id(), told);
  outcome.Begin(told.change_id(), begun);
  outcome.WarnAbout<v1::ClientChange>(
      told.change_id(), rules::JudgeNotice(*context.rules, Basis::kFact,
                                           DayIn(command.changed_on(), notified), notified));
  return outcome;
}

Outcome DecideReviewChange(const v1::ClientChange& change, const v1::ReviewChange& command,
                           const Context& /*context*/) {
  if (Objection objection =
          ObjectToOrder(command.occurred_on(), change.notified_on(), "the notice")) {
    return *objection;
  }
  v1::ClientChangeReviewed reviewed;
  schema::CopyFields(command, &reviewed);
  Outcome outcome;
  outcome.Then(change.id(), reviewed);
  if (command.consequence() == v1::ClientChange::NOTHING) {
    v1::ClientChangeDone done;
    done.set_what_followed("nothing follows");
    done.set_occurred_on(command.occurred_on());
    outcome.Then(change.id(), done);
  }
  return outcome;
}

Outcome DecideCompleteChange(const v1::ClientChange& change, const v1::CompleteChange& command,
                             const Context& context) {
  Objection objection = First(
      {rules::Refusal(
           rules::JudgeChangeFollowed(*context.rules, Basis::kAct,
                                      MissingAfter(change, command, context)),
           change.consequence() == v1::ClientChange::SPECIAL_AUDIT ? "auditId" : "certificateId"),
       ObjectToOrder(command.occurred_on(), change.reviewed_on(), "the review")});
  if (objection) {
    return *objection;
  }
  v1::ClientChangeDone done;
  schema::CopyFields(command, &done);
  return Outcome().Then(change.id(), done);
}

void PresentClientChange(v1::ClientChange* change, Date on) {
  change->set_overdue(change->state() == v1::ClientChange::NOTIFIED &&
                      change->review_by() < on.ToString());
}

}  // namespace assay::audits
