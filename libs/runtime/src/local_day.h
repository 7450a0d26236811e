#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "assay/aggregate/facts.h"
#include "assay/calendar/date.h"
#include "assay/schema/catalog.h"

namespace assay::runtime {

// What day it is at the site or certification body that a record names (RecordType::today): what is
// computed when a record is read is judged on it, as its commands are. Of one request; one thread.
class LocalDay {
 public:
  // The day that `instant_us` falls on at each place, or `asked` everywhere. InvalidArgument for an
  // instant outside 1900 to 2199. `facts` outlives it.
  static Result<LocalDay> At(int64_t instant_us, std::optional<calendar::Date> asked,
                             std::string organisation, aggregate::FactSource* facts);

  // The organisation's.
  calendar::Date general() const { return general_; }
  // The record's; the organisation's where it names no place whose zone is known.
  calendar::Date Of(const schema::RecordType& type, const google::protobuf::Message& record);

 private:
  std::optional<calendar::Date> DayAt(const schema::ReadType& place, const std::string& id);

  int64_t instant_us_ = 0;
  bool asked_ = false;
  std::string organisation_;
  aggregate::FactSource* facts_ = nullptr;
  calendar::Date general_ = calendar::Date::Earliest();
  std::map<std::string, std::optional<calendar::Date>> known_;  // by the place's id
};

}  // namespace assay::runtime
