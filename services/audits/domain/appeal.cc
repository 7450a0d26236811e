#include "services/audits/domain/appeal.h"

#include <algorithm>

#include "assay/aggregate/acting_person.h"
#include "assay/rules/appeal.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/people.h"

namespace assay::audits {
namespace {

// What is appealed against: when it was decided, by whom, and whether it is there at all.
struct Contested {
  bool there = false;
  std::string decided_on;
  std::string decider_id;
};

// Events recorded before this was kept say only who decided last.
const std::string& Known(const std::string& decider, const std::string& latest) {
  return decider.empty() ? latest : decider;
}

Contested FindContested(const v1::FileAppeal& command, const Context& context) {
  const auto* journey = context.Find<v1::Journey>(command.journey_id());
  const auto* certificate = context.Find<v1::Certificate>(command.certificate_id());
  const auto* finding = context.Find<v1::Finding>(command.finding_id());
  bool of_journey = certificate != nullptr && certificate->journey_id() == journey->id();
  switch (command.against()) {
    case v1::Appeal::GRANT_REFUSED:
      return {journey->state() == v1::Journey::REFUSED, journey->decided_on(),
              journey->decider_id()};
    case v1::Appeal::RENEWAL_REFUSED:
      return {journey->state() == v1::Journey::CERTIFIED &&
                  journey->renewal_refused_on() > journey->decided_on(),
              journey->renewal_refused_on(),
              Known(journey->renewal_refuser_id(), journey->decider_id())};
    case v1::Appeal::SUSPENSION:
      return {of_journey && certificate->state() == v1::Certificate::SUSPENDED,
              of_journey ? certificate->suspended_on() : "",
              of_journey ? Known(certificate->suspender_id(), certificate->decider_id()) : ""};
    case v1::Appeal::REDUCTION:
      return {of_journey && !certificate->reduced_on().empty(),
              of_journey ? certificate->reduced_on() : "",
              of_journey ? certificate->reducer_id() : ""};
    case v1::Appeal::WITHDRAWAL:
      return {of_journey && certificate->state() == v1::Certificate::WITHDRAWN,
              of_journey ? certificate->withdrawn_on() : "",
              of_journey ? certificate->decider_id() : ""};
    case v1::Appeal::FINDING_RAISED:
      return {finding != nullptr && finding->journey_id() == journey->id() &&
                  finding->origin() == v1::BODY_AUDIT && finding->state() != v1::Finding::WITHDRAWN,
              finding == nullptr ? "" : finding->raised_on(), ""};
    default:
      return {};
  }
}

// "certificateId", "findingId" or neither, as the thing is named.
std::string FieldOf(v1::Appeal::Against against) {
  switch (against) {
    case v1::Appeal::SUSPENSION:
    case v1::Appeal::REDUCTION:
    case v1::Appeal::WITHDRAWAL:
      return "certificateId";
    case v1::Appeal::FINDING_RAISED:
      return "findingId";
    default:
      return "against";
  }
}

bool IsOpen(const v1::Appeal& appeal) {
  return appeal.state() == v1::Appeal::FILED || appeal.state() == v1::Appeal::WITH_PANEL;
}

// Only what the kind of appeal is about tells appeals apart; other ids mean nothing to it.
bool IsAppealedAlready(const v1::FileAppeal& command, const Context& context) {
  std::string field = FieldOf(command.against());
  auto appeals = context.All<v1::Appeal>();
  return std::any_of(appeals.begin(), appeals.end(), [&](const v1::Appeal* other) {
    return IsOpen(*other) && other->against() == command.against() &&
           (field != "certificateId" || other->certificate_id() == command.certificate_id()) &&
           (field != "findingId" || other->finding_id() == command.finding_id());
  });
}

std::vector<rules::Part> PartsIn(const v1::Appeal& appeal, const Context& context) {
  std::vector<rules::Part> parts = {{"auditor", TeamsFeeding("", context)}};
  if (!appeal.decider_id().empty()) {
    parts.push_back({"decider", {appeal.decider_id()}});
  }
  if (const auto* finding = context.Find<v1::Finding>(appeal.finding_id())) {
    parts.push_back({"finding-raiser", {finding->raised_by()}});
    if (const auto* audit = context.Find<v1::Audit>(finding->audit_id())) {  // also a pre-audit
      parts.push_back({"auditor", TeamOf(*audit)});
    }
  }
  return parts;
}

std::string ToDoOf(v1::Appeal::Against against) {
  switch (against) {
    case v1::Appeal::GRANT_REFUSED:
      return "decide on the certification anew, in a new journey";
    case v1::Appeal::RENEWAL_REFUSED:
      return "decide on the renewal anew";
    case v1::Appeal::SUSPENSION:
      return "restore the certificate";
    case v1::Appeal::REDUCTION:
      return "extend the certificate to the scope it had";
    case v1::Appeal::WITHDRAWAL:
      return "certify anew; a withdrawn certificate is not revived";
    case v1::Appeal::FINDING_RAISED:
      return "withdraw or regrade the finding";
    default:
      return "";
  }
}

// As far as the records tell; the rest is in the words of who closes.
bool IsDone(const v1::Appeal& appeal, const Context& context) {
  const auto* certificate = context.Find<v1::Certificate>(appeal.certificate_id());
  const auto* finding = context.Find<v1::Finding>(appeal.finding_id());
  switch (appeal.against()) {
    case v1::Appeal::SUSPENSION:
      return certificate->state() != v1::Certificate::SUSPENDED;
    case v1::Appeal::REDUCTION:
      return certificate->extended_on() >= appeal.decided_on();
    case v1::Appeal::FINDING_RAISED:
      // One that was withdrawn or settled meanwhile cannot be regraded any more.
      return finding->state() != v1::Finding::RAISED ||
             finding->regraded_on() >= appeal.decided_on();
    default:
      return true;
  }
}

}  // namespace

Outcome DecideFileAppeal(const v1::Appeal& /*appeal*/, const v1::FileAppeal& command,
                         const Context& context) {
  Contested contested = FindContested(command, context);
  std::string field = FieldOf(command.against());
  Objection objection =
      First({When(!contested.there, "nothing-to-appeal",
                  "There is no such decision or finding that stands; an appeal names what it is "
                  "against.",
                  field),
             When(IsAppealedAlready(command, context), "appeal-open",
                  "There is an appeal against this already that is not decided yet.", field),
             ObjectToOrder(command.occurred_on(), contested.decided_on, "what it is against")});
  if (objection) {
    return *objection;
  }
  Date filed = DayIn(command.occurred_on(), context.today);
  v1::AppealFiled event;
  schema::CopyFields(command, &event);
  event.set_number(context.Number());
  event.set_decider_id(contested.decider_id);
  event.set_decide_by(rules::DecideAppealBy(*context.rules, filed).ToString());
  Outcome outcome;
  outcome.Begin(command.id(), event);
  outcome.Warn(
      rules::JudgeFiling(*context.rules, Basis::kFact, DayIn(contested.decided_on, filed), filed));
  return outcome;
}

Outcome DecideAssignAppealPanel(const v1::Appeal& appeal, const v1::AssignAppealPanel& command,
                                const Context& context) {
  Date day = DayIn(command.occurred_on(), context.today);
  std::vector<rules::Part> parts = PartsIn(appeal, context);
  rules::Judgement judgement;
  for (const std::string& member : command.member_ids()) {
    judgement.Merge(rules::JudgePanelMember(*context.rules, Basis::kAct, member, parts));
    judgement.Merge(JudgeForBody(member, day, Basis::kAct, context));
  }
  Objection objection =
      First({ObjectToOrder(command.occurred_on(), appeal.filed_on(), "the appeal"),
             rules::Refusal(judgement, "memberIds")});
  if (objection) {
    return *objection;
  }
  v1::AppealPanelAssigned assigned;
  schema::CopyFields(command, &assigned);
  return Outcome().Then(appeal.id(), assigned);
}

Outcome DecideDecideAppeal(const v1::Appeal& appeal, const v1::DecideAppeal& command,
                           const Context& context) {
  std::vector<rules::Part> parts = PartsIn(appeal, context);
  rules::Judgement judgement;
  for (const std::string& member : appeal.panel_ids()) {
    judgement.Merge(rules::JudgePanelMember(*context.rules, Basis::kAct, member, parts));
  }
  Objection objection = First(
      {When(!Holds(appeal.panel_ids(), command.decided_by()), "not-on-panel",
            "An appeal is decided by its panel; name one of it.", "decidedBy"),
       rules::Refusal(judgement, "decidedBy"),
       aggregate::RefuseForAnotherOfBody(command.decided_by(), "decides", "decidedBy", context),
       ObjectToOrder(command.occurred_on(), appeal.panel_named_on(), "the naming of the panel")});
  if (objection) {
    return *objection;
  }
  Outcome outcome;
  if (command.upheld()) {
    v1::AppealUpheld upheld;
    schema::CopyFields(command, &upheld);
    upheld.set_to_do(ToDoOf(appeal.against()));
    outcome.Then(appeal.id(), upheld);
  } else {
    v1::AppealDismissed dismissed;
    schema::CopyFields(command, &dismissed);
    outcome.Then(appeal.id(), dismissed);
  }
  Date decided = DayIn(command.occurred_on(), context.today);
  outcome.Warn(rules::JudgeAppealTime(*context.rules, Basis::kFact,
                                      DayIn(appeal.decide_by(), decided), decided));
  return outcome;
}

Outcome DecideCloseAppeal(const v1::Appeal& appeal, const v1::CloseAppeal& command,
                          const Context& context) {
  bool done = appeal.state() != v1::Appeal::UPHELD || IsDone(appeal, context);
  Objection objection = First(
      {rules::Refusal(rules::JudgeAppealClosing(*context.rules, Basis::kAct, done, appeal.to_do()),
                      "whatFollowed"),
       ObjectToOrder(command.occurred_on(), appeal.decided_on(), "the decision on the appeal")});
  if (objection) {
    return *objection;
  }
  v1::AppealClosed closed;
  schema::CopyFields(command, &closed);
  return Outcome().Then(appeal.id(), closed);
}

void PresentAppeal(v1::Appeal* appeal, Date on) {
  appeal->set_overdue(IsOpen(*appeal) && appeal->decide_by() < on.ToString());
}

}  // namespace assay::audits
