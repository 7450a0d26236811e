#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/http/server.h"
#include "assay/schema/catalog.h"

namespace assay::gateway {

// How far somebody has seen a log.
struct Place {
  uint64_t position = 0;
  uint32_t epoch = 0;  // of the log; 0: not known
};
// By service.
using Places = std::map<std::string, Place>;

// "actions=12.1,audits=7" (position, epoch where it is known), as the id of an event says it.
// Nothing: malformed.
std::optional<Places> ParsePlaces(std::string_view text);

// Who is told of the changes of one organisation.
struct ChangeReader {
  std::string user;
  std::string organisation;
  Places seen;  // services that it does not name: from now on
  std::unique_ptr<http::BodyStream> stream;
  std::function<bool()> may_read;  // asked before everything that is told; false ends the stream
};

// The last changes of all logs, and who is told of them: kind, id and position of a record as a
// server-sent event, never what it says. A reader who comes back is told what he missed, or one
// "reset", after which he reads everything again: when that is too much or not kept any more, or
// when a log is not the one that he saw. One thread.
class ChangeLog {
 public:
  static constexpr size_t kKept = 5'000;            // changes of each log
  static constexpr size_t kToldAtOnceMax = 500;     // of what a reader missed, over all logs
  static constexpr size_t kReadersPerUserMax = 20;  // beyond it the user's oldest stream ends

  explicit ChangeLog(const schema::Catalog* catalog) : catalog_(catalog) {}

  // From now on a log's entries come from `first` on; those up to `head` are there already. A log
  // that begins again was exchanged: what was known of it is forgotten, and readers are told so.
  // REQUIRES: first <= head + 1.
  void Begin(const std::string& service, uint32_t epoch, uint64_t first, uint64_t head);
  // The next entry as stored. REQUIRES: begun, in order.
  void Add(const std::string& service, uint64_t position, std::string_view stored);
  void AddReader(ChangeReader reader);
  size_t readers() const { return readers_.size(); }

 private:
  struct Change {
    uint64_t position = 0;
    std::string organisation;
    std::string record;  // "actions.Action"
    std::string id;
    bool last = false;  // of its entry
  };
  struct Log {
    uint32_t epoch = 0;
    uint64_t first = 0;  // from here on all changes are kept
    uint64_t last = 0;   // the newest entry known of
    std::deque<Change> changes;
  };

  void EndOldestOf(const std::string& user);
  std::vector<Change> ChangesOf(uint64_t position, std::string_view stored) const;
  // Brings a reader to what is known; false: he is gone.
  bool CatchUp(ChangeReader* reader) const;
  // How many changes a reader missed; nothing where they cannot be told one by one.
  std::optional<size_t> Missed(const ChangeReader& reader) const;
  // He reads everything again; false: he is gone.
  bool Reset(ChangeReader* reader) const;
  // What a reader is not told of counts as told. False: he is gone.
  static bool Tell(const std::string& service, const Change& change, ChangeReader* reader);
  static bool IsFor(const Change& change, const ChangeReader& reader);

  const schema::Catalog* catalog_;
  std::map<std::string, Log> logs_;
  std::list<ChangeReader> readers_;
};

}  // namespace assay::gateway
