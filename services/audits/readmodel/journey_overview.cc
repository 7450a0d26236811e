#include "services/audits/readmodel/journey_overview.h"

#include <algorithm>

#include "assay/rules/cycle.h"
#include "services/audits/domain/certificate.h"
#include "services/audits/domain/milestone.h"
#include "services/audits/domain/vocabulary.h"
#include "services/audits/readmodel/readiness.h"

namespace assay::audits {
namespace {

using aggregate::QueryContext;

// A step as it stands, and what to do while it is not done.
struct Step {
  const char* code;
  const char* title;
  std::string done_on;
  std::string detail;
  const char* to_do;
  bool optional = false;
};

std::string EarliestEnquiry(const v1::Journey& journey, const QueryContext& context,
                            std::string* returned_on) {
  std::string earliest;
  for (const v1::Enquiry& enquiry : context.All<v1::Enquiry>()) {
    if (enquiry.journey_id() != journey.id()) {
      continue;
    }
    bool first = earliest.empty() || enquiry.sent_on() < earliest;
    earliest = first ? enquiry.sent_on() : earliest;
    *returned_on = std::max(*returned_on, enquiry.returned_on());
  }
  return earliest;
}

std::string BodyName(const v1::Journey& journey, const QueryContext& context) {
  auto body = context.Find<v1::CertificationBody>(journey.body_id());
  return body == nullptr ? "" : body->name();
}

std::string VerdictText(v1::Verdict verdict) {
  switch (verdict) {
    case v1::GO:
      return "verdict: go";
    case v1::GO_WITH_CONDITIONS:
      return "verdict: go with conditions";
    case v1::POSTPONE:
      return "verdict: postpone stage 2";
    case v1::REPEAT:
      return "verdict: repeat stage 1";
    default:
      return "";
  }
}

// When the team of the initial audit was named; later ones are those of the cycle.
std::string InitialNaming(const v1::Journey& journey) {
  bool before_decision =
      journey.decided_on().empty() || journey.team_named_on() <= journey.decided_on();
  return journey.initial_team_named_on().empty() && before_decision
             ? journey.team_named_on()  // recorded before the two were told apart
             : journey.initial_team_named_on();
}

void AddWayToBody(const v1::Journey& journey, const QueryContext& context,
                  std::vector<Step>* steps) {
  std::string returned_on;
  std::string sent_on = EarliestEnquiry(journey, context, &returned_on);
  steps->push_back({"R1", "Certification bodies asked", sent_on, "",
                    "Ask certification bodies for a quotation."});
  steps->push_back({"R2", "Questionnaire answered", returned_on, "",
                    "Answer the body's questionnaire and return it.", true});
  steps->push_back({"R3", "Certification body selected", journey.selected_on(),
                    BodyName(journey, context), "Compare the quotations and select a body."});
  std::string agreed = journey.agreement_on();
  steps->push_back(
      {"R4", "Application accepted and agreement signed", agreed, journey.agreement_reference(),
       journey.applied_on().empty()    ? "Complete the application."
       : journey.accepted_on().empty() ? "Wait for the body's review of the application."
                                       : "Sign the certification agreement."});
  std::string named = InitialNaming(journey);
  steps->push_back({"R5", "Body's team named and initial visit held", journey.visit_held_on(),
                    named.empty() ? "" : "team named " + named,
                    "Have the body name its team, and hold the initial visit.", true});
  bool dated = !journey.stage1_on().empty();
  steps->push_back(
      {"R6", "Audit programme agreed and dates selected",
       dated ? journey.programme_agreed_on() : "",
       dated ? "stage 1 on " + journey.stage1_on() + ", stage 2 on " + journey.stage2_on() : "",
       "Agree the audit programme and select the dates of stage 1 and stage 2.", true});
}

void AddWayToCertificate(const v1::Journey& journey, std::vector<Step>* steps) {
  bool skipped = journey.pre_audit_on().empty() && !journey.precertification_skipped_on().empty();
  steps->push_back({"R7", "Pre-certification audit",
                    skipped ? journey.precertification_skipped_on() : journey.pre_audit_on(),
                    skipped ? "skipped: " + journey.precertification_skip_reason() : "",
                    "Hold the pre-certification audit, or have the forum skip it.", true});
  bool passed =
      journey.stage1_verdict() == v1::GO || journey.stage1_verdict() == v1::GO_WITH_CONDITIONS;
  steps->push_back({"R8", "Initial audit (stage 1)", passed ? journey.stage1_concluded_on() : "",
                    VerdictText(journey.stage1_verdict()), "Hold the initial audit (stage 1)."});
  steps->push_back({"R9", "Certification audit (stage 2)", journey.stage2_last_day(), "",
                    "Hold the certification audit (stage 2)."});
  bool refused = journey.state() == v1::Journey::REFUSED;
  steps->push_back({"R10", "Certification decided", journey.decided_on(),
                    refused                        ? "refused: " + journey.refusal_reasons()
                    : journey.expires_on().empty() ? ""
                                                   : "valid until " + journey.expires_on(),
                    "Resolve the findings; then the body decides."});
}

void AddCycle(const v1::Journey& journey, const QueryContext& context, std::vector<Step>* steps) {
  std::optional<Date> decided = DateIn(journey.decided_on());
  std::optional<Date> expiry = DateIn(journey.expires_on());
  if (journey.state() != v1::Journey::CERTIFIED || !decided || !expiry) {
    return;
  }
  rules::CycleDates cycle = rules::PlanCycle(context.RulesFor(journey.body_id()), *decided, *expiry,
                                             journey.first_cycle());
  std::vector<std::string> held;
  for (const v1::AuditPeriod& period : journey.surveillances()) {
    held.push_back(period.last_day());
  }
  std::sort(held.begin(), held.end());
  for (size_t i = 0; i < cycle.surveillances.size(); ++i) {
    steps->push_back({"R11", "Surveillance", i < held.size() ? held[i] : "",
                      "by " + cycle.surveillances[i].by.ToString(), "Hold the next surveillance."});
  }
  steps->push_back({"R12", "Recertification", journey.recertification_last_day(),
                    "decided by " + expiry->ToString(),
                    "Hold the recertification audit and have it decided before expiry."});
}

void CountFindings(const v1::Journey& journey, const QueryContext& context,
                   v1::JourneyOverview* overview) {
  for (const v1::Finding& finding : context.All<v1::Finding>()) {
    if (finding.journey_id() == journey.id() && finding.state() == v1::Finding::RAISED) {
      overview->set_open_findings(overview->open_findings() + 1);
      overview->set_open_majors(overview->open_majors() + (finding.grade() == v1::MAJOR ? 1 : 0));
    }
  }
}

// M3 as it was reached, and beside it what would be missing today.
void AddMilestone(const v1::Journey& journey, const QueryContext& context, v1::JourneyStep* step) {
  rules::Readiness today = ReadinessToday(journey, context);
  const v1::Milestone* reached = FindMilestone(journey, kReadyForCertification);
  std::string missing = Join(MissingIn(today));
  step->set_code("R24");
  step->set_title("Ready for certification (milestone M3)");
  if (reached != nullptr) {
    step->set_done_on(reached->reached_on());
    step->set_detail(missing.empty() ? "reached" : "reached; missing today: " + missing);
  } else if (!journey.decided_on().empty()) {
    step->set_detail("not reached before the decision");
  } else {
    step->set_detail(today.ready ? "ready; the pre-certification audit is outstanding"
                                 : "not ready yet; missing: " + missing);
  }
}

// A step that has nothing to say about its date may still have been passed by: what comes later is
// done.
std::string NextStep(const v1::Journey& journey, const std::vector<Step>& steps) {
  if (journey.state() == v1::Journey::REFUSED) {
    return "Certification was refused; start a new journey when its reasons are resolved.";
  }
  size_t reached = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    reached = steps[i].done_on.empty() ? reached : i + 1;
  }
  for (size_t i = 0; i < steps.size(); ++i) {
    bool passed_by = steps[i].optional && i < reached;
    if (steps[i].done_on.empty() && !passed_by) {
      return steps[i].to_do;
    }
  }
  return "Keep the management system running.";
}

}  // namespace

aggregate::Answer<v1::JourneyOverview> AnswerShowJourney(const v1::ShowJourney& query,
                                                         const QueryContext& context) {
  auto journey = context.Find<v1::Journey>(query.id());
  if (journey == nullptr) {
    return Refuse("not-found", "There is no journey with this id.", "id");
  }
  std::vector<Step> steps;
  AddWayToBody(*journey, context, &steps);
  AddWayToCertificate(*journey, &steps);
  AddCycle(*journey, context, &steps);
  v1::JourneyOverview overview;
  overview.set_name(journey->name());
  overview.set_state(journey->state());
  for (const Step& known : steps) {
    v1::JourneyStep* step = overview.add_steps();
    step->set_code(known.code);
    step->set_title(known.title);
    step->set_done_on(known.done_on);
    step->set_detail(known.detail);
  }
  AddMilestone(*journey, context, overview.add_steps());
  for (v1::Certificate& certificate : context.All<v1::Certificate>()) {
    if (certificate.journey_id() == query.id()) {
      PresentCertificate(&certificate, context.on(), context.RulesFor(certificate.body_id()));
      *overview.add_certificates() = std::move(certificate);
    }
  }
  CountFindings(*journey, context, &overview);
  overview.set_next_step(NextStep(*journey, steps));
  return overview;
}

}  // namespace assay::audits
