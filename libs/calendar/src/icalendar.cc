#include "assay/calendar/icalendar.h"

#include <date/date.h>
#include <libical/ical.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "utf8.h"

namespace assay::calendar {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

struct FreeText {
  void operator()(char* text) const { std::free(text); }
};

constexpr std::string_view kProductId = "-//Assay//Certification programme//EN";

// One kind of line end, and no other control characters: libical would write those as escapes that
// RFC 5545 does not know.
std::string Printable(const std::string& text) {
  std::string clean;
  clean.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\r') {
      clean.push_back('\n');
      if (i + 1 < text.size() && text[i + 1] == '\n') {
        ++i;
      }
    } else {
      clean.push_back(byte == '\n' || (byte >= 0x20 && byte != 0x7f) ? text[i] : ' ');
    }
  }
  return clean;
}

icaltimetype ToICalendar(Date date) {
  icaltimetype time = icaltime_null_date();
  time.year = date.year();
  time.month = date.month();
  time.day = date.day();
  return time;
}

icaltimetype ToICalendar(int64_t unix_us) {
  auto instant = ::date::floor<std::chrono::seconds>(
      ::date::sys_time<std::chrono::microseconds>(std::chrono::microseconds(unix_us)));
  auto day = ::date::floor<::date::days>(instant);
  ::date::year_month_day civil(day);
  ::date::hh_mm_ss<std::chrono::seconds> clock(instant - day);
  icaltimetype time = icaltime_null_time();
  time.year = static_cast<int>(civil.year());
  time.month = static_cast<int>(static_cast<unsigned>(civil.month()));
  time.day = static_cast<int>(static_cast<unsigned>(civil.day()));
  time.hour = static_cast<int>(clock.hours().count());
  time.minute = static_cast<int>(clock.minutes().count());
  time.second = static_cast<int>(clock.seconds().count());
  time.zone = icaltimezone_get_utc_timezone();
  return time;
}

bool IsUid(const std::string& uid) {
  return !uid.empty() &&
         std::all_of(uid.begin(), uid.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Status CheckEvent(const DayEvent& event) {
  if (!IsUid(event.uid)) {
    return InvalidArgument("an event of the feed has no uid of printing characters");
  }
  if (event.last < event.first) {
    return InvalidArgument("event " + event.uid + " ends before it begins");
  }
  if (event.sequence < 0) {
    return InvalidArgument("event " + event.uid + " has a negative sequence");
  }
  constexpr int64_t kInstantMax = int64_t{253'402'300'799} * 1'000'000;  // year 9999
  if (event.changed_us < 0 || event.changed_us > kInstantMax) {
    return InvalidArgument("event " + event.uid + " was changed at an impossible instant");
  }
  for (const std::string* text :
       {&event.summary, &event.description, &event.location, &event.url}) {
    if (!IsUtf8(*text)) {
      return InvalidArgument("event " + event.uid + " has text that is not UTF-8");
    }
  }
  return OkStatus();
}

void AddTexts(const DayEvent& event, icalcomponent* to) {
  icalcomponent_add_property(to, icalproperty_new_summary(Printable(event.summary).c_str()));
  if (!event.description.empty()) {
    icalcomponent_add_property(to,
                               icalproperty_new_description(Printable(event.description).c_str()));
  }
  if (!event.location.empty()) {
    icalcomponent_add_property(to, icalproperty_new_location(Printable(event.location).c_str()));
  }
  if (!event.url.empty()) {
    // A URI is written as it stands, so a line end in it would begin a new line of the stream.
    std::string url = Printable(event.url);
    std::replace(url.begin(), url.end(), '\n', ' ');
    icalcomponent_add_property(to, icalproperty_new_url(url.c_str()));
  }
}

Component ToComponent(const DayEvent& event) {
  Component component(icalcomponent_new(ICAL_VEVENT_COMPONENT));
  icalcomponent* to = component.get();
  icaltimetype changed = ToICalendar(event.changed_us);
  icalcomponent_add_property(to, icalproperty_new_uid(event.uid.c_str()));
  icalcomponent_add_property(to, icalproperty_new_dtstamp(changed));
  icalcomponent_add_property(to, icalproperty_new_lastmodified(changed));
  icalcomponent_add_property(to, icalproperty_new_sequence(event.sequence));
  icalcomponent_add_property(to, icalproperty_new_dtstart(ToICalendar(event.first)));
  icaltimetype end = ToICalendar(event.last);
  icaltime_adjust(&end, 1, 0, 0, 0);  // exclusive
  icalcomponent_add_property(to, icalproperty_new_dtend(end));
  AddTexts(event, to);
  icalcomponent_add_property(
      to, icalproperty_new_status(event.cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
  icalcomponent_add_property(
      to, icalproperty_new_transp(event.busy ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
  return component;
}

Component NewCalendar(const std::string& name) {
  Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  icalcomponent* to = calendar.get();
  icalcomponent_add_property(to, icalproperty_new_version("2.0"));
  icalcomponent_add_property(to, icalproperty_new_prodid(std::string(kProductId).c_str()));
  icalcomponent_add_property(to, icalproperty_new_calscale("GREGORIAN"));
  icalproperty* title = icalproperty_new_x(Printable(name).c_str());
  icalproperty_set_x_name(title, "X-WR-CALNAME");  // no standard property is as widely read
  icalcomponent_add_property(to, title);
  return calendar;
}

}  // namespace

Result<std::string> WriteICalendar(const std::string& name, std::span<const DayEvent> events) {
  if (!IsUtf8(name)) {
    return InvalidArgument("the feed's name is not UTF-8");
  }
  Component calendar = NewCalendar(name);
  for (const DayEvent& event : events) {
    ASSAY_RETURN_IF_ERROR(CheckEvent(event));
    icalcomponent_add_component(calendar.get(), ToComponent(event).release());
  }
  std::unique_ptr<char, FreeText> text(icalcomponent_as_ical_string_r(calendar.get()));
  if (text == nullptr) {
    return Internal("libical could not write the feed");
  }
  return std::string(text.get());
}

}  // namespace assay::calendar
