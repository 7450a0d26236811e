#include "services/scheduling/reactions/titles.h"

namespace assay::scheduling {
namespace {

// An appointment's title has at most 400 code points; kind and three standards have 227.
constexpr int kStandardsMax = 3;

std::string KindOf(audits::v1::AuditType type) {
  switch (type) {
    case audits::v1::DESKTOP:
      return "Desktop audit";
    case audits::v1::IMPLEMENTATION:
      return "Implementation audit";
    case audits::v1::PRE_AUDIT:
      return "Pre-certification audit";
    case audits::v1::INITIAL_STAGE_1:
      return "Initial audit (stage 1)";
    case audits::v1::CERTIFICATION_STAGE_2:
      return "Certification audit (stage 2)";
    case audits::v1::SURVEILLANCE:
      return "Surveillance audit";
    case audits::v1::SPECIAL:
      return "Special audit";
    case audits::v1::RECERTIFICATION:
      return "Recertification audit";
    case audits::v1::INTERNAL:
      return "Internal audit";
    default:
      return "Audit";
  }
}

std::string KindOf(training::v1::SessionKind kind) {
  switch (kind) {
    case training::v1::AUDITOR_COURSE:
      return "Course for internal auditors";
    case training::v1::RESULTS_DISCUSSION:
      return "Discussion of audit results";
    case training::v1::FORUM_TRAINING:
      return "Training of the management forum";
    case training::v1::ADMINISTRATOR_WORKSHOP:
      return "Workshop for administrators";
    case training::v1::BRIEFING:
      return "Briefing";
    default:
      return "Training session";
  }
}

template <typename Standards>
std::string WithStandards(std::string title, const Standards& standards) {
  for (int i = 0; i < standards.size() && i < kStandardsMax; ++i) {
    title += (i == 0 ? ": " : ", ") + standards[i];
  }
  return standards.size() > kStandardsMax ? title + ", ..." : title;
}

}  // namespace

std::string TitleOf(const audits::v1::AuditPlanned& planned) {
  return WithStandards(KindOf(planned.type()), planned.standards());
}

std::string TitleOf(const training::v1::SessionScheduled& scheduled) {
  if (scheduled.kind() == training::v1::OTHER_TRAINING && !scheduled.title().empty()) {
    return scheduled.title();
  }
  std::string title = KindOf(scheduled.kind());
  return scheduled.standard().empty() ? title : title + ": " + scheduled.standard();
}

std::string TitleOf(const actions::v1::ReviewPlanned& planned) {
  return WithStandards("Management review", planned.standards());
}

}  // namespace assay::scheduling
