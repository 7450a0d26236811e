#include "services/audits/domain/audit_days.h"

#include <algorithm>

#include "assay/rules/standard.h"

namespace assay::audits {
namespace {

constexpr size_t kWholeDigitsMax = 4;

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int64_t NumberOf(std::string_view digits) {
  int64_t number = 0;
  for (char digit : digits) {
    number = number * 10 + (digit - '0');
  }
  return number;
}

}  // namespace

std::optional<int64_t> HundredthsIn(const std::string& text) {
  size_t dot = std::min(text.find('.'), text.size());
  std::string whole = text.substr(0, dot);
  std::string fraction = dot < text.size() ? text.substr(dot + 1) : "0";
  if (whole.empty() || whole.size() > kWholeDigitsMax || fraction.empty() || fraction.size() > 2 ||
      !AllDigits(whole) || !AllDigits(fraction)) {
    return std::nullopt;
  }
  fraction.resize(2, '0');
  return NumberOf(whole) * 100 + NumberOf(fraction);
}

std::string DaysText(int64_t hundredths) {
  std::string fraction = std::to_string(100 + hundredths % 100).substr(1);
  while (!fraction.empty() && fraction.back() == '0') {
    fraction.pop_back();
  }
  return std::to_string(hundredths / 100) + (fraction.empty() ? "" : "." + fraction);
}

int64_t OfferedDays(const google::protobuf::RepeatedPtrField<v1::AuditDays>& offer,
                    const std::string& standard, v1::Stage stage) {
  int64_t sum = 0;
  for (const v1::AuditDays& days : offer) {
    if (days.stage() == stage && SameStandard(days.standard(), standard)) {
      sum += HundredthsIn(days.days()).value_or(0);
    }
  }
  return sum;
}

std::optional<rules::AuditTimeTable> TableOf(const v1::CertificationBody& body,
                                             const std::string& standard) {
  for (const v1::AuditTimeTable& table : body.audit_time_tables()) {
    if (SameStandard(table.standard(), standard)) {
      rules::AuditTimeTable known{.standard = rules::StandardKey(standard),
                                  .category = {},
                                  .basis = table.basis(),
                                  .rows = {}};
      for (const v1::AuditTimeBand& band : table.bands()) {
        known.rows.push_back({.persons_max = band.persons_max(),
                              .hundredth_days = HundredthsIn(band.days()).value_or(0)});
      }
      return known;
    }
  }
  return std::nullopt;
}

}  // namespace assay::audits
