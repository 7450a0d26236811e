#include "services/assayctl/scenario.h"

#include <toml++/toml.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <sstream>

#include "assay/base/id.h"

namespace assay::ctl {
namespace {

boost::json::value ToJson(const toml::node& node) {
  std::ostringstream text;
  if (const auto* table = node.as_table()) {
    boost::json::object object;
    for (const auto& [key, value] : *table) {
      object[std::string(key.str())] = ToJson(value);
    }
    return object;
  }
  if (const auto* array = node.as_array()) {
    boost::json::array values;
    for (const toml::node& value : *array) {
      values.push_back(ToJson(value));
    }
    return values;
  }
  if (const auto* flag = node.as_boolean()) {
    return flag->get();
  }
  if (const auto* number = node.as_integer()) {
    return number->get();
  }
  if (const auto* date = node.as_date()) {
    text << date->get();
    return boost::json::value(text.str());
  }
  return boost::json::value(node.value_or(std::string()));
}

boost::json::object ObjectAt(const toml::table& table, const char* key) {
  const toml::table* found = table[key].as_table();
  return found == nullptr ? boost::json::object() : ToJson(*found).as_object();
}

std::string TextAt(const toml::table& table, const char* key) {
  const toml::node* found = table.get(key);
  if (found == nullptr) {
    return "";
  }
  boost::json::value value = ToJson(*found);
  return value.is_string() ? std::string(value.as_string()) : "";
}

constexpr const char* kStepKeys[] = {"on",     "who",  "do",     "id",        "with", "refused",
                                     "warned", "look", "expect", "unshifted", "note"};

Result<Step> ParseStep(const toml::table& table, const Scenario& scenario,
                       const std::string& name) {
  Step step;
  step.line = static_cast<int>(table.source().begin.line);
  std::string at = name + ", line " + std::to_string(step.line) + ": ";
  for (const auto& [key, value] : table) {
    bool known = std::any_of(std::begin(kStepKeys), std::end(kStepKeys),
                             [&](const char* known_key) { return key.str() == known_key; });
    if (!known) {
      return InvalidArgument(at + "\"" + std::string(key.str()) + "\" is not a part of a step");
    }
  }
  step.on = TextAt(table, "on");
  step.who = TextAt(table, "who");
  step.does = TextAt(table, "do");
  step.id = TextAt(table, "id");
  step.with = ObjectAt(table, "with");
  step.refused = TextAt(table, "refused");
  step.warned = TextAt(table, "warned");
  step.look = TextAt(table, "look");
  step.expect = ObjectAt(table, "expect");
  step.unshifted = table["unshifted"].value_or(false);
  step.note = TextAt(table, "note");
  if (step.does.empty() == step.look.empty()) {
    return InvalidArgument(at + "a step either does something or looks at something");
  }
  if (step.unshifted && step.look.empty()) {
    return InvalidArgument(at + "only a look may be left out of shifted plays");
  }
  if (!step.on.empty() && !calendar::Date::Parse(step.on).ok()) {
    return InvalidArgument(at + "\"on\" is not a date");
  }
  if (!step.who.empty() && !scenario.players.contains(step.who)) {
    return InvalidArgument(at + "there is no player " + step.who);
  }
  return step;
}

Result<Scenario> Parse(const toml::table& root, const std::string& name) {
  Scenario scenario;
  scenario.title = root["title"].value_or(std::string());
  scenario.organisation = root["organisation"].value_or(std::string());
  Result<calendar::Date> base = calendar::Date::Parse(TextAt(root, "base"));
  if (scenario.title.empty() || scenario.organisation.empty() || !base.ok()) {
    return InvalidArgument(name + ": title, organisation and base (a date) are needed");
  }
  scenario.base = *base;
  if (const toml::table* players = root["players"].as_table()) {
    for (const auto& [label, node] : *players) {
      Player player;
      if (const toml::table* table = node.as_table()) {
        player.person = TextAt(*table, "person");
        if (const toml::array* roles = (*table)["roles"].as_array()) {
          for (const toml::node& role : *roles) {
            player.roles.push_back(role.value_or(std::string()));
          }
        }
      }
      scenario.players[std::string(label.str())] = player;
    }
  }
  if (const toml::array* steps = root["step"].as_array()) {
    for (const toml::node& node : *steps) {
      ASSAY_ASSIGN_OR_RETURN(Step step, ParseStep(*node.as_table(), scenario, name));
      scenario.steps.push_back(std::move(step));
    }
  }
  return scenario;
}

}  // namespace

Result<Scenario> ParseScenario(const std::string& text, const std::string& name) {
  try {
    return Parse(toml::parse(text, name), name);
  } catch (const toml::parse_error& error) {
    std::ostringstream message;
    message << name << ", line " << error.source().begin.line << ": " << error.description();
    return InvalidArgument(message.str());
  }
}

std::string IdOf(const Scenario& scenario, const std::string& label) {
  size_t of = label.find(" of ");
  if (of != std::string::npos) {
    return Id::Derived(label.substr(0, of) + " of " + IdOf(scenario, label.substr(of + 4)))
        .ToString();
  }
  return Id::Derived(scenario.title + "/" + label).ToString();
}

std::string Resolve(const Scenario& scenario, int64_t shift_days, const std::string& text) {
  if (text.starts_with('@')) {
    return IdOf(scenario, text.substr(1));
  }
  Result<calendar::Date> date = calendar::Date::Parse(text);
  return date.ok() ? calendar::AddDays(*date, shift_days).ToString() : text;
}

void ResolveAll(const Scenario& scenario, int64_t shift_days, boost::json::value* value) {
  if (auto* object = value->if_object()) {
    for (auto& member : *object) {
      ResolveAll(scenario, shift_days, &member.value());
    }
  } else if (auto* array = value->if_array()) {
    for (auto& element : *array) {
      ResolveAll(scenario, shift_days, &element);
    }
  } else if (const auto* text = value->if_string()) {
    *value = Resolve(scenario, shift_days, std::string(*text));
  }
}

int64_t ShiftDays(const Scenario& scenario, calendar::Date today) {
  int64_t days = calendar::DaysBetween(scenario.base, today);
  int64_t weeks = days >= 0 ? days / 7 : -((-days + 6) / 7);
  return weeks * 7;
}

}  // namespace assay::ctl
