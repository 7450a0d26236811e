#include "services/audits/domain/audit_completion.h"

#include <algorithm>

#include "assay/audits/v1/audit_checklist.pb.h"
#include "assay/rules/audit_conduct.h"
#include "services/audits/domain/audit_agenda.h"
#include "services/audits/domain/evidence_request.h"
#include "services/audits/domain/line_answer.h"

namespace assay::audits {
namespace {

bool HasFinding(const v1::LineAnswer& answer, const Context& context) {
  std::vector<const v1::Finding*> findings = context.All<v1::Finding>();
  return std::any_of(findings.begin(), findings.end(), [&answer](const v1::Finding* finding) {
    return ComesFrom(*finding, answer) && finding->state() != v1::Finding::WITHDRAWN;
  });
}

bool IsAnswered(const v1::AuditChecklist& checklist, const v1::AuditLine& line) {
  return std::any_of(
      checklist.answers().begin(), checklist.answers().end(),
      [&line](const v1::LineAnswer& answer) { return answer.line() == line.line(); });
}

}  // namespace

rules::Judgement JudgeReadyToReport(const v1::Audit& audit, const Context& context) {
  const auto* checklist = context.Find<v1::AuditChecklist>(audit.id());
  if (checklist == nullptr) {
    return {};
  }
  rules::AuditCompletion completion;
  for (const v1::AuditLine& line : checklist->lines()) {
    if (!IsAnswered(*checklist, line)) {
      completion.unanswered.push_back(line.line());
    }
  }
  for (const v1::LineAnswer& answer : checklist->answers()) {
    if (AsksForFinding(answer.result()) && !HasFinding(answer, context)) {
      completion.graded_without_finding.push_back(answer.line());
    }
  }
  return rules::JudgeCompletion(*context.rules, Basis::kAct, completion);
}

rules::Judgement JudgeReadyToClose(const v1::Audit& audit, const Context& context) {
  rules::AuditCompletion completion;
  for (const v1::EvidenceRequest* request : context.All<v1::EvidenceRequest>()) {
    if (IsOpen(*request)) {
      completion.open_requests.push_back(request->number());
    }
  }
  std::sort(completion.open_requests.begin(), completion.open_requests.end());
  completion.closing_meeting_missing = HasMeetingPlanned(audit, v1::AgendaItem::CLOSING_MEETING) &&
                                       !HasMeetingHeld(audit, v1::Meeting::CLOSING);
  return rules::JudgeCompletion(*context.rules, Basis::kAct, completion);
}

}  // namespace assay::audits
