#pragma once

#include <google/protobuf/arena.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assay/base/status.h"
#include "assay/eventlog/entry_view.h"
#include "assay/log/v1/entry.pb.h"
#include "assay/schema/catalog.h"
#include "assay/schema/wire_fold.h"
#include "assay/storage/write_batch.h"
#include "view_rows.h"

namespace assay::projection {

// Which records fall to one of several batches that go through the same entries.
struct Share {
  size_t index = 0;
  size_t count = 1;
};

// The rows that some entries, one after the other, add to a view: of the records that fall to it.
// One thread.
class ViewBatch {
 public:
  // Reads a record's newest row in the view, by its prefix; nullopt when it has none.
  using Stored = std::function<Result<std::optional<std::string>>(std::string_view prefix)>;

  // `own`: an event that the catalog does not know is damage, and not passed over.
  ViewBatch(const schema::Catalog* catalog, bool own, Share share, log::v1::LogOpened genesis,
            Stored stored)
      : catalog_(catalog),
        own_(own),
        share_(share),
        genesis_(std::move(genesis)),
        stored_(std::move(stored)) {}

  // DataLoss when the entry cannot be applied; then nothing of it is in rows(), and no other entry
  // may be added.
  Status Add(uint64_t position, std::string_view stored);

  storage::WriteBatch* rows() { return &rows_; }
  // Of the log, with the epoch that the entries added so far leave it in.
  const log::v1::LogOpened& genesis() const { return genesis_; }

 private:
  // A record as the entries so far leave it. Its fields are there serialized, as a message, or
  // both; meta is not among them.
  struct Known {
    const schema::RecordType* type = nullptr;
    const std::string* prefix = nullptr;  // the key in known_
    uint32_t version = 0;
    std::string created_at;
    std::string fields;
    Message* message = nullptr;  // in arena_
    bool fields_hold = true;
    bool message_holds = false;
    bool touched = false;  // by the entry that is being added
  };

  // How events of one type are folded.
  struct EventFolding {
    std::unique_ptr<const schema::WireFold> wire;  // null: as messages
    std::unique_ptr<Message> message;              // that they are read into, one after the other
    std::vector<const schema::FieldDescriptor*> sealed;
  };

  bool IsMine(const eventlog::EntryView::Event& event) const;
  void NoteEpoch(uint64_t position, const eventlog::EntryView::Event& event);
  Status AddEvent(uint64_t position, uint32_t ordinal);
  EventFolding* FoldingOf(const schema::EventType& type);
  Result<Known*> Touch(const schema::RecordType& type, const eventlog::EntryView::Event& event);
  Status Load(const std::string& row, Known* known) const;
  bool FoldFields(const schema::WireFold& wire, std::string_view event, Known* known);
  Status FoldMessages(const EventFolding& folding, uint64_t position, uint32_t ordinal,
                      Known* known);
  Status ReadEvent(const EventFolding& folding, uint64_t position, uint32_t ordinal);
  static const std::string& FieldsOf(Known* known);
  Result<Message*> MessageOf(Known* known);
  void PutRow(uint64_t position, Known* known);

  // Constant after construction.
  const schema::Catalog* catalog_;
  bool own_;
  Share share_;

  log::v1::LogOpened genesis_;
  Stored stored_;
  storage::WriteBatch rows_;
  google::protobuf::Arena arena_;  // records in it cost half as much to make and nothing to drop
  std::unordered_map<std::string, Known> known_;  // by prefix; elements stay where they are
  std::vector<Known*> touched_;
  // Used again for every entry: their memory is kept.
  eventlog::EntryView entry_;
  std::unordered_map<const schema::EventType*, EventFolding> events_;
  std::string organisation_bytes_;
  std::string organisation_;
  std::string recorded_at_;
  assay::RecordMeta meta_;
  std::string folded_;
  std::string row_;
};

}  // namespace assay::projection
