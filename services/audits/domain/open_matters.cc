#include "services/audits/domain/open_matters.h"

#include "assay/rules/client_duties.h"

namespace assay::audits {

rules::Judgement JudgeOpenMatters(const Context& context) {
  rules::OpenMatters open;
  for (const v1::MarkMisuse* misuse : context.All<v1::MarkMisuse>()) {
    if (misuse->state() == v1::MarkMisuse::OPEN) {
      open.misuses.push_back(misuse->where() + " (since " + misuse->found_on() + ")");
    }
  }
  for (const v1::ClientChange* change : context.All<v1::ClientChange>()) {
    if (change->state() == v1::ClientChange::NOTIFIED) {
      open.changes.push_back("notified on " + change->notified_on());
    }
  }
  for (const v1::Complaint* complaint : context.All<v1::Complaint>()) {
    if (complaint->state() < v1::Complaint::ANSWERED) {
      open.complaints.push_back(complaint->number());
    }
  }
  return rules::JudgeOpenMatters(*context.rules, open);
}

}  // namespace assay::audits
