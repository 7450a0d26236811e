#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "assay/base/status.h"
#include "assay/calendar/date.h"

namespace assay::calendar {

// An all-day event of a feed: an audit, a session or a deadline. Texts are UTF-8.
struct DayEvent {
  std::string uid;  // the same for ever, whatever else changes; never empty
  std::string summary;
  std::string description = {};  // may have several lines
  std::string location = {};
  std::string url = {};
  Date first;
  Date last;               // the last day of it, included; never before `first`
  int64_t changed_us = 0;  // UTC microseconds of the last change: DTSTAMP and LAST-MODIFIED
  int sequence = 0;        // how often it was changed; never negative
  bool cancelled = false;  // stays in the feed with STATUS:CANCELLED, so that subscribers drop it
  bool busy = true;        // false for deadlines: it takes up nobody's day (TRANSP:TRANSPARENT)
};

// An iCalendar stream (RFC 5545; rules.md 9.3) of all-day events named `name` for people: CRLF
// lines folded at 75 octets, never inside a character; DTEND is the day after the last. The same
// input gives the same bytes. Line ends of any kind in texts become newlines, other control
// characters become spaces. InvalidArgument, naming the event, for an empty or non-printing uid, a
// last day before the first, a negative sequence, an instant before 1970, or text that is not
// UTF-8.
Result<std::string> WriteICalendar(const std::string& name, std::span<const DayEvent> events);

}  // namespace assay::calendar
