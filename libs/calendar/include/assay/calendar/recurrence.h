#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "assay/base/status.h"
#include "assay/calendar/date.h"

namespace assay::calendar {

enum class RecurrenceUnit : uint8_t { kDay, kWeek, kMonth, kYear };

// A date that comes back: the anchor is occurrence 0, and occurrence i is computed from the anchor
// alone (D3), so a monthly one anchored on the 31st returns to the 31st after a short month.
struct Recurrence {
  static constexpr int64_t kEveryMax = 1'000;

  Date anchor;
  int64_t every = 1;  // units between occurrences, 1..kEveryMax
  RecurrenceUnit unit = RecurrenceUnit::kYear;
  std::optional<Date> until = {};  // last date on which one may fall; none: for ever
};

// InvalidArgument when `every` is out of bounds or `until` lies before the anchor.
Status Check(const Recurrence& recurrence);

// Occurrence `index`, or none after `until` or the latest date. REQUIRES: Check is ok and index is
// not negative.
std::optional<Date> Occurrence(const Recurrence& recurrence, int64_t index);

// The first occurrence on or after `from`. REQUIRES: Check is ok.
std::optional<Date> NextOccurrence(const Recurrence& recurrence, Date from);

// The occurrences from `from` to `to`, both included, at most `limit` of them. REQUIRES: Check is
// ok.
std::vector<Date> Occurrences(const Recurrence& recurrence, Date from, Date to, size_t limit);

}  // namespace assay::calendar
