#include "services/audits/readmodel/quotation_comparison.h"

#include "assay/rules/standard.h"
#include "services/audits/domain/audit_days.h"
#include "services/audits/domain/certification_body.h"
#include "services/audits/domain/quotation.h"

namespace assay::audits {
namespace {

// Nothing where nothing was offered.
std::string DaysOr(int64_t hundredths) {
  return hundredths == 0 ? "" : DaysText(hundredths);
}

v1::StandardOffer OfferFor(const std::string& standard, const v1::Quotation& quotation,
                           const v1::CertificationBody& body, uint32_t personnel,
                           const aggregate::QueryContext& context) {
  v1::StandardOffer offer;
  offer.set_standard(standard);
  const auto& days = quotation.audit_days();
  offer.set_stage1_days(DaysOr(OfferedDays(days, standard, v1::STAGE_1)));
  offer.set_stage2_days(DaysOr(OfferedDays(days, standard, v1::STAGE_2)));
  offer.set_surveillance_days(DaysOr(OfferedDays(days, standard, v1::SURVEILLANCE_YEAR)));
  offer.set_recertification_days(DaysOr(OfferedDays(days, standard, v1::RECERTIFICATION_AUDIT)));
  std::optional<rules::AuditTimeTable> own = TableOf(body, standard);
  rules::AuditTime time =
      rules::AuditTimeFor(context.RulesFor(quotation.body_id()), rules::StandardKey(standard), "",
                          personnel, own ? &*own : nullptr);
  if (time.answer == rules::AuditTimeAnswer::kKnown) {
    offer.set_table_days(DaysText(time.table));
    offer.set_floor_days(DaysText(time.floor));
    offer.set_table_basis(time.basis);
  }
  offer.set_accredited(OffersAccredited(body, quotation.unaccredited_standards(), standard,
                                        DayIn(quotation.received_on(), context.on())));
  return offer;
}

v1::QuotationColumn ColumnOf(const v1::Quotation& quotation, const v1::Journey& journey,
                             const aggregate::QueryContext& context) {
  v1::CertificationBody body;
  if (auto known = context.Find<v1::CertificationBody>(quotation.body_id())) {
    body = *known;
  }
  v1::QuotationColumn column;
  column.set_quotation_id(quotation.id());
  column.set_body_id(quotation.body_id());
  column.set_body(body.name());
  *column.mutable_price() = quotation.price();
  column.set_valid_until(quotation.valid_until());
  column.set_conditions(quotation.conditions());
  for (const std::string& standard : journey.standards()) {
    *column.add_standards() = OfferFor(standard, quotation, body, journey.personnel(), context);
  }
  for (v1::QuotationFlag& flag :
       FlagsOf(quotation, journey, body, context.RulesFor(quotation.body_id()),
               DayIn(quotation.received_on(), context.on()))) {
    *column.add_flags() = std::move(flag);
  }
  column.set_state(quotation.state());
  return column;
}

}  // namespace

aggregate::Answer<v1::QuotationComparison> AnswerCompareQuotations(
    const v1::CompareQuotations& query, const aggregate::QueryContext& context) {
  auto journey = context.Find<v1::Journey>(query.id());
  if (journey == nullptr) {
    return Refuse("not-found", "There is no journey with this id.", "id");
  }
  v1::QuotationComparison comparison;
  for (const v1::Quotation& quotation : context.All<v1::Quotation>()) {
    if (quotation.journey_id() == query.id()) {
      *comparison.add_columns() = ColumnOf(quotation, *journey, context);
    }
  }
  return comparison;
}

}  // namespace assay::audits
