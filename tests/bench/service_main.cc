// bench_service: one service with all its threads, given commands over the bus, beside what the
// machine does with the same bytes. Prints one line of JSON; tests/bench/compare makes a table.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json/array.hpp>

#include "assay/runtime/logger.h"
#include "tests/bench/limits.h"
#include "tests/bench/load.h"
#include "tests/bench/sample.h"
#include "tests/bench/views.h"

namespace assay::bench {
namespace {

constexpr int kFewInFlight = 64;
constexpr int kManyInFlight = 512;
constexpr double kSliceSeconds = 0.2;
constexpr size_t kSampleCommands = 10'000;
constexpr size_t kReplyBytes = 150;  // a token and the record's id

struct Plan {
  std::string folder;
  double seconds = 5;
  int rounds = 3;
  std::vector<std::string> parts = {"one", "few", "many", "reading"};

  bool Has(const std::string& part) const {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  }
};

// Leaves a short log behind, whose rows are what the raw writer writes.
std::vector<CommandRows> WarmUp(const Plan& plan) {
  std::string folder = plan.folder + "/warm-up";
  {
    ServiceUnderLoad service(folder);
    Load(&service).Run(kManyInFlight, 1);
  }
  return ReadCommandRows(ServiceUnderLoad::LogFolder(folder), kSampleCommands);
}

boost::json::array Array(const std::vector<double>& values) {
  boost::json::array array;
  for (double value : values) {
    array.push_back(value);
  }
  return array;
}

size_t RowBytes(const CommandRows& rows) {
  return rows.entry.size() + rows.stream_key.size() + rows.stream_value.size() +
         rows.command_key.size() + 2 * sizeof(uint64_t);
}

// Ours and the limit take turns, so that what slows the machine slows both.
boost::json::object MeasureInFlight(int in_flight, const Plan& plan,
                                    const std::vector<CommandRows>& rows, Load* load) {
  RawWriter raw(plan.folder + "/raw-" + std::to_string(in_flight), rows);
  std::vector<double> ours;
  std::vector<double> limit;
  std::vector<double> ratio;
  for (int i = 0; i < plan.rounds; ++i) {
    ours.push_back(load->Run(in_flight, plan.seconds).per_second);
    limit.push_back(raw.Run(in_flight, plan.seconds));
    ratio.push_back(ours.back() / limit.back());
  }
  return {{"in_flight", in_flight},
          {"payload_bytes", kPayloadBytes},
          {"row_bytes", RowBytes(rows.front())},
          {"commands_per_second", Median(ours)},
          {"raw_commands_per_second", Median(limit)},
          {"ratio", Median(ratio)},
          {"rounds",
           {{"commands_per_second", Array(ours)}, {"raw_commands_per_second", Array(limit)}}}};
}

// What one command, and what it cannot do without, took in one short slice after another.
struct Slices {
  std::vector<double> command;  // medians, in microseconds
  std::vector<double> sync;
  std::vector<double> trip;
  std::vector<double> raw;  // mean of a synced RocksDB batch of one command
  std::vector<double> ratio;
  std::vector<double> commands;  // how many
};

// Slices are short, because how long a sync takes changes within seconds.
boost::json::object MeasureOneInFlight(const Plan& plan, const std::vector<CommandRows>& rows,
                                       Load* load) {
  SyncedFile file(plan.folder, RowBytes(rows.front()));
  RawWriter raw(plan.folder + "/raw-one", rows);
  Slices slices;
  Stopwatch watch;
  while (watch.Seconds() < plan.seconds * plan.rounds || slices.ratio.empty()) {
    Load::Outcome outcome = load->Run(1, kSliceSeconds);
    slices.command.push_back(Median(outcome.micros));
    slices.commands.push_back(static_cast<double>(outcome.micros.size()));
    slices.raw.push_back(1e6 / raw.Run(1, kSliceSeconds));
    slices.sync.push_back(Median(file.AppendMicros(kSliceSeconds)));
    slices.trip.push_back(Median(RoundTripMicros(plan.folder, outcome.header_bytes,
                                                 outcome.body_bytes, kReplyBytes, kSliceSeconds)));
    slices.ratio.push_back(slices.command.back() / (slices.sync.back() + slices.trip.back()));
  }
  return {{"command_micros", Median(slices.command)},
          {"fdatasync_micros", Median(slices.sync)},
          {"round_trip_micros", Median(slices.trip)},
          {"raw_micros", Median(slices.raw)},
          {"ratio", Median(slices.ratio)},
          {"slices",
           {{"command_micros", Array(slices.command)},
            {"fdatasync_micros", Array(slices.sync)},
            {"round_trip_micros", Array(slices.trip)},
            {"raw_micros", Array(slices.raw)},
            {"commands", Array(slices.commands)}}}};
}

boost::json::object MeasureReading(const Plan& plan, const std::string& folder) {
  std::string log = ServiceUnderLoad::LogFolder(folder);
  std::vector<double> scan;
  std::vector<double> rebuild;
  std::vector<double> feed;
  for (int i = 0; i < plan.rounds; ++i) {
    scan.push_back(ScanRate(log));
    rebuild.push_back(RebuildRate(log, plan.folder + "/view-" + std::to_string(i)));
    ServiceUnderLoad service(folder);
    feed.push_back(FeedRate(&service));
  }
  return {{"scanned_per_second", Median(scan)},
          {"rebuilt_per_second", Median(rebuild)},
          {"fed_per_second", Median(feed)}};
}

void Run(const Plan& plan) {
  std::vector<CommandRows> rows = WarmUp(plan);
  std::string folder = plan.folder + "/data";
  boost::json::object document;
  {
    ServiceUnderLoad service(folder);
    Load load(&service);
    if (plan.Has("one")) {
      document["one_in_flight"] = MeasureOneInFlight(plan, rows, &load);
    }
    if (plan.Has("few")) {
      document["few_in_flight"] = MeasureInFlight(kFewInFlight, plan, rows, &load);
    }
    if (plan.Has("many")) {
      document["many_in_flight"] = MeasureInFlight(kManyInFlight, plan, rows, &load);
    }
  }
  if (plan.Has("reading")) {
    document["reading"] = MeasureReading(plan, folder);
  }
  Print(document);
}

}  // namespace
}  // namespace assay::bench

int main(int argc, char** argv) {
  CLI::App app("Commands, views and feed of one service, beside what the machine can do.");
  assay::bench::Plan plan;
  app.add_option("--folder", plan.folder, "an empty folder on the disk to measure")->required();
  app.add_option("--seconds", plan.seconds, "for each measurement of a round");
  app.add_option("--rounds", plan.rounds, "the middle one counts");
  app.add_option("--parts", plan.parts,
                 "one in flight, few (64), many (512), reading what they left")
      ->delimiter(',');
  CLI11_PARSE(app, argc, argv);
  assay::runtime::SetLogLevel("warning");
  assay::bench::Run(plan);
  return 0;
}
