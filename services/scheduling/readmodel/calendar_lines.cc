#include "services/scheduling/readmodel/calendar_lines.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "assay/aggregate/outcome.h"
#include "assay/rules/standard.h"
#include "assay/rules/transition.h"

namespace assay::scheduling {
namespace {

using aggregate::QueryContext;
using Lines = std::vector<v1::CalendarLine>;

v1::CalendarLine Line(const std::string& kind, const std::string& title,
                      const std::string& first_day, const std::string& last_day,
                      const std::string& subject_id) {
  v1::CalendarLine line;
  line.set_kind(kind);
  line.set_title(title);
  line.set_first_day(first_day);
  line.set_last_day(last_day);
  line.set_subject_id(subject_id);
  return line;
}

// Overdue: not done, and past.
void Add(v1::CalendarLine line, bool done, const std::string& today, Lines* lines) {
  line.set_done(done);
  line.set_overdue(!done && line.last_day() < today);
  lines->push_back(std::move(line));
}

void AddAppointments(const QueryContext& context, const std::string& today, Lines* lines) {
  for (const v1::Appointment& appointment : context.All<v1::Appointment>()) {
    if (appointment.state() == v1::Appointment::CANCELLED) {
      continue;
    }
    Add(Line("appointment", appointment.title(), appointment.planned_from(),
             appointment.planned_to(), appointment.subject_id()),
        appointment.state() == v1::Appointment::KEPT, today, lines);
  }
}

void AddDeadlines(const QueryContext& context, const std::string& today, Lines* lines) {
  for (const v1::Deadline& deadline : context.All<v1::Deadline>()) {
    if (deadline.state() == v1::Deadline::DROPPED) {
      continue;
    }
    Add(Line("deadline", deadline.title(), deadline.due_on(), deadline.due_on(),
             deadline.subject_id()),
        deadline.state() == v1::Deadline::MET, today, lines);
  }
}

// "surveillance-1" -> "Surveillance 1 (SU-1)".
std::string TitleOf(const v1::Window& window) {
  std::string title = window.key();
  std::replace(title.begin(), title.end(), '-', ' ');
  title.front() = title.front() == 's' ? 'S' : 'R';
  return title + " (" + window.rule() + ")";
}

// Windows and expiry of a journey's cycle, or of one certificate's; `of` follows the titles.
template <typename Programme>
void AddProgramme(const Programme& programme, const std::string& subject_id, const std::string& of,
                  const std::string& today, Lines* lines) {
  for (const v1::Window& window : programme.windows()) {
    Add(Line("window", TitleOf(window) + of, window.earliest(), window.latest(), subject_id),
        !window.done_on().empty(), today, lines);
  }
  Add(Line("expiry", "Certification expires" + of, programme.expires_on(), programme.expires_on(),
           subject_id),
      false, today, lines);
}

using Coverages = std::vector<v1::CoveredCertificate>;

// The journey's certificates, where at least one is on another cycle than the journey's; else none.
Coverages OnOwnCycles(const v1::Cycle& cycle, const Coverages& all) {
  Coverages certificates;
  bool differ = false;
  for (const v1::CoveredCertificate& one : all) {
    if (one.journey_id() == cycle.journey_id() && one.state() == v1::CoveredCertificate::COVERED &&
        !one.decided_on().empty()) {
      certificates.push_back(one);
      differ = differ || one.decided_on() != cycle.decided_on() ||
               one.expires_on() != cycle.expires_on();
    }
  }
  return differ ? certificates : Coverages();
}

void AddCycles(const QueryContext& context, const std::string& today, Lines* lines) {
  Coverages all = context.All<v1::CoveredCertificate>();
  for (const v1::Cycle& cycle : context.All<v1::Cycle>()) {
    if (cycle.state() != v1::Cycle::RUNNING) {
      continue;
    }
    Coverages own = OnOwnCycles(cycle, all);
    for (const v1::CoveredCertificate& certificate : own) {
      AddProgramme(certificate, certificate.id(), ": " + certificate.standard(), today, lines);
    }
    if (own.empty()) {
      AddProgramme(cycle, cycle.journey_id(), "", today, lines);
    }
  }
}

// The last day of an edition, for each certificate still to it.
void AddTransitions(const QueryContext& context, const std::string& today, Lines* lines) {
  for (const v1::CoveredCertificate& certificate : context.All<v1::CoveredCertificate>()) {
    auto transition = rules::TransitionOf(
        context.rules(), rules::StandardKey(certificate.standard()), certificate.edition());
    if (certificate.state() == v1::CoveredCertificate::COVERED && transition) {
      std::string ends_on = transition->ends_on.ToString();
      Add(Line("transition",
               "Move to " + certificate.standard() + ":" + transition->to_edition + " (ET-1)",
               ends_on, ends_on, certificate.id()),
          false, today, lines);
    }
  }
}

bool Before(const v1::CalendarLine& a, const v1::CalendarLine& b) {
  auto key = [](const v1::CalendarLine& line) {
    return std::tie(line.first_day(), line.last_day(), line.kind(), line.title(),
                    line.subject_id());
  };
  return key(a) < key(b);
}

}  // namespace

aggregate::Answer<v1::Calendar> ShowCalendar(const v1::ShowCalendar& query,
                                             const QueryContext& context) {
  if (query.to() < query.from()) {
    return aggregate::Refuse("from-after-to",
                             "The calendar cannot end on " + query.to() + ", before it begins on " +
                                 query.from() + ": swap the two days.",
                             "to");
  }
  Lines lines;
  std::string today = context.on().ToString();
  AddAppointments(context, today, &lines);
  AddDeadlines(context, today, &lines);
  AddCycles(context, today, &lines);
  AddTransitions(context, today, &lines);
  std::erase_if(lines, [&](const v1::CalendarLine& line) {
    return line.last_day() < query.from() || line.first_day() > query.to();
  });
  std::sort(lines.begin(), lines.end(), Before);
  v1::Calendar calendar;
  calendar.mutable_lines()->Assign(lines.begin(), lines.end());
  return calendar;
}

}  // namespace assay::scheduling
