#include "services/audits/domain/quotation.h"

#include <list>

#include "assay/rules/standard.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/audit_days.h"
#include "services/audits/domain/certification_body.h"

namespace assay::audits {
namespace {

Objection ObjectToOffer(const v1::RecordQuotation& command, const v1::Enquiry& enquiry,
                        const v1::Journey& journey) {
  Objection objection =
      First({When(enquiry.state() == v1::Enquiry::DECLINED, "enquiry-declined",
                  "This enquiry was declined; a quotation answers an open one.", "enquiryId"),
             ObjectToOrder(command.occurred_on(), enquiry.sent_on(), "the enquiry"),
             When(command.valid_until() < command.occurred_on(), "validity-over",
                  "A quotation is valid until the day it is received or longer.", "validUntil")});
  for (const v1::AuditDays& days : command.audit_days()) {
    if (!objection && !HoldsStandard(journey.standards(), days.standard())) {
      objection = Refuse("standard-outside-journey",
                         days.standard() + " is not a standard of this journey.", "auditDays");
    }
    if (!objection && !HundredthsIn(days.days())) {
      objection =
          Refuse("days-not-exact", "Audit days are a number with at most two places, such as 9.5.",
                 "auditDays");
    }
  }
  return objection;
}

void AddFlags(const rules::Judgement& judgement, const std::string& standard,
              std::vector<v1::QuotationFlag>* flags) {
  for (const rules::Breach& breach : judgement.breaches()) {
    v1::QuotationFlag& flag = flags->emplace_back();
    flag.set_rule(breach.rule);
    flag.set_standard(standard);
    flag.set_message(breach.message);
  }
}

}  // namespace

std::vector<v1::QuotationFlag> FlagsOf(const v1::Quotation& offer, const v1::Journey& journey,
                                       const v1::CertificationBody& body,
                                       const rules::Ruleset& ruleset, Date day) {
  std::vector<v1::QuotationFlag> flags;
  std::list<rules::AuditTimeTable> tables;  // outlive the lines that point to them
  std::vector<rules::QuotationLine> lines;
  int64_t offered = 0;
  for (const std::string& standard : journey.standards()) {
    rules::QuotationLine line{.standard = rules::StandardKey(standard),
                              .persons = journey.personnel(),
                              .integrated = offer.combined()};
    line.offered = OfferedDays(offer.audit_days(), standard, v1::STAGE_1) +
                   OfferedDays(offer.audit_days(), standard, v1::STAGE_2);
    line.accredited = OffersAccredited(body, offer.unaccredited_standards(), standard, day);
    if (auto table = TableOf(body, standard)) {
      line.body_table = &tables.emplace_back(*std::move(table));
    }
    offered += line.offered;
    AddFlags(rules::JudgeQuotationLine(ruleset, Basis::kFact, line), standard, &flags);
    lines.push_back(std::move(line));
  }
  if (offer.combined()) {
    AddFlags(rules::JudgeIntegratedOffer(ruleset, Basis::kFact, lines, offered), "", &flags);
  }
  return flags;
}

bool OffersAccredited(const v1::CertificationBody& body, const Texts& unaccredited,
                      const std::string& standard, Date day) {
  return IsAccredited(body, standard, day) && !HoldsStandard(unaccredited, standard);
}

Outcome DecideRecordQuotation(const v1::Quotation& /*quotation*/,
                              const v1::RecordQuotation& command, const Context& context) {
  const auto* enquiry = context.Find<v1::Enquiry>(command.enquiry_id());
  const auto* journey = context.Find<v1::Journey>(enquiry->journey_id());
  const auto* body = context.Find<v1::CertificationBody>(enquiry->body_id());
  if (Objection objection = ObjectToOffer(command, *enquiry, *journey)) {
    return *objection;
  }
  v1::QuotationRecorded recorded;
  schema::CopyFields(command, &recorded);
  recorded.set_journey_id(enquiry->journey_id());
  recorded.set_body_id(enquiry->body_id());
  v1::Quotation offer;
  schema::Fold(recorded, &offer);
  for (v1::QuotationFlag& flag : FlagsOf(offer, *journey, *body, *context.rules,
                                         DayIn(command.occurred_on(), context.today))) {
    *recorded.add_flags() = std::move(flag);
  }
  return Outcome().Begin(command.id(), recorded);
}

}  // namespace assay::audits
