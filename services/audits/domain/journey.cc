#include "services/audits/domain/journey.h"

#include <algorithm>

#include "assay/rules/checklist.h"
#include "assay/rules/stages.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/body_tie.h"
#include "services/audits/domain/concern_dates.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

Objection ObjectToQuotation(const v1::Quotation* quotation, const v1::SelectBody& command) {
  if (quotation == nullptr || quotation->journey_id() != command.id()) {
    return Refuse("quotation-of-another-journey",
                  "Select one of the quotations that this journey has received.", "quotationId");
  }
  return First({When(quotation->state() != v1::Quotation::OPEN, "quotation-not-open",
                     "This quotation is not open any more.", "quotationId"),
                When(quotation->valid_until() < command.occurred_on(), "quotation-expired",
                     "This quotation was valid until " + quotation->valid_until() +
                         "; ask the body for a new one.",
                     "quotationId"),
                ObjectToOrder(command.occurred_on(), quotation->received_on(), "the quotation")});
}

// AP-1: the form holds every item but possibly the consultancy's name.
rules::Judgement JudgeApplication(const v1::CompleteApplication& command, const Context& context) {
  std::vector<std::string> given = context.rules->List(rules::kApplicationItems, "items");
  if (command.consultancy_used() && command.consultancy().empty()) {
    std::erase(given, "consultancy-used");
  }
  return rules::JudgeChecklist(*context.rules, Basis::kAct, rules::kApplicationItems, given);
}

// A command that becomes one event by copying, once nothing speaks against it.
template <typename Event, typename Command>
Outcome Record(const v1::Journey& journey, const Command& command, const Objection& objection) {
  if (objection) {
    return *objection;
  }
  Event event;
  schema::CopyFields(command, &event);
  return Outcome().Then(journey.id(), std::move(event));
}

}  // namespace

Outcome DecideSelectBody(const v1::Journey& journey, const v1::SelectBody& command,
                         const Context& context) {
  const auto* selected = context.Find<v1::Quotation>(command.quotation_id());
  if (Objection objection = ObjectToQuotation(selected, command)) {
    return *objection;
  }
  rules::Judgement ties =
      JudgeTies(selected->body_id(), journey.standards(),
                {DayIn(command.occurred_on(), context.today)}, Basis::kAct, context);
  if (Objection refusal = rules::Refusal(ties, "quotationId")) {
    return *refusal;
  }
  v1::BodySelected body_selected;
  schema::CopyFields(command, &body_selected);
  body_selected.set_body_id(selected->body_id());
  v1::QuotationSelected quotation_selected;
  schema::CopyFields(command, &quotation_selected);
  Outcome outcome;
  outcome.Then(journey.id(), body_selected);
  outcome.Then(selected->id(), quotation_selected);
  for (const v1::Quotation* other : context.All<v1::Quotation>()) {
    if (other->id() != selected->id() && other->state() == v1::Quotation::OPEN) {
      v1::QuotationTurnedDown turned_down;
      turned_down.set_occurred_on(command.occurred_on());
      outcome.Then(other->id(), turned_down);
    }
  }
  outcome.Warn(ties);
  return outcome;
}

Outcome DecideCompleteApplication(const v1::Journey& journey,
                                  const v1::CompleteApplication& command, const Context& context) {
  return Record<v1::ApplicationCompleted>(
      journey, command,
      First({rules::Refusal(JudgeApplication(command, context), "consultancy"),
             ObjectToOrder(command.occurred_on(), journey.selected_on(), "the selection")}));
}

Outcome DecideAcceptApplication(const v1::Journey& journey, const v1::AcceptApplication& command,
                                const Context& context) {
  rules::Judgement review =
      rules::JudgeChecklist(*context.rules, BasisOfBody(context), rules::kApplicationReview,
                            ToVector(command.reviewed()));
  Outcome outcome = Record<v1::ApplicationAccepted>(
      journey, command,
      First({rules::Refusal(review, "reviewed"),
             ObjectToOrder(command.occurred_on(), journey.applied_on(), "the application")}));
  outcome.Warn(review);
  return outcome;
}

Outcome DecideDeclineApplication(const v1::Journey& journey, const v1::DeclineApplication& command,
                                 const Context& context) {
  rules::Judgement decline = rules::JudgeDecline(*context.rules, Basis::kAct, command.reasons(),
                                                 !command.client_told_on().empty());
  Outcome outcome = Record<v1::ApplicationDeclined>(
      journey, command,
      First({rules::Refusal(decline, "clientToldOn"),
             ObjectToOrder(command.occurred_on(), journey.applied_on(), "the application"),
             ObjectToOrder(command.client_told_on(), command.occurred_on(), "the decline",
                           "clientToldOn")}));
  outcome.Warn(decline);
  return outcome;
}

Outcome DecideSignAgreement(const v1::Journey& journey, const v1::SignAgreement& command,
                            const Context& /*context*/) {
  return Record<v1::AgreementSigned>(
      journey, command,
      ObjectToOrder(command.occurred_on(), journey.accepted_on(), "the acceptance"));
}

Outcome DecideRecordInitialVisit(const v1::Journey& journey, const v1::RecordInitialVisit& command,
                                 const Context& /*context*/) {
  return Record<v1::InitialVisitHeld>(
      journey, command,
      ObjectToOrder(command.occurred_on(), journey.accepted_on(), "the acceptance"));
}

Outcome DecideAgreeAuditProgramme(const v1::Journey& journey,
                                  const v1::AgreeAuditProgramme& command,
                                  const Context& /*context*/) {
  return Record<v1::AuditProgrammeAgreed>(
      journey, command,
      ObjectToOrder(command.occurred_on(), journey.accepted_on(), "the acceptance"));
}

Outcome DecideSelectAssessmentDate(const v1::Journey& journey,
                                   const v1::SelectAssessmentDate& command,
                                   const Context& context) {
  Date stage1 = DayIn(command.stage1_on(), context.today);
  Date stage2 = DayIn(command.stage2_on(), context.today);
  rules::Judgement first = rules::JudgeStage1(
      *context.rules, Basis::kPlan,
      {.days = {stage1, stage1}, .agreement_signed = DateIn(journey.agreement_on())});
  rules::Stage2 stage{.days = {stage2, stage2}, .stage1 = rules::AuditDays{stage1, stage1}};
  stage.stage1_concluded = true;  // by then; planning the audit itself asks again
  rules::Judgement second = rules::JudgeStage2(*context.rules, Basis::kPlan, stage);
  rules::Judgement ties =
      JudgeTies(journey.body_id(), journey.standards(), {stage1}, Basis::kPlan, context);
  rules::Judgement later =
      JudgeTies(journey.body_id(), journey.standards(), {stage2}, Basis::kPlan, context);
  Objection objection = First(
      {journey.stage1_first_day().empty()
           ? ObjectToOrder(command.stage1_on(), command.occurred_on(), "the selection", "stage1On")
           : std::nullopt,
       rules::Refusal(first, "stage1On"), rules::Refusal(second, "stage2On"),
       rules::Refusal(ties, "stage1On"), rules::Refusal(later, "stage2On")});
  Outcome outcome = Record<v1::AssessmentDateSelected>(journey, command, objection);
  if (!objection) {
    RedateConcerns(command.stage2_on(), "Stage 2 was dated " + command.stage2_on() + ".", context,
                   &outcome);
  }
  outcome.Warn(first);
  outcome.Warn(second);
  outcome.Warn(ties.clean() ? later : ties);
  return outcome;
}

Outcome DecideReviseJourneyScope(const v1::Journey& journey, const v1::ReviseJourneyScope& command,
                                 const Context& context) {
  rules::Judgement judgement;
  if (journey.state() != v1::Journey::CERTIFIED) {
    std::vector<std::string> dropped = Beyond(journey.site_ids(), command.site_ids());
    judgement = rules::JudgeSiteFindings(*context.rules, Basis::kAct, rules::DecisionKind::kGrant,
                                         {}, dropped, DecisionFindings(context));
  }
  return Record<v1::JourneyScopeRevised>(journey, command, rules::Refusal(judgement, "siteIds"));
}

}  // namespace assay::audits
