#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "assay/actions/v1/events.pb.h"
#include "assay/actions/v1/queries.pb.h"
#include "assay/base/clock.h"
#include "assay/base/id.h"
#include "assay/log/v1/entry.pb.h"
#include "assay/projection/record_view.h"
#include "tests/support/store_kinds.h"

namespace assay::projection {

inline constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
inline constexpr char kOtherOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";

inline std::string IdOf(const std::string& name) {
  return Id::Derived(name).ToString();
}

// A log as its stored entries, written by hand: the genesis, then an entry a minute from
// 2024-01-01T00:01:00Z on.
class Story {
 public:
  Story();

  // One entry with one event each; returns its position.
  uint64_t Add(const std::string& id, const google::protobuf::Message& event,
               const std::string& organisation = kOrganisation);
  // One entry with several events on one record.
  uint64_t AddAll(const std::string& id,
                  const std::vector<const google::protobuf::Message*>& events);
  // An entry whose bytes, or whose event, nobody can read.
  uint64_t AddGarbage();
  uint64_t AddUnknownEvent(const std::string& id = IdOf("unknown"));
  // As a newer program would read the entry at `position`, which AddUnknownEvent added.
  void MakeKnown(uint64_t position);

  uint64_t ToDo(const std::string& id, const std::string& title,
                const std::string& organisation = kOrganisation);
  uint64_t Start(const std::string& id);
  uint64_t Prioritise(const std::string& id, actions::v1::Priority priority);

  const std::vector<std::string>& entries() const { return entries_; }
  uint64_t next() const { return entries_.size(); }
  std::vector<std::string> From(uint64_t first, uint64_t count = 1'000'000) const;
  static int64_t InstantOf(uint64_t position);

 private:
  log::v1::Entry NewEntry(const std::string& organisation);
  void AddEvent(const std::string& id, const google::protobuf::Message& event,
                log::v1::Entry* entry);
  uint64_t Store(const log::v1::Entry& entry);

  schema::Catalog catalog_;
  std::map<std::string, uint32_t> versions_;
  std::vector<std::string> entries_;
};

inline Result<std::unique_ptr<RecordView>> OpenView(testing::Disk* disk,
                                                    const schema::Catalog* catalog,
                                                    bool own = true) {
  ASSAY_ASSIGN_OR_RETURN(auto store, disk->Open({.columns = RecordView::Columns()}));
  return RecordView::Open(std::move(store), catalog, own);
}

}  // namespace assay::projection
