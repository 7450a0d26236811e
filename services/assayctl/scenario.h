#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assay/base/status.h"
#include "assay/calendar/date.h"

namespace assay::ctl {

// A user that the scenario plays, with roles in its organisation; `person` is the label of a
// person.
struct Player {
  std::vector<std::string> roles;
  std::string person;
};

// One line of the play: a command with its expected outcome, or a look at something with what it
// should show.
struct Step {
  int line = 0;
  std::string on;    // business date; the clock is moved there first
  std::string who;   // label of a player
  std::string does;  // "audits.RaiseFinding"; empty: a check
  std::string id;    // label of the addressed record
  boost::json::object with;
  std::string refused;         // expected rule or code; empty: accepted
  std::string warned;          // expected rule among the warnings; empty: not looked at
  std::string look;            // path below the organisation
  boost::json::object expect;  // dotted path -> expected text of the value
  bool unshifted = false;      // done only where dates are those of the file
  std::string note;
};

// A readable play (docs/formats/scenario.md): TOML with labels for ids and dates as of `base`.
//
//   "@label" is the id of label; "@action of label" the id that a reaction derives; dates are
//   shifted by whole weeks so that `base` lies within the last week before the day it is played.
struct Scenario {
  std::string title;
  calendar::Date base = calendar::Date::Earliest();
  std::string organisation;  // label
  std::map<std::string, Player> players;
  std::vector<Step> steps;
};

// InvalidArgument, naming the line, for malformed TOML, unknown keys, labels of unknown players or
// a step that says nothing.
Result<Scenario> ParseScenario(const std::string& toml, const std::string& name);

// The id of a label: the same in every play of the same scenario title.
std::string IdOf(const Scenario& scenario, const std::string& label);

// Resolves labels and shifts dates in a text; everything else stays.
std::string Resolve(const Scenario& scenario, int64_t shift_days, const std::string& text);
void ResolveAll(const Scenario& scenario, int64_t shift_days, boost::json::value* value);

// Whole weeks from base to the last day not after `today`, in days.
int64_t ShiftDays(const Scenario& scenario, calendar::Date today);

}  // namespace assay::ctl
