#include "services/audits/domain/certification_body.h"

#include "services/audits/domain/audit_days.h"

namespace assay::audits {
namespace {

// The element of a list of accreditations, endings or tables that is about the standard; null when
// there is none.
template <typename List>
const typename List::value_type* FindStandard(const List& list, const std::string& standard) {
  for (const auto& element : list) {
    if (SameStandard(element.standard(), standard)) {
      return &element;
    }
  }
  return nullptr;
}

template <typename List>
std::string SpellingIn(const List& list, const std::string& standard) {
  const auto* element = FindStandard(list, standard);
  return element == nullptr ? "" : element->standard();
}

Objection ObjectToBands(const v1::AuditTimeTable& table) {
  uint32_t persons = 0;
  int64_t days = 0;
  for (const v1::AuditTimeBand& band : table.bands()) {
    int64_t band_days = HundredthsIn(band.days()).value_or(0);
    if (band.persons_max() <= persons || band_days <= 0 || band_days < days) {
      return Refuse("bands-not-rising",
                    "The bands of a table rise in persons, and days never fall; the band up to " +
                        std::to_string(band.persons_max()) + " persons does not follow.",
                    "table.bands");
    }
    persons = band.persons_max();
    days = band_days;
  }
  return std::nullopt;
}

}  // namespace

Outcome DecideRecordAccreditation(const v1::CertificationBody& body,
                                  const v1::RecordAccreditation& command,
                                  const Context& /*context*/) {
  const std::string& standard = command.accreditation().standard();
  v1::AccreditationRecorded recorded;
  recorded.set_replaced(SpellingIn(body.accreditations(), standard));
  recorded.set_resumed(SpellingIn(body.ended_accreditations(), standard));
  *recorded.mutable_accreditation() = command.accreditation();
  return Outcome().Then(body.id(), recorded);
}

Outcome DecideEndAccreditation(const v1::CertificationBody& body,
                               const v1::EndAccreditation& command, const Context& /*context*/) {
  const v1::Accreditation* held = FindStandard(body.accreditations(), command.standard());
  if (held == nullptr) {
    return Refuse("not-accredited",
                  "The body has no accreditation for " + command.standard() + " that could end.",
                  "standard");
  }
  v1::AccreditationEnded ended;
  ended.set_standard(held->standard());
  ended.set_replaced(SpellingIn(body.ended_accreditations(), command.standard()));
  ended.set_occurred_on(command.occurred_on());
  ended.set_reason(command.reason());
  ended.mutable_ended()->set_standard(held->standard());
  ended.mutable_ended()->set_ended_on(command.occurred_on());
  ended.mutable_ended()->set_reason(command.reason());
  return Outcome().Then(body.id(), ended);
}

Outcome DecideRecordAuditTimeTable(const v1::CertificationBody& body,
                                   const v1::RecordAuditTimeTable& command,
                                   const Context& /*context*/) {
  if (Objection objection = ObjectToBands(command.table())) {
    return *objection;
  }
  v1::AuditTimeTableRecorded recorded;
  recorded.set_replaced(SpellingIn(body.audit_time_tables(), command.table().standard()));
  *recorded.mutable_table() = command.table();
  return Outcome().Then(body.id(), recorded);
}

bool IsAccredited(const v1::CertificationBody& body, const std::string& standard, Date day) {
  const v1::Accreditation* held = FindStandard(body.accreditations(), standard);
  return held != nullptr && DayIn(held->valid_until(), day) >= day;
}

std::optional<Date> AccreditationLost(const v1::CertificationBody& body,
                                      const std::string& standard, Date day) {
  if (IsAccredited(body, standard, day)) {
    return std::nullopt;
  }
  const v1::Accreditation* lapsed = FindStandard(body.accreditations(), standard);
  if (lapsed != nullptr) {
    return DateIn(lapsed->valid_until());
  }
  const v1::EndedAccreditation* ended = FindStandard(body.ended_accreditations(), standard);
  return ended == nullptr ? std::nullopt : DateIn(ended->ended_on());
}

}  // namespace assay::audits
