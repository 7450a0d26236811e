#include "assay/calendar/icalendar.h"

#include <gtest/gtest.h>

#include <vector>

#include "assay/base/clock.h"
#include "tests/libs/calendar/dates.h"

namespace assay::calendar {
namespace {

DayEvent Audit() {
  return {.uid = "0190a1b2@assay",
          .summary = "Surveillance audit",
          .first = D("2027-05-12"),
          .last = D("2027-05-14"),
          .changed_us = ParseInstant("2026-11-21T09:00:00Z").value(),
          .sequence = 2};
}

std::string Write(const DayEvent& event) {
  return WriteICalendar("Fjordlicht", std::span(&event, 1)).value();
}

// The stream as a reader sees it: folded lines joined, checked for their ends and lengths on the
// way.
std::vector<std::string> Lines(const std::string& stream) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < stream.size();) {
    size_t end = stream.find("\r\n", at);
    EXPECT_NE(end, std::string::npos) << "a line without CRLF";
    if (end == std::string::npos) {
      break;
    }
    std::string line = stream.substr(at, end - at);
    EXPECT_LE(line.size(), 75U) << line;
    EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos);
    if (line.starts_with(' ')) {
      // A character is cut when a continuation begins with one of its later bytes.
      EXPECT_NE(static_cast<unsigned char>(line.size() > 1 ? line[1] : 'x') & 0xc0, 0x80) << line;
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
    at = end + 2;
  }
  return lines;
}

bool Has(const std::string& stream, const std::string& line) {
  for (const std::string& found : Lines(stream)) {
    if (found == line) {
      return true;
    }
  }
  return false;
}

TEST(ICalendar, TheEndOfAnAuditIsExclusive_V_ICS_1) {
  std::string stream = Write(Audit());
  EXPECT_TRUE(Has(stream, "DTSTART;VALUE=DATE:20270512")) << stream;
  EXPECT_TRUE(Has(stream, "DTEND;VALUE=DATE:20270515")) << stream;
}

TEST(ICalendar, OneDayAtTheEndOfAYearEndsOnNewYear) {
  DayEvent event = Audit();
  event.first = event.last = D("2199-12-31");
  EXPECT_TRUE(Has(Write(event), "DTEND;VALUE=DATE:22000101"));
}

TEST(ICalendar, TheStreamHasWhatReadersRequire) {
  std::string stream = Write(Audit());
  for (std::string line :
       {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Assay//Certification programme//EN",
        "BEGIN:VEVENT", "UID:0190a1b2@assay", "DTSTAMP:20261121T090000Z",
        "LAST-MODIFIED:20261121T090000Z", "SEQUENCE:2", "STATUS:CONFIRMED", "TRANSP:OPAQUE",
        "SUMMARY:Surveillance audit", "END:VEVENT", "END:VCALENDAR"}) {
    EXPECT_TRUE(Has(stream, line)) << line << "\n" << stream;
  }
}

TEST(ICalendar, ACancelledDeadlineStaysInTheFeed) {
  DayEvent event = Audit();
  event.cancelled = true;
  event.busy = false;
  EXPECT_TRUE(Has(Write(event), "STATUS:CANCELLED"));
  EXPECT_TRUE(Has(Write(event), "TRANSP:TRANSPARENT"));
}

TEST(ICalendar, SpecialCharactersAreEscaped) {
  DayEvent event = Audit();
  event.summary = "a;b,c\\d\r\nnext\rlast\n\tend";
  EXPECT_TRUE(Has(Write(event), "SUMMARY:a\\;b\\,c\\\\d\\nnext\\nlast\\n end")) << Write(event);
}

TEST(ICalendar, NoTextCanAddALineOfItsOwn) {
  DayEvent event = Audit();
  const std::string evil = std::string("x\r\nEND:VEVENT\nBEGIN:VALARM\0\x7f", 28);
  event.summary = event.description = event.location = event.url = evil;
  std::string stream = WriteICalendar(evil, std::span(&event, 1)).value();
  int ends = 0;
  for (const std::string& line : Lines(stream)) {
    ends += line == "END:VEVENT" ? 1 : 0;
    EXPECT_FALSE(line.starts_with("BEGIN:VALARM")) << stream;
  }
  EXPECT_EQ(ends, 1) << stream;
}

TEST(ICalendar, LongLinesAreFoldedBetweenCharacters) {
  for (std::string shift : {"", "x", "xx", "xxx"}) {
    DayEvent event = Audit();
    event.summary = shift;
    event.description = shift;
    for (int i = 0; i < 100; ++i) {
      event.summary += "\xc3\xa9";              // two octets
      event.description += "\xf0\x9f\x98\x80";  // four
    }
    std::string stream = Write(event);
    EXPECT_TRUE(Has(stream, "SUMMARY:" + event.summary)) << stream;
    EXPECT_TRUE(Has(stream, "DESCRIPTION:" + event.description)) << stream;
  }
}

TEST(ICalendar, TheSameInputGivesTheSameBytes) {
  EXPECT_EQ(Write(Audit()), Write(Audit()));
}

TEST(ICalendar, AnEmptyFeedIsAFeed) {
  std::string stream = WriteICalendar("Fjordlicht", {}).value();
  EXPECT_TRUE(Has(stream, "X-WR-CALNAME:Fjordlicht")) << stream;
}

TEST(ICalendar, ImpossibleEventsAreRefusedByName) {
  std::vector<DayEvent> events(6, Audit());
  events[0].uid = "";
  events[1].uid = "a b";
  events[2].last = D("2027-05-11");
  events[3].sequence = -1;
  events[4].summary = "\xc3";
  events[5].changed_us = -1;
  for (const DayEvent& event : events) {
    Result<std::string> stream = WriteICalendar("Fjordlicht", std::span(&event, 1));
    EXPECT_EQ(stream.status().code(), StatusCode::kInvalidArgument) << event.uid;
  }
  EXPECT_FALSE(WriteICalendar("\xff", {}).ok());
}

TEST(ICalendar, TextThatIsNotUtf8IsFoundInAllItsForms) {
  for (std::string text : {"\x80", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                           "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xe2\x28\xa1"}) {
    DayEvent event = Audit();
    event.location = text;
    EXPECT_FALSE(WriteICalendar("Fjordlicht", std::span(&event, 1)).ok());
  }
}

}  // namespace
}  // namespace assay::calendar
