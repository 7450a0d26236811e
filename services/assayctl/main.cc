#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "assay/base/clock.h"
#include "assay/calendar/zone.h"
#include "assay/runtime/config.h"
#include "assay/schema/catalog.h"
#include "services/assayctl/backup_commands.h"
#include "services/assayctl/calc.h"
#include "services/assayctl/derived_commands.h"
#include "services/assayctl/journey.h"
#include "services/assayctl/log_keys.h"
#include "services/assayctl/play.h"
#include "services/assayctl/proving.h"
#include "services/assayctl/rules.h"
#include "services/assayctl/standards.h"

namespace {

using assay::Status;
using assay::ctl::Action;
using assay::ctl::ApiClient;
using assay::ctl::Session;
using assay::ctl::Show;

int Fail(const Status& status) {
  std::cerr << "assayctl: " << status.message() << "\n";
  return 1;
}

struct KeysArguments {
  std::string config;
  std::string data;
  std::string add;     // a service whose log gets another key
  std::string retire;  // a service whose log loses its oldest key
};

void Tell(const char* what, const std::vector<std::string>& names) {
  std::cout << what;
  for (const std::string& name : names) {
    std::cout << " " << name;
  }
  std::cout << "\n";
}

int MakeKeys(const KeysArguments& arguments, const std::vector<std::string>& services) {
  auto config = assay::runtime::LoadConfig(arguments.config);
  if (!config.ok()) {
    return Fail(config.status());
  }
  if (!arguments.data.empty()) {
    config->data = arguments.data;
  }
  if (!arguments.add.empty() || !arguments.retire.empty()) {
    auto next = arguments.retire.empty() ? assay::ctl::AddLogKey(*config, arguments.add)
                                         : assay::ctl::RetireLogKey(*config, arguments.retire);
    if (!next.ok()) {
      return Fail(next.status());
    }
    std::cout << *next << "\n";
    return 0;
  }
  auto bus = assay::runtime::MakeKeys(*config);
  auto logs = assay::ctl::MakeLogKeys(*config, services);
  if (!bus.ok() || !logs.ok()) {
    return Fail(bus.ok() ? logs.status() : bus.status());
  }
  if (bus->empty() && logs->empty()) {
    std::cout << "All keys are there already.\n";
  }
  if (!bus->empty()) {
    Tell("Made bus keys for:", *bus);
  }
  if (!logs->empty()) {
    Tell("Made signing keys for the logs of:", *logs);
  }
  return 0;
}

int SignIn(Session session, const std::string& login) {
  ApiClient client(session.url, "");
  boost::json::object body{{"login", login},
                           {"password", assay::ctl::AskPassword("Password of " + login)}};
  auto answer = client.Post("/api/v1/sessions", boost::json::serialize(body));
  if (!answer.ok() || !answer->ok()) {
    return Show(answer);
  }
  session.token = answer->Text("token");
  if (Status saved = assay::ctl::SaveSession(session); !saved.ok()) {
    return Fail(saved);
  }
  std::cout << "Signed in at " << session.url << " until " << answer->Text("expiresAt") << ".\n";
  return 0;
}

struct PlayArguments {
  std::string file;
  std::string today;
  bool real_clock = false;
  bool verbose = false;
};

int Play(const Session& session, const PlayArguments& arguments) {
  std::ifstream in(arguments.file);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) {
    return Fail(assay::NotFound("cannot read " + arguments.file));
  }
  auto scenario = assay::ctl::ParseScenario(text.str(), arguments.file);
  if (!scenario.ok()) {
    return Fail(scenario.status());
  }
  auto today = arguments.today.empty()
                   ? assay::calendar::DateAt(assay::SystemClock().NowMicros(), "UTC")
                   : assay::calendar::Date::Parse(arguments.today);
  if (!today.ok()) {
    return Fail(today.status());
  }
  ApiClient administrator(session.url, session.token);
  Status played = assay::ctl::Play(*scenario, {*today, !arguments.real_clock, arguments.verbose},
                                   session.url, &administrator, std::cout);
  if (!played.ok()) {
    return Fail(played.In(arguments.file));
  }
  std::cout << "organisation: " << assay::ctl::IdOf(*scenario, scenario->organisation) << "\n";
  return 0;
}

void AddReading(CLI::App* app, Session* session, Action* chosen) {
  auto path = std::make_shared<std::string>();
  CLI::App* get = app->add_subcommand(
      "get", "Read anything below the organisation: assayctl get 'findings?filter=state=RAISED'");
  get->add_option("path", *path,
                  "For example findings, findings/ID, findings/ID/history, to-dos?format=csv")
      ->required();
  get->callback([=] {
    *chosen = [=] {
      std::string prefix = assay::ctl::OrganisationPath(*session);
      ApiClient client(session->url, session->token);
      return prefix.empty() ? 2 : Show(client.Get(prefix + *path));
    };
  });
  auto id = std::make_shared<std::string>();
  auto as_of = std::make_shared<std::string>();
  CLI::App* journey = app->add_subcommand("journey", "The certification journey");
  journey->require_subcommand(1);
  CLI::App* show = journey->add_subcommand("show", "Its steps, what comes next, certificates");
  show->add_option("--id", *id, "The journey; needed when there are several");
  show->add_option("--as-of", *as_of, "A date or instant: as it was recorded then");
  show->callback(
      [=] { *chosen = [=] { return assay::ctl::ShowJourney(*session, *id, *as_of, std::cout); }; });
}

void AddOperating(CLI::App* app, Session* session, Action* chosen) {
  app->add_subcommand("services", "Health of all services")->callback([=] {
    *chosen = [=] { return Show(ApiClient(session->url, session->token).Get("/api/v1/services")); };
  });
  for (const char* verb : {"rebuild", "digests"}) {
    auto service = std::make_shared<std::string>();
    bool rebuild = std::string(verb) == "rebuild";
    CLI::App* sub = app->add_subcommand(
        verb, rebuild ? "Build a service's read models again beside the ones in use"
                      : "SHA-256 of a service's read models, to compare");
    sub->add_option("service", *service, "directory, audits, actions, training or scheduling")
        ->required();
    sub->callback([=] {
      *chosen = [=] {
        ApiClient client(session->url, session->token);
        std::string path = "/api/v1/services/" + *service;
        return Show(rebuild ? client.Post(path + ":rebuild", "{}") : client.Get(path + "/digests"));
      };
    });
  }
  auto arguments = std::make_shared<PlayArguments>();
  CLI::App* play = app->add_subcommand(
      "play", "Play a scenario through the API, as its people; needs an administrator");
  play->add_option("file", arguments->file, "docs/formats/scenario.md says how it is written")
      ->required();
  play->add_option("--today", arguments->today,
                   "The day the scenario is shifted to, by whole weeks; default: today");
  play->add_flag("--real-clock", arguments->real_clock, "Do not move the installation's clock");
  play->add_flag("--verbose", arguments->verbose, "Say each step");
  play->callback([=] { *chosen = [=] { return Play(*session, *arguments); }; });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Assay's command line: signs in, gives commands, reads records, operates an installation.",
      "assayctl"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "0.1.0");
  assay::schema::Catalog catalog;
  Session session;
  Action chosen;
  app.add_option(
      "--url", session.url,
      "Address of the gateway; default ASSAY_URL, the last sign-in, http://127.0.0.1:8080");
  app.add_option("--organisation", session.organisation,
                 "Organisation's id; default ASSAY_ORGANISATION");

  KeysArguments arguments;
  CLI::App* keys = app.add_subcommand(
      "keys",
      "Make the bus keys and the logs' signing keys of an installation, where there are none");
  keys->add_option("--config", arguments.config, "The installation's TOML file");
  keys->add_option("--data", arguments.data, "The installation's data folder");
  auto* add = keys->add_option("--add-log-key", arguments.add,
                               "A stopped service: sign its log with another key beside the old");
  keys->add_option("--retire-log-key", arguments.retire,
                   "A stopped service: no longer sign its log with the oldest of its keys")
      ->excludes(add);
  keys->callback([&] { chosen = [&] { return MakeKeys(arguments, catalog.services()); }; });
  std::string login;
  CLI::App* sign_in =
      app.add_subcommand("sign-in", "Sign in and remember it for 12 hours; asks for the password");
  sign_in->add_option("login", login, "Login name")->required();
  sign_in->callback([&] { chosen = [&] { return SignIn(session, login); }; });
  AddReading(&app, &session, &chosen);
  AddOperating(&app, &session, &chosen);
  assay::ctl::AddProving(catalog, &app, &session, &chosen);
  assay::ctl::AddBackup(&app, &session, &chosen);
  assay::ctl::AddCalculators(catalog, &app, &chosen);
  assay::ctl::AddRules(&app, &chosen);
  assay::ctl::AddStandards(&app, &session, &chosen);
  assay::ctl::AddDerivedCommands(catalog, &app, &session, &chosen);

  CLI11_PARSE(app, argc, argv);
  assay::ctl::CompleteSession(&session);
  return chosen();
}
