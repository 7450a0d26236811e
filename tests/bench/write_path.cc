// Durable commands per second through the bus with decide, beside raw synced RocksDB batches of the
// same rows; feed and rebuild beside a raw scan. All in one run, on the same folder: the ratios are
// the result.
//
//   bench_write_path [folder] [seconds per line]
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <thread>

#include "assay/actions/v1/commands.pb.h"
#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "assay/base/thread.h"
#include "assay/bus/client.h"
#include "assay/bus/loop.h"
#include "assay/eventlog/event_log.h"
#include "assay/projection/record_view.h"
#include "assay/runtime/service_host.h"
#include "services/actions/module.h"

namespace assay::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

double SecondsSince(SteadyClock::time_point begin) {
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

// Keeps `in_flight` commands outstanding for `seconds`; commands per second.
class Load {
 public:
  Load(bus::Client* client, bus::Loop* loop, int in_flight, double seconds)
      : client_(client), loop_(loop), in_flight_(in_flight), seconds_(seconds) {}

  double Run() {
    begin_ = SteadyClock::now();
    Status posted = loop_->Post([this] {
      for (int i = 0; i < in_flight_; ++i) {
        Send();
      }
    });
    std::unique_lock lock(mu_);
    finished_.wait(lock, [this] { return outstanding_ == 0 && done_; });
    return posted.ok() ? static_cast<double>(answered_) / took_ : 0;
  }

 private:
  void Send() {
    actions::v1::AddToDo command;
    std::string id = Id::TimeOrdered(SystemClock().NowMicros() / 1000).ToString();
    command.set_id(id);
    command.set_title("Prepare the evidence folder for the surveillance audit of the service desk");
    command.set_priority(actions::v1::HIGH);
    command.set_due_on("2027-03-01");
    bus::v1::Request header;
    header.set_method(command.GetDescriptor()->full_name());
    header.set_organisation(kOrganisation);
    header.set_idempotency_key(id);
    header.mutable_actor()->set_user("bench");
    header.mutable_actor()->add_roles(assay::COMPLIANCE_MANAGER);
    ++outstanding_;
    client_->Call(std::move(header), command.SerializeAsString(),
                  [this](const Result<bus::Answer>& answer) {
                    bool accepted = answer.ok() && !answer->header.has_problem();
                    answered_ += accepted ? 1 : 0;
                    --outstanding_;
                    if (SecondsSince(begin_) < seconds_) {
                      return Send();
                    }
                    std::lock_guard lock(mu_);
                    done_ = true;
                    took_ = SecondsSince(begin_);
                    finished_.notify_all();
                  });
  }

  bus::Client* client_;
  bus::Loop* loop_;
  int in_flight_;
  double seconds_;
  SteadyClock::time_point begin_;
  uint64_t answered_ = 0;
  double took_ = 1;
  std::mutex mu_;
  std::condition_variable finished_;
  std::atomic<int> outstanding_{0};
  std::atomic<bool> done_{false};
};

struct Rates {
  double in_flight[3] = {};
};
constexpr int kInFlight[] = {1, 64, 512};

Rates MeasureService(const std::string& folder, double seconds) {
  runtime::Config config;
  config.data = folder;
  config.transport = runtime::Transport::kIpc;
  config.log_level = "warning";
  SystemClock clock;
  runtime::HostOptions options;
  options.config = config;
  options.module = std::make_shared<const aggregate::Module>(actions::MakeModule());
  options.catalog = std::make_shared<const schema::Catalog>();
  options.rules = &rules::Ruleset::Default();
  options.clock = &clock;
  options.context = bus::Context::Create({}).value();
  auto host = runtime::ServiceHost::Start(options).value();
  auto loop = bus::Loop::Create(options.context).value();
  auto client =
      bus::Client::Connect(loop.get(), runtime::ClientEndpoint(config, "bench", "actions").value())
          .value();
  std::thread thread = StartThread("client", [&] { loop->Run(); });
  Rates rates;
  Load(client.get(), loop.get(), 64, 0.5).Run();  // warm
  for (int i = 0; i < 3; ++i) {
    rates.in_flight[i] = Load(client.get(), loop.get(), kInFlight[i], seconds).Run();
  }
  loop->Stop();
  thread.join();
  client.reset();
  host->Stop();
  return rates;
}

std::vector<std::string> ReadAll(const std::string& folder) {
  SystemClock clock;
  auto store = storage::OpenRocksStore(
      {.folder = folder + "/actions/log", .columns = eventlog::EventLog::Columns()});
  eventlog::OpenOptions options;
  options.genesis.set_service("actions");
  options.clock = &clock;
  auto log = eventlog::EventLog::Open(std::move(store).value(), options).value();
  std::vector<std::string> entries;
  while (entries.size() < log->next()) {
    std::vector<std::string> more = log->Read(entries.size(), 10'000, 16 << 20).value();
    entries.insert(entries.end(), more.begin(), more.end());
  }
  return entries;
}

// The same entry, stream-index, head and command-id rows, written as fast as RocksDB takes them.
double MeasureRaw(const std::string& folder, const std::vector<std::string>& entries,
                  int batch_size, double seconds) {
  std::string path = folder + "/raw-" + std::to_string(batch_size);
  auto store =
      storage::OpenRocksStore({.folder = path, .columns = eventlog::EventLog::Columns()}).value();
  uint64_t position = 0;
  auto begin = SteadyClock::now();
  while (SecondsSince(begin) < seconds) {
    storage::WriteBatch batch;
    for (int i = 0; i < batch_size; ++i, ++position) {
      const std::string& entry = entries[position % entries.size()];
      std::string id = Sha256(BigEndian64(position));
      batch.Put(0, BigEndian64(position), entry);
      batch.Put(1, "00" + BigEndian64(position) + std::string(12, '\1'), std::string(26, 'h'));
      batch.Put(2, id, BigEndian64(position));
    }
    if (!store->Write(batch, storage::Durability::kSynced).ok()) {
      return 0;
    }
  }
  return static_cast<double>(position) / SecondsSince(begin);
}

double MeasureScan(const std::string& folder, size_t entries) {
  auto store = storage::OpenRocksStore(
                   {.folder = folder + "/actions/log", .columns = eventlog::EventLog::Columns()})
                   .value();
  auto begin = SteadyClock::now();
  auto rows = store->NewIterator(0, "", "");
  size_t bytes = 0;
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    bytes += rows->value().size();
  }
  return bytes == 0 ? 0 : static_cast<double>(entries) / SecondsSince(begin);
}

double MeasureRebuild(const std::string& folder, const std::vector<std::string>& entries) {
  schema::Catalog catalog;
  auto store = storage::OpenRocksStore(
      {.folder = folder + "/rebuilt", .columns = projection::RecordView::Columns()});
  auto view = projection::RecordView::Open(std::move(store).value(), &catalog, true).value();
  auto begin = SteadyClock::now();
  for (size_t at = 0; at < entries.size(); at += 2'000) {
    std::vector<std::string> batch(
        entries.begin() + static_cast<ptrdiff_t>(at),
        entries.begin() + static_cast<ptrdiff_t>(std::min(entries.size(), at + 2'000)));
    if (!view->Apply(at, batch).ok()) {
      return 0;
    }
  }
  return static_cast<double>(entries.size()) / SecondsSince(begin);
}

void Print(const char* what, double ours, double limit) {
  std::printf("%-42s %12.0f %12.0f %8.2f\n", what, ours, limit, ours / limit);
}

void Run(const std::string& folder, double seconds) {
  Rates rates = MeasureService(folder, seconds);
  std::vector<std::string> entries = ReadAll(folder);
  double raw[3];
  for (int i = 0; i < 3; ++i) {
    raw[i] = MeasureRaw(folder, entries, kInFlight[i], seconds);
  }
  double scan = MeasureScan(folder, entries.size());
  double rebuild = MeasureRebuild(folder, entries);
  std::printf("%-42s %12s %12s %8s\n", "", "assay /s", "limit /s", "ratio");
  Print("durable commands, 1 in flight", rates.in_flight[0], raw[0]);
  Print("durable commands, 64 in flight", rates.in_flight[1], raw[1]);
  Print("durable commands, 512 in flight", rates.in_flight[2], raw[2]);
  Print("rebuild of views against raw scan", rebuild, scan);
  std::printf(
      "{\"entries\": %zu, \"commands_512\": %.0f, \"raw_512\": %.0f, \"ratio_512\": %.3f, "
      "\"ratio_rebuild\": %.3f}\n",
      entries.size(), rates.in_flight[2], raw[2], rates.in_flight[2] / raw[2], rebuild / scan);
}

}  // namespace
}  // namespace assay::bench

int main(int argc, char** argv) {
  std::string folder = argc > 1 ? argv[1] : "/tmp/assay-bench";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  assay::bench::Run(folder, argc > 2 ? std::stod(argv[2]) : 5.0);
  std::filesystem::remove_all(folder);
  return 0;
}
