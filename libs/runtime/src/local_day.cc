#include "local_day.h"

#include "assay/calendar/zone.h"
#include "assay/schema/fold.h"

namespace assay::runtime {

Result<LocalDay> LocalDay::At(int64_t instant_us, std::optional<calendar::Date> asked,
                              std::string organisation, aggregate::FactSource* facts) {
  LocalDay day;
  day.instant_us_ = instant_us;
  day.asked_ = asked.has_value();
  day.facts_ = facts;
  if (asked) {
    day.general_ = *asked;
  } else {
    ASSAY_ASSIGN_OR_RETURN(day.general_, calendar::DateAt(instant_us, facts->ZoneOf(organisation)));
  }
  day.organisation_ = std::move(organisation);
  return day;
}

calendar::Date LocalDay::Of(const schema::RecordType& type,
                            const google::protobuf::Message& record) {
  for (const schema::ReadType& place : type.today) {
    const auto* field = record.GetDescriptor()->FindFieldByName(place.options.field());
    std::vector<std::string> ids = schema::FieldTexts(record, field);
    if (asked_ || ids.empty() || ids.front().empty()) {
      continue;
    }
    auto [at, is_new] = known_.try_emplace(ids.front());
    if (is_new) {
      at->second = DayAt(place, ids.front());
    }
    if (at->second) {
      return *at->second;
    }
  }
  return general_;
}

std::optional<calendar::Date> LocalDay::DayAt(const schema::ReadType& place,
                                              const std::string& id) {
  auto found = facts_->Find(place.record->service, place.record->state, organisation_, id);
  std::string zone = found.ok() && *found != nullptr ? schema::FieldText(**found, "zone") : "";
  Result<calendar::Date> day = zone.empty() ? Result<calendar::Date>(NotFound("no zone"))
                                            : calendar::DateAt(instant_us_, zone);
  return day.ok() ? std::optional(*day) : std::nullopt;
}

}  // namespace assay::runtime
