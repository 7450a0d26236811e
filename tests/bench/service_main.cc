// bench_service: one service with all its threads, given commands over the bus, beside what the
// machine does with the same bytes. Prints one line of JSON; tests/bench/compare makes a table.
#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>

#include "assay/runtime/logger.h"
#include "tests/bench/limits.h"
#include "tests/bench/load.h"
#include "tests/bench/sample.h"
#include "tests/bench/views.h"

namespace assay::bench {
namespace {

constexpr int kInFlight = 512;
constexpr size_t kSampleCommands = 10'000;
constexpr size_t kReplyBytes = 150;  // a token and the record's id

struct Plan {
  std::string folder;
  double seconds = 5;
  int rounds = 3;
};

// Leaves a short log behind, whose rows are what the raw writer writes.
std::vector<CommandRows> WarmUp(const Plan& plan) {
  std::string folder = plan.folder + "/warm-up";
  {
    ServiceUnderLoad service(folder);
    Load(&service).Run(kInFlight, 1);
  }
  return ReadCommandRows(ServiceUnderLoad::LogFolder(folder), kSampleCommands);
}

boost::json::array Array(const std::vector<double>& values) {
  return {values.begin(), values.end()};
}

size_t RowBytes(const CommandRows& rows) {
  return rows.entry.size() + rows.stream_key.size() + rows.stream_value.size() +
         rows.command_key.size() + 2 * sizeof(uint64_t);
}

// Ours and the limit take turns, so that what slows the machine slows both.
boost::json::object MeasureManyInFlight(const Plan& plan, const std::vector<CommandRows>& rows,
                                        Load* load) {
  RawWriter raw(plan.folder + "/raw", rows);
  std::vector<double> ours;
  std::vector<double> limit;
  std::vector<double> ratio;
  for (int i = 0; i < plan.rounds; ++i) {
    ours.push_back(load->Run(kInFlight, plan.seconds).per_second);
    limit.push_back(raw.Run(kInFlight, plan.seconds));
    ratio.push_back(ours.back() / limit.back());
  }
  return {{"in_flight", kInFlight},
          {"payload_bytes", kPayloadBytes},
          {"row_bytes", RowBytes(rows.front())},
          {"commands_per_second", Median(ours)},
          {"raw_commands_per_second", Median(limit)},
          {"ratio", Median(ratio)},
          {"rounds",
           {{"commands_per_second", Array(ours)}, {"raw_commands_per_second", Array(limit)}}}};
}

boost::json::object MeasureOneInFlight(const Plan& plan, const std::vector<CommandRows>& rows,
                                       Load* load) {
  std::vector<double> ours;
  std::vector<double> sync;
  std::vector<double> trip;
  std::vector<double> ratio;
  for (int i = 0; i < plan.rounds; ++i) {
    Load::Outcome outcome = load->Run(1, plan.seconds);
    ours.push_back(Median(outcome.micros));
    sync.push_back(Median(SyncMicros(plan.folder, RowBytes(rows.front()), plan.seconds / 2)));
    trip.push_back(Median(RoundTripMicros(plan.folder, outcome.header_bytes, outcome.body_bytes,
                                          kReplyBytes, plan.seconds / 2)));
    ratio.push_back(ours.back() / (sync.back() + trip.back()));
  }
  return {{"command_micros", Median(ours)},
          {"fdatasync_micros", Median(sync)},
          {"round_trip_micros", Median(trip)},
          {"ratio", Median(ratio)},
          {"rounds",
           {{"command_micros", Array(ours)},
            {"fdatasync_micros", Array(sync)},
            {"round_trip_micros", Array(trip)}}}};
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
    document["one_in_flight"] = MeasureOneInFlight(plan, rows, &load);
    document["many_in_flight"] = MeasureManyInFlight(plan, rows, &load);
  }
  document["reading"] = MeasureReading(plan, folder);
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
  CLI11_PARSE(app, argc, argv);
  assay::runtime::SetLogLevel("warning");
  assay::bench::Run(plan);
  return 0;
}
