#pragma once

#include <map>
#include <string>
#include <vector>

#include "state_cache.h"

namespace assay::aggregate {

// One command on its way: what was loaded for it, and what it would change.
struct Processor::Attempt {
  const Request* request = nullptr;
  std::string id;            // of the addressed record
  std::string organisation;  // that owns what is written: the request's, or the shared one
  CachedRecord addressed;    // version 0 and an empty state when it does not exist
  Context context;
  std::map<std::string, std::shared_ptr<const Message>> read_by_field;  // singular reads
  std::string counter_id;
  CachedRecord counter;

  // What it would change: the records as they would be, and the entry.
  struct Changed {
    const schema::RecordType* type;
    CachedRecord before;
    std::shared_ptr<Message> state;
    uint32_t version;
  };
  std::map<eventlog::StreamName, Changed> changed;
  eventlog::Draft draft;
};

// The text values that `path` names in a message: "owner_id", "member.person_id", "site_ids", of
// every element where a repeated field lies on it. Empty texts are left out.
std::vector<std::string> TextsAt(const Message& message, const std::string& path);

}  // namespace assay::aggregate
