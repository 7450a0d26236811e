#pragma once

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "assay/aggregate/processor.h"

namespace assay::aggregate {

// A record as it stands, staged changes included.
struct CachedRecord {
  uint32_t version = 0;
  std::string organisation;  // text form
  std::shared_ptr<const Message> state;
};

// Folded records by stream, the least recently used dropped first; what is not there is folded from
// the log again. Owned by the writer thread.
class Processor::StateCache {
 public:
  StateCache(eventlog::EventLog* log, const schema::Catalog* catalog, size_t records_max)
      : log_(log), catalog_(catalog), records_max_(records_max) {}

  // Null when there is no such stream. Valid until the next call.
  Result<const CachedRecord*> Find(const schema::RecordType& type, const std::string& id);
  void Put(const schema::RecordType& type, const std::string& id, CachedRecord record);

 private:
  struct Slot {
    std::string key;
    CachedRecord record;
  };
  Result<CachedRecord> Load(const schema::RecordType& type, const std::string& id,
                            const eventlog::StreamHead& head);

  eventlog::EventLog* log_;
  const schema::Catalog* catalog_;
  size_t records_max_;
  std::list<Slot> slots_;  // most recently used first
  std::unordered_map<std::string_view, std::list<Slot>::iterator> by_key_;  // keys in slots_
};

}  // namespace assay::aggregate
