#include "assay/eventlog/entry_view.h"

#include "assay/base/wire_fields.h"
#include "assay/eventlog/entry.h"

namespace assay::eventlog {
namespace {

bool ReadEvent(std::string_view bytes, EntryView::Event* event) {
  WireFields fields(bytes);
  while (fields.Next()) {
    switch (fields.number()) {
      case log::v1::Event::kRecordFieldNumber:
        event->record = fields.value();
        break;
      case log::v1::Event::kIdFieldNumber:
        event->id = fields.value();
        break;
      case log::v1::Event::kVersionFieldNumber:
        event->version = static_cast<uint32_t>(fields.varint());
        break;
      case log::v1::Event::kTypeFieldNumber:
        event->type = fields.value();
        break;
      case log::v1::Event::kDataFieldNumber:
        event->data = fields.value();
        break;
      default:
        break;
    }
  }
  return fields.whole();
}

bool ReadUser(std::string_view actor, std::string_view* user) {
  WireFields fields(actor);
  while (fields.Next()) {
    if (fields.number() == log::v1::Actor::kUserFieldNumber) {
      *user = fields.value();
    }
  }
  return fields.whole();
}

}  // namespace

Status EntryView::Read(std::string_view stored) {
  *this = EntryView(std::move(events_));
  WireFields fields(stored);
  uint64_t format = 0;
  bool whole = true;
  while (whole && fields.Next()) {
    switch (fields.number()) {
      case log::v1::Entry::kFormatFieldNumber:
        format = fields.varint();
        break;
      case log::v1::Entry::kEntryIdFieldNumber:
        entry_id_ = fields.value();
        break;
      case log::v1::Entry::kRecordedAtFieldNumber:
        recorded_at_ = static_cast<int64_t>(fields.varint());
        break;
      case log::v1::Entry::kOrganisationFieldNumber:
        organisation_ = fields.value();
        break;
      case log::v1::Entry::kActorFieldNumber:
        whole = ReadUser(fields.value(), &user_);
        break;
      case log::v1::Entry::kEventsFieldNumber:
        whole = ReadEvent(fields.value(), &events_.emplace_back());
        break;
      default:
        break;
    }
  }
  if (!whole || !fields.whole()) {
    return DataLoss("stored bytes are not an entry");
  }
  return CheckEntryFormat(format);
}

}  // namespace assay::eventlog
