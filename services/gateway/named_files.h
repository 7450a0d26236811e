#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "assay/base/rejection.h"
#include "assay/bus/client.h"
#include "assay/bus/loop.h"
#include "assay/evidence.pb.h"
#include "assay/schema/catalog.h"

namespace assay::gateway {

// Calls `visit` for each evidence file that a message names, at any depth; stops at the first
// fault.
std::optional<Rejection> VisitFiles(
    const schema::Message& message,
    const std::function<std::optional<Rejection>(const assay::EvidenceFile&)>& visit);

// Finds out which evidence files the entries of the logs name, by reading these from the services.
// Any thread, except where it says; destroyed when its loop has stopped, and before it.
class NamedFiles {
 public:
  // What some entries of a log name.
  struct Part {
    std::set<std::string> files;  // "<organisation>/<SHA-256>"
    uint64_t next = 0;            // the position after them
    bool is_last = false;         // nothing was after them
  };
  using Done = std::function<void(Result<Part>)>;

  static constexpr uint64_t kEntriesMax = 100'000;  // looked through at once, or a little more
  static constexpr int64_t kMillisMax = 20'000;     // likewise

  NamedFiles(bus::Loop* loop, std::map<std::string, bus::Endpoint> services);
  ~NamedFiles();

  // The services whose entries can name files, in order.
  const std::set<std::string>& services() const { return naming_; }
  // Reads entries of the log from a position on. `done` is called once, on the loop thread; not at
  // all when the loop has stopped. Unavailable: the service does not answer, or has no such log.
  // REQUIRES: `service` is one of services().
  void Read(const std::string& service, uint64_t from, Done done);

 private:
  class Reading;
  void Start(const std::string& service, uint64_t from, Done done);

  // Constant after construction.
  bus::Loop* const loop_;
  const std::map<std::string, bus::Endpoint> endpoints_;
  const schema::Catalog catalog_;
  std::set<std::string, std::less<>> events_;  // those that can name files
  std::set<std::string> naming_;

  // Owned by the loop thread.
  std::map<uint64_t, std::unique_ptr<Reading>> readings_;
  uint64_t begun_ = 0;
};

}  // namespace assay::gateway
