#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/audits/v1/application.pb.h"
#include "assay/audits/v1/audit.pb.h"
#include "assay/audits/v1/audit_report.pb.h"
#include "assay/audits/v1/audit_work.pb.h"
#include "assay/audits/v1/certificate.pb.h"
#include "assay/audits/v1/certification.pb.h"
#include "assay/audits/v1/certification_body.pb.h"
#include "assay/audits/v1/client_change.pb.h"
#include "assay/audits/v1/enquiry.pb.h"
#include "assay/audits/v1/exercise.pb.h"
#include "assay/audits/v1/finding.pb.h"
#include "assay/audits/v1/finding_response.pb.h"
#include "assay/audits/v1/journey.pb.h"
#include "assay/audits/v1/quotation.pb.h"
#include "assay/audits/v1/witness.pb.h"
#include "assay/calendar/date.h"
#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"
#include "assay/rules/nonconformity.h"

// What the rooms of this domain share: kinds of audits and findings in the words of the rules, and
// the small questions that every decision asks. Pure.
namespace assay::audits {

using aggregate::Context;
using aggregate::Outcome;
using aggregate::Refuse;
using calendar::Date;
using rules::Basis;

using Objection = std::optional<Rejection>;  // a reason to refuse, or none
using Texts = google::protobuf::RepeatedPtrField<std::string>;

// The first objection; none when nothing speaks against it.
Objection First(std::initializer_list<Objection> objections);
// `wrong` decides whether the objection is raised.
Objection When(bool wrong, std::string code, std::string message, std::string field = "");

// The date a validated field holds; none when it is empty.
std::optional<Date> DateIn(const std::string& text);
// The same, with `otherwise` for an empty field.
Date DayIn(const std::string& text, Date otherwise);
// Something that happened on `occurred_on` cannot have happened before `earlier` ("the report"); an
// empty date objects to nothing.
Objection ObjectToOrder(const std::string& occurred_on, const std::string& earlier,
                        const std::string& what, const std::string& field = "occurredOn");

bool Holds(const Texts& list, const std::string& value);
// The values of `part` that `whole` lacks.
std::vector<std::string> Beyond(const Texts& part, const Texts& whole);
std::vector<std::string> ToVector(const Texts& list);
std::string Join(const std::vector<std::string>& parts);

// By key: "ISO/IEC 27001" is among {"27001"}.
bool HoldsStandard(const Texts& standards, const std::string& standard);
bool SameStandard(const std::string& a, const std::string& b);
Objection ObjectToStandards(const Texts& standards, const Texts& permitted,
                            const std::string& of_what);

// By the certification body; the others are the organisation's own.
bool IsBodyAudit(v1::AuditType type);
// Pre-audit and stage 1: what is found is a concern, not yet a nonconformity.
bool FindsConcerns(v1::AuditType type);
rules::AuditKind KindOf(v1::AuditType type);

bool IsNonconformity(v1::Grade grade);
rules::Grade GradeOf(
    v1::Grade grade);  // REQUIRES: not a concern; observations count as opportunities

// The days of an audit, first to last, as planned.
rules::AuditDays PlannedDays(const v1::Audit& audit);
bool IsCancelled(const v1::Audit& audit);
// "the surveillance of 2025-05-22": by its last day, as reported or else as planned.
std::string NameOf(const v1::Audit& audit);
// A finished audit has its report.
bool IsReported(const v1::Audit& audit);

}  // namespace assay::audits
