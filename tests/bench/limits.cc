#include "tests/bench/limits.h"

#include <fcntl.h>
#include <unistd.h>
#include <zmq.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>

#include "assay/base/bytes.h"
#include "libs/eventlog/src/layout.h"
#include "tests/bench/sample.h"

namespace assay::bench {
namespace {

namespace layout = eventlog::layout;

constexpr size_t kStreamIdAt = 3;           // in a stream's key: after the record's number and 01
constexpr size_t kStreamKeyBytes = 23;      // of a record whose id is an Id
constexpr off_t kSetAsideBytes = 64 << 20;  // of the file that is synced

void MustPosix(bool ok, const char* what) {
  Must(ok ? OkStatus() : Internal(std::string(what) + ": " + std::strerror(errno)));
}

// Echoes `reply_bytes` to everybody who asks, until told to stop.
void Echo(void* router, size_t reply_bytes, const std::atomic<bool>* stop) {
  std::string reply(reply_bytes, 'r');
  std::vector<char> frame(1 << 16);
  while (!stop->load()) {
    zmq_pollitem_t item = {router, 0, ZMQ_POLLIN, 0};
    if (zmq_poll(&item, 1, 20) <= 0) {
      continue;
    }
    int route = zmq_recv(router, frame.data(), frame.size(), 0);
    std::string to(frame.data(), static_cast<size_t>(route));
    zmq_recv(router, frame.data(), frame.size(), 0);
    zmq_recv(router, frame.data(), frame.size(), 0);
    zmq_send(router, to.data(), to.size(), ZMQ_SNDMORE);
    zmq_send(router, reply.data(), reply.size(), 0);
  }
}

double AskOnce(void* dealer, const std::string& header, const std::string& body) {
  char frame[1 << 12];
  Stopwatch watch;
  zmq_send(dealer, header.data(), header.size(), ZMQ_SNDMORE);
  zmq_send(dealer, body.data(), body.size(), 0);
  zmq_pollitem_t item = {dealer, 0, ZMQ_POLLIN, 0};
  zmq_poll(&item, 1, -1);
  zmq_recv(dealer, frame, sizeof(frame), 0);
  return watch.Micros();
}

}  // namespace

std::vector<CommandRows> ReadCommandRows(const std::string& folder, size_t commands) {
  auto store = OpenLogStore(folder);
  auto entries = store->NewIterator(layout::kLog, BigEndian64(1), "");  // without the genesis
  auto streams = store->NewIterator(layout::kStreams, "", "");
  auto ids = store->NewIterator(layout::kCommands, "", "");
  entries->SeekToFirst();
  streams->SeekToFirst();
  ids->SeekToFirst();
  std::vector<CommandRows> rows;
  while (rows.size() < commands && entries->Valid() && streams->Valid() && ids->Valid()) {
    if (streams->key().size() == kStreamKeyBytes) {  // not the log's own
      rows.push_back({std::string(entries->value()), std::string(streams->key()),
                      std::string(streams->value()), std::string(ids->key())});
      entries->Next();
      ids->Next();
    }
    streams->Next();
  }
  Must(entries->status());
  Must(rows.empty() ? Internal("the log in " + folder + " has no commands") : OkStatus());
  return rows;
}

RawWriter::RawWriter(const std::string& folder, std::vector<CommandRows> rows)
    : store_(OpenLogStore(folder)), rows_(std::move(rows)) {}

double RawWriter::Run(int batch_commands, double seconds) {
  uint64_t first = position_;
  Stopwatch watch;
  while (watch.Seconds() < seconds) {
    storage::WriteBatch batch;
    for (int i = 0; i < batch_commands; ++i) {
      AddCommand(&batch);
    }
    Must(store_->Write(batch, storage::Durability::kSynced));
  }
  return static_cast<double>(position_ - first) / watch.Seconds();
}

void RawWriter::AddCommand(storage::WriteBatch* batch) {
  CommandRows& rows = rows_[position_ % rows_.size()];
  // Ids made in order of time, as those of records are; command ids are hashes.
  std::string id = BigEndian64(++position_) + random_.Bytes(8);
  std::string position = BigEndian64(position_);
  rows.stream_key.replace(kStreamIdAt, id.size(), id);
  std::string command = random_.Bytes(rows.command_key.size());
  batch->Put(layout::kLog, position, rows.entry);
  batch->Put(layout::kStreams, rows.stream_key, rows.stream_value);
  batch->Put(layout::kCommands, command, position);
}

SyncedFile::SyncedFile(const std::string& folder, size_t bytes)
    : file_(open((folder + "/synced").c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600)),
      record_(bytes, 's') {
  MustPosix(file_ >= 0, "open");
  MustPosix(fallocate(file_, FALLOC_FL_KEEP_SIZE, 0, kSetAsideBytes) == 0, "fallocate");
  MustPosix(fsync(file_) == 0, "fsync");
}

SyncedFile::~SyncedFile() {
  close(file_);
}

std::vector<double> SyncedFile::AppendMicros(double seconds) {
  std::vector<double> micros;
  Stopwatch total;
  while (total.Seconds() < seconds) {
    Stopwatch watch;
    ssize_t written = write(file_, record_.data(), record_.size());
    MustPosix(written == static_cast<ssize_t>(record_.size()), "write");
    MustPosix(fdatasync(file_) == 0, "fdatasync");
    micros.push_back(watch.Micros());
  }
  return micros;
}

std::vector<double> RoundTripMicros(const std::string& folder, size_t header_bytes,
                                    size_t body_bytes, size_t reply_bytes, double seconds) {
  std::string address = "ipc://" + folder + "/echo";
  void* context = zmq_ctx_new();
  void* router = zmq_socket(context, ZMQ_ROUTER);
  void* dealer = zmq_socket(context, ZMQ_DEALER);
  MustPosix(zmq_bind(router, address.c_str()) == 0, "zmq_bind");
  MustPosix(zmq_connect(dealer, address.c_str()) == 0, "zmq_connect");
  std::atomic<bool> stop{false};
  std::thread echo([&] { Echo(router, reply_bytes, &stop); });
  std::string header(header_bytes, 'h');
  std::string body(body_bytes, 'b');
  AskOnce(dealer, header, body);  // connects
  std::vector<double> micros;
  Stopwatch total;
  while (total.Seconds() < seconds) {
    micros.push_back(AskOnce(dealer, header, body));
  }
  stop = true;
  echo.join();
  zmq_close(dealer);
  zmq_close(router);
  zmq_ctx_term(context);
  return micros;
}

double ScanRate(const std::string& folder) {
  auto store = OpenLogStore(folder);
  uint64_t rows = 0;
  uint64_t bytes = 0;
  Stopwatch watch;
  auto entries = store->NewIterator(layout::kLog, "", "");
  for (entries->SeekToFirst(); entries->Valid(); entries->Next()) {
    bytes += entries->value().size();
    ++rows;
  }
  double seconds = watch.Seconds();
  Must(entries->status());
  return bytes == 0 ? 0 : static_cast<double>(rows) / seconds;
}

}  // namespace assay::bench
