#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assay/http/server.h"
#include "assay/schema/catalog.h"

namespace assay::gateway {

// The last position seen of each service's log.
using Positions = std::map<std::string, uint64_t>;

// Who is told of the changes of one organisation.
struct ChangeReader {
  std::string user;
  std::string organisation;
  Positions seen;  // services that it does not name: from now on
  std::unique_ptr<http::BodyStream> stream;
  std::function<bool()> may_read;  // asked before everything that is told; false ends the stream
};

// The last changes of all logs, and who is told of them: kind, id and position of a record as a
// server-sent event, never what it says. A reader who comes back is told what he missed, or "reset"
// when that is not kept any more. One thread.
class ChangeLog {
 public:
  static constexpr size_t kKept = 5'000;            // changes of each log
  static constexpr size_t kReadersPerUserMax = 20;  // beyond it the user's oldest stream ends

  explicit ChangeLog(const schema::Catalog* catalog) : catalog_(catalog) {}

  // From now on a log's entries come from `first` on; those up to `head` are there already. Forgets
  // what was known of it. REQUIRES: first <= head + 1.
  void Begin(const std::string& service, uint64_t first, uint64_t head);
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
    uint64_t first = 0;  // from here on all changes are kept
    uint64_t last = 0;   // the newest entry known of
    std::deque<Change> changes;
  };

  void EndOldestOf(const std::string& user);
  std::vector<Change> ChangesOf(uint64_t position, std::string_view stored) const;
  // Brings a reader to what is known; false: he is gone.
  bool CatchUp(const std::string& service, const Log& log, ChangeReader* reader);
  static bool Tell(const std::string& service, const Change& change, ChangeReader* reader);

  const schema::Catalog* catalog_;
  std::map<std::string, Log> logs_;
  std::list<ChangeReader> readers_;
};

}  // namespace assay::gateway
