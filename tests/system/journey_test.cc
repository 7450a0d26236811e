// The demonstration programme, three years from enquiry to the eve of recertification, through the
// public API of real installations; and the renewal that it does not reach.
#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "assay/base/bytes.h"
#include "assay/common.pb.h"
#include "assay/schema/catalog.h"
#include "services/assayctl/play.h"
#include "tests/system/installation.h"
#include "tests/system/log_reader.h"

namespace assay::testing {
namespace {

constexpr char kDemo[] = "deploy/demo.toml";
constexpr char kRenewal[] = "tests/system/renewal.toml";
constexpr char kToday[] = "2026-11-21";
constexpr int kRows = 25;
const std::vector<std::string> kServices = {"directory", "audits", "actions", "training",
                                            "scheduling"};

ctl::Scenario ReadScenario(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  auto scenario = ctl::ParseScenario(text.str(), path);
  EXPECT_TRUE(scenario.ok()) << scenario.status().message();
  return scenario.ok() ? *scenario : ctl::Scenario();
}

// Plays it as on `today`, and says what was done.
std::string Play(const Installation& installation, const ctl::Scenario& scenario,
                 const std::string& today = kToday) {
  auto administrator = installation.client();
  std::ostringstream out;
  Status played = ctl::Play(scenario, {.today = calendar::Date::Parse(today).value()},
                            installation.url(), administrator.get(), out);
  EXPECT_TRUE(played.ok()) << played.message();
  return out.str();
}

// ---- Histories

// What happened to one record: version, type and bytes of each event.
using Stream = std::vector<std::string>;
using History = std::map<std::string, Stream>;

// Sealed texts are encrypted under keys that differ between installations: only who and what they
// are about is compared. True if there were any.
bool ClearSealed(google::protobuf::Message* message) {
  if (message->GetDescriptor() == assay::Sealed::descriptor()) {
    auto* sealed = static_cast<assay::Sealed*>(message);
    sealed->clear_key();
    sealed->clear_nonce();
    sealed->clear_ciphertext();
    return true;
  }
  bool cleared = false;
  const auto* reflection = message->GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(*message, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    }
    if (!field->is_repeated()) {
      cleared |= ClearSealed(reflection->MutableMessage(message, field));
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(*message, field); ++i) {
      cleared |= ClearSealed(reflection->MutableRepeatedMessage(message, field, i));
    }
  }
  return cleared;
}

std::string Text(const schema::Catalog& catalog, const log::v1::Event& event) {
  auto data = schema::NewMessage(catalog.FindEvent(event.type()));
  EXPECT_TRUE(data->ParseFromString(event.data()));
  std::string bytes = ClearSealed(data.get()) ? data->SerializeAsString() : event.data();
  return std::to_string(event.version()) + " " + event.type() + " " + data->ShortDebugString() +
         " " + ToHex(bytes);
}

// By stream. What a log says about itself names the log, which is another one in each installation.
History HistoryOf(const Installation& installation, const std::string& service) {
  schema::Catalog catalog;
  History history;
  for (const log::v1::Entry& entry : ReadLog(installation, service)) {
    for (const log::v1::Event& event : entry.events()) {
      if (event.record() != log::v1::Journal::descriptor()->full_name()) {
        history[event.record() + " " + event.id()].push_back(Text(catalog, event));
      }
    }
  }
  return history;
}

std::map<std::string, History> PlayAndRead(Shape shape, const ctl::Scenario& scenario) {
  Installation installation({.shape = shape});
  installation.Start();
  Play(installation, scenario);
  installation.StopAll();
  std::map<std::string, History> histories;
  for (const std::string& service : kServices) {
    histories[service] = HistoryOf(installation, service);
    EXPECT_FALSE(histories[service].empty()) << service;
  }
  return histories;
}

void ExpectSame(const History& one, const History& other, const std::string& where) {
  for (const auto& [stream, events] : one) {
    auto found = other.find(stream);
    ASSERT_NE(found, other.end()) << where << ": no " << stream;
    EXPECT_EQ(found->second, events) << where << ": " << stream;
  }
  EXPECT_EQ(one.size(), other.size()) << where << ": streams";
}

// ---- Positions and registers

std::map<std::string, std::string> Positions(ctl::ApiClient* client) {
  std::map<std::string, std::string> next;
  auto services = client->Get("/api/v1/services");
  EXPECT_TRUE(services.ok() && services->ok());
  for (const auto& service : services->json.at("items").as_array()) {
    next[service.at("service").as_string().c_str()] = boost::json::serialize(service.at("next"));
  }
  return next;
}

std::string Findings(ctl::ApiClient* client, const ctl::Scenario& scenario,
                     const std::string& moment) {
  auto answer = client->Get("/api/v1/organisations/" + IdOf(scenario, scenario.organisation) +
                            "/findings" + moment);
  EXPECT_TRUE(answer.ok() && answer->ok()) << (answer.ok() ? answer->body : "");
  return boost::json::serialize(answer->json.at("items"));
}

// The steps before the first one on this day.
ctl::Scenario Until(ctl::Scenario scenario, const std::string& day) {
  for (size_t i = 0; i < scenario.steps.size(); ++i) {
    if (scenario.steps[i].on == day) {
      scenario.steps.resize(i);
      return scenario;
    }
  }
  ADD_FAILURE() << "nothing is played on " << day;
  return scenario;
}

// ---- Tests

TEST(Journey, EveryRowOfTheProcessIsPlayed) {
  std::set<std::string> rows;
  for (const ctl::Step& step : ReadScenario(kDemo).steps) {
    std::istringstream words(step.note.substr(0, step.note.find(':')));
    for (std::string row; words >> row;) {
      rows.insert(row);
    }
  }
  for (int row = 1; row <= kRows; ++row) {
    EXPECT_TRUE(rows.contains("R" + std::to_string(row))) << "no step names row R" << row;
  }
}

TEST(Journey, EveryShapeOfInstallationLeavesTheSameHistory) {
  ctl::Scenario demo = ReadScenario(kDemo);
  auto first = PlayAndRead(Shape::kIpc, demo);
  for (Shape shape : {Shape::kTcp, Shape::kOneProcess}) {
    auto other = PlayAndRead(shape, demo);
    for (const std::string& service : kServices) {
      ExpectSame(first[service], other[service], Name(shape) + ", " + service);
    }
  }
}

TEST(Journey, PlayedAgainNothingChanges) {
  ctl::Scenario demo = ReadScenario(kDemo);
  Installation installation({.shape = Shape::kOneProcess});
  installation.Start();
  Play(installation, demo);
  auto client = installation.client();
  auto before = Positions(client.get());
  std::string again = Play(installation, demo);
  EXPECT_NE(again.find(" 0 refused as expected, 0 checked"), std::string::npos) << again;
  EXPECT_EQ(Positions(client.get()), before);
}

// A clock only moves forward: it starts before the first day of the scenario, shifted to `today`.
std::string ClockStart(const ctl::Scenario& scenario, const std::string& today) {
  calendar::Date first = scenario.base;
  for (const ctl::Step& step : scenario.steps) {
    if (!step.on.empty()) {
      first = std::min(first, calendar::Date::Parse(step.on).value());
    }
  }
  int64_t spans = calendar::DaysBetween(first, scenario.base);
  return calendar::AddDays(calendar::Date::Parse(today).value(), -spans - 14).ToString();
}

TEST(Journey, ThePlayFitsEveryDay) {
  ctl::Scenario demo = ReadScenario(kDemo);
  for (const char* today : {"2026-07-01", "2025-02-17"}) {
    Installation installation(
        {.shape = Shape::kOneProcess, .simulated_start = ClockStart(demo, today)});
    installation.Start();
    Play(installation, demo, today);
  }
}

TEST(Journey, ARenewalFollowsTheCycleBefore) {
  Installation installation({.shape = Shape::kOneProcess});
  installation.Start();
  Play(installation, ReadScenario(kRenewal));
}

TEST(Journey, TheRegisterOfFindingsAsOfThenIsWhatItWasThen) {
  ctl::Scenario demo = ReadScenario(kDemo);
  Installation installation({.shape = Shape::kOneProcess});
  installation.Start();
  Play(installation, Until(demo, "2024-05-14"));
  auto client = installation.client();
  std::string then = Findings(client.get(), demo, "");
  std::string position = std::to_string(client->seen().at("audits"));
  Play(installation, demo);  // goes on where it stopped
  EXPECT_NE(Findings(client.get(), demo, ""), then);
  EXPECT_EQ(Findings(client.get(), demo, "?on=2024-05-10&asOf=" + position), then);
  EXPECT_EQ(Findings(client.get(), demo, "?on=2024-05-10&asOf=2024-05-13T00:00:00Z"), then);
}

}  // namespace
}  // namespace assay::testing
