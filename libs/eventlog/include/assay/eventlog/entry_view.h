#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/base/status.h"

namespace assay::eventlog {

// The fields of a stored entry that are read again for every entry of a log, where they lie in its
// bytes: nothing is copied, and a view used again allocates nothing. Who needs the others takes
// ParseEntry. Valid as long as the bytes. One thread.
class EntryView {
 public:
  EntryView() = default;

  struct Event {
    std::string_view record;
    std::string_view id;
    uint32_t version = 0;
    std::string_view type;
    std::string_view data;
  };

  // Reads `stored`; what was read before is forgotten. DataLoss when the bytes are not an entry, or
  // one of a newer format; then nothing of them is to be used. Texts are not checked to be UTF-8.
  Status Read(std::string_view stored);

  std::string_view entry_id() const { return entry_id_; }
  int64_t recorded_at() const { return recorded_at_; }  // UTC microseconds since 1970
  std::string_view organisation() const { return organisation_; }
  std::string_view user() const { return user_; }  // of the actor
  const std::vector<Event>& events() const { return events_; }

 private:
  // Nothing read yet; the list's memory is kept.
  explicit EntryView(std::vector<Event> events) : events_(std::move(events)) { events_.clear(); }

  std::string_view entry_id_;
  int64_t recorded_at_ = 0;
  std::string_view organisation_;
  std::string_view user_;
  std::vector<Event> events_;
};

}  // namespace assay::eventlog
