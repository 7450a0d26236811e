#pragma once

#include <string_view>

#include "assay/calendar/date.h"

namespace assay::calendar {

// A date that the test's author wrote correctly.
inline Date D(std::string_view text) {
  return Date::Parse(text).value();
}

}  // namespace assay::calendar
