#include "services/audits/domain/vocabulary.h"

#include <algorithm>

#include "assay/rules/standard.h"

namespace assay::audits {
namespace {

std::string TitleOf(v1::AuditType type) {
  switch (type) {
    case v1::PRE_AUDIT:
      return "the pre-audit";
    case v1::INITIAL_STAGE_1:
      return "stage 1";
    case v1::CERTIFICATION_STAGE_2:
      return "stage 2";
    case v1::SURVEILLANCE:
      return "the surveillance";
    case v1::SPECIAL:
      return "the special audit";
    case v1::RECERTIFICATION:
      return "the recertification audit";
    default:
      return "the internal audit";
  }
}

}  // namespace

Objection First(std::initializer_list<Objection> objections) {
  for (const Objection& objection : objections) {
    if (objection) {
      return objection;
    }
  }
  return std::nullopt;
}

Objection When(bool wrong, std::string code, std::string message, std::string field) {
  return wrong ? Objection(Refuse(std::move(code), std::move(message), std::move(field)))
               : std::nullopt;
}

std::optional<Date> DateIn(const std::string& text) {
  Result<std::optional<Date>> date = Date::ParseOptional(text);
  return date.ok() ? *date : std::nullopt;
}

Date DayIn(const std::string& text, Date otherwise) {
  return DateIn(text).value_or(otherwise);
}

Objection ObjectToOrder(const std::string& occurred_on, const std::string& earlier,
                        const std::string& what, const std::string& field) {
  return When(
      !occurred_on.empty() && !earlier.empty() && occurred_on < earlier, "out-of-order",
      "This cannot have happened on " + occurred_on + ", before " + what + " of " + earlier + ".",
      field);
}

bool Holds(const Texts& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::vector<std::string> Beyond(const Texts& part, const Texts& whole) {
  std::vector<std::string> beyond;
  for (const std::string& value : part) {
    if (!Holds(whole, value)) {
      beyond.push_back(value);
    }
  }
  return beyond;
}

std::vector<std::string> ToVector(const Texts& list) {
  return {list.begin(), list.end()};
}

std::string Join(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    joined += (joined.empty() ? "" : ", ") + part;
  }
  return joined;
}

bool SameStandard(const std::string& a, const std::string& b) {
  return rules::StandardKey(a) == rules::StandardKey(b);
}

bool HoldsStandard(const Texts& standards, const std::string& standard) {
  return std::any_of(standards.begin(), standards.end(),
                     [&standard](const std::string& held) { return SameStandard(held, standard); });
}

Objection ObjectToStandards(const Texts& standards, const Texts& permitted,
                            const std::string& of_what) {
  for (const std::string& standard : standards) {
    if (!HoldsStandard(permitted, standard)) {
      return Refuse("standard-outside-" + of_what,
                    standard + " is not a standard of this " + of_what + ": it has " +
                        Join(ToVector(permitted)) + ".",
                    "standards");
    }
  }
  return std::nullopt;
}

bool IsBodyAudit(v1::AuditType type) {
  return type != v1::DESKTOP && type != v1::IMPLEMENTATION && type != v1::INTERNAL;
}

bool FindsConcerns(v1::AuditType type) {
  return type == v1::PRE_AUDIT || type == v1::INITIAL_STAGE_1;
}

rules::AuditKind KindOf(v1::AuditType type) {
  switch (type) {
    case v1::PRE_AUDIT:
    case v1::INITIAL_STAGE_1:
      return rules::AuditKind::kStage1;
    case v1::CERTIFICATION_STAGE_2:
      return rules::AuditKind::kStage2;
    case v1::SURVEILLANCE:
      return rules::AuditKind::kSurveillance;
    case v1::SPECIAL:
      return rules::AuditKind::kSpecial;
    case v1::RECERTIFICATION:
      return rules::AuditKind::kRecertification;
    default:
      return rules::AuditKind::kInternal;
  }
}

bool IsNonconformity(v1::Grade grade) {
  return grade == v1::MAJOR || grade == v1::MINOR;
}

rules::Grade GradeOf(v1::Grade grade) {
  return grade == v1::MAJOR   ? rules::Grade::kMajor
         : grade == v1::MINOR ? rules::Grade::kMinor
                              : rules::Grade::kOpportunity;
}

rules::AuditDays PlannedDays(const v1::Audit& audit) {
  Date from = DayIn(audit.planned_from(), Date::Earliest());
  return {from, DayIn(audit.planned_to(), from)};
}

bool IsCancelled(const v1::Audit& audit) {
  return audit.state() == v1::Audit::CANCELLED;
}

std::string NameOf(const v1::Audit& audit) {
  const std::string& day = audit.last_day().empty() ? audit.planned_to() : audit.last_day();
  return TitleOf(audit.type()) + " of " + day;
}

bool IsReported(const v1::Audit& audit) {
  return audit.state() == v1::Audit::REPORTED || audit.state() == v1::Audit::CLOSED;
}

}  // namespace assay::audits
