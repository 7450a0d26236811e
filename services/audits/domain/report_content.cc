#include "services/audits/domain/report_content.h"

#include <algorithm>

#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/checklist.h"
#include "assay/schema/fold.h"

namespace assay::audits {
namespace {

void CopyFindings(const Context& context, v1::ReportVersion* report) {
  report->clear_findings();
  std::vector<const v1::Finding*> findings = context.All<v1::Finding>();
  std::sort(findings.begin(), findings.end(),
            [](const auto* a, const auto* b) { return a->number() < b->number(); });
  for (const v1::Finding* finding : findings) {
    if (finding->state() != v1::Finding::WITHDRAWN) {
      v1::ReportedFinding* copy = report->add_findings();
      schema::CopyFields(*finding, copy);
      copy->set_finding_id(finding->id());
    }
  }
}

// Who was met: as the report says, else who attended the meetings without being on the team.
void FillParticipants(const v1::Audit& audit, v1::ReportDetails* details) {
  if (!details->participant_ids().empty()) {
    return;
  }
  for (const v1::Meeting& meeting : audit.meetings()) {
    for (const std::string& id : meeting.attendee_ids()) {
      bool of_team = std::any_of(audit.team().begin(), audit.team().end(),
                                 [&id](const auto& member) { return member.person_id() == id; });
      if (!of_team && !Holds(details->participant_ids(), id)) {
        details->add_participant_ids(id);
      }
    }
  }
}

std::vector<std::string> ContentsOf(const v1::Audit& audit, const v1::ReportVersion& report) {
  const v1::ReportDetails& details = report.details();
  std::vector<std::string> given = {"audit-type", "dates-and-places", "findings-and-evidence",
                                    "conclusion"};
  auto add = [&given](bool there, const char* item) {
    if (there) {
      given.emplace_back(item);
    }
  };
  add(!audit.body_id().empty(), "body");
  add(!report.client().empty(), "client");
  add(!report.team().empty(), "team");
  add(!report.objectives().empty(), "objectives");
  add(!report.criteria().empty(), "criteria");
  add(report.recommendation() != v1::RECOMMENDATION_UNSPECIFIED, "recommendation");
  add(!details.scope().empty(), "scope");
  add(!details.participant_ids().empty(), "participants");
  add(!details.degree_of_fulfilment().empty(), "degree-of-fulfilment");
  add(!details.diverging_opinions().empty(), "diverging-opinions");
  add(!details.sampling_disclaimer().empty(), "sampling-disclaimer");
  add(!details.deviations_from_plan().empty(), "deviations-from-plan");
  add(!details.significant_changes().empty(), "significant-changes");
  add(!details.unresolved_issues().empty(), "unresolved-issues");
  add(!details.earlier_corrective_actions().empty(), "earlier-corrective-actions");
  add(!details.use_of_certificate_and_marks().empty(), "use-of-certificate-and-marks");
  add(!details.conformity_and_effectiveness().empty(), "conformity-and-effectiveness");
  add(!details.objectives_fulfilled().empty(), "objectives-fulfilled");
  return given;
}

v1::ReportFrozen Frozen(v1::ReportVersion content) {
  v1::ReportFrozen frozen;
  frozen.set_version(content.version());
  *frozen.mutable_content() = std::move(content);
  return frozen;
}

uint32_t MajorsOf(const v1::ReportVersion& report) {
  return static_cast<uint32_t>(
      std::count_if(report.findings().begin(), report.findings().end(),
                    [](const auto& finding) { return finding.grade() == v1::MAJOR; }));
}

}  // namespace

v1::ReportFrozen FirstReport(const v1::Audit& audit, const v1::IssueReport& command,
                             const Context& context) {
  v1::ReportVersion report;
  schema::CopyFields(audit, &report);
  schema::CopyFields(command, &report);
  report.set_version(1);
  report.set_issued_on(command.occurred_on());
  report.set_issued_by(context.actor.person());
  report.set_combined(audit.standards_size() > 1);
  for (const auto* organisation : context.All<directory::v1::Organisation>()) {
    report.set_client(organisation->name());
  }
  v1::ReportDetails* details = report.mutable_details();
  if (details->scope().empty()) {
    details->set_scope(audit.plan().scope());
  }
  FillParticipants(audit, details);
  CopyFindings(context, &report);
  return Frozen(std::move(report));
}

rules::Judgement JudgeReport(const v1::Audit& audit, const v1::ReportVersion& report,
                             const Context& context) {
  std::vector<std::string> given = ContentsOf(audit, report);
  rules::Judgement judgement =
      rules::JudgeChecklist(*context.rules, Basis::kAct, rules::kAuditReportContent, given);
  if (LeadsToDecision(audit.type())) {
    Basis basis = audit.has_plan() ? Basis::kAct : Basis::kFact;
    judgement.Merge(rules::JudgeChecklist(*context.rules, basis, rules::kReportContent, given));
  }
  return judgement;
}

Outcome DecideReviseReport(const v1::AuditReport& report, const v1::ReviseReport& command,
                           const Context& context) {
  const auto* audit = context.Find<v1::Audit>(command.id());
  const v1::ReportVersion& last = report.versions(report.versions_size() - 1);
  v1::ReportVersion next = last;
  next.set_version(last.version() + 1);
  next.set_reason(command.reason());
  next.set_issued_on(command.occurred_on());
  next.set_issued_by(context.actor.person());
  if (!command.summary().empty()) {
    next.set_summary(command.summary());
  }
  if (!command.conclusion().empty()) {
    next.set_conclusion(command.conclusion());
  }
  if (command.details().participant_ids_size() > 0) {
    next.mutable_details()->clear_participant_ids();
  }
  next.mutable_details()->MergeFrom(command.details());
  CopyFindings(context, &next);
  rules::Judgement judgement = JudgeReport(*audit, next, context);
  Objection objection =
      First({ObjectToOrder(command.occurred_on(), last.issued_on(), "the version before it"),
             rules::Refusal(judgement, "details")});
  if (objection) {
    return *objection;
  }
  v1::AuditReportRevised revised;
  revised.set_majors(MajorsOf(next));
  Outcome outcome;
  outcome.Then(audit->id(), revised);
  outcome.Then(report.id(), Frozen(std::move(next)));
  outcome.Warn(judgement);
  return outcome;
}

bool LeadsToDecision(v1::AuditType type) {
  return type == v1::CERTIFICATION_STAGE_2 || type == v1::RECERTIFICATION;
}

}  // namespace assay::audits
