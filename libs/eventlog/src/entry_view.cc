#include "assay/eventlog/entry_view.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "assay/eventlog/entry.h"

namespace assay::eventlog {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// A message's fields, one after the other. False at its end, and at bytes that are no field.
class Fields {
 public:
  explicit Fields(std::string_view bytes)
      : in_(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size())) {}

  bool Next() {
    uint32_t tag = in_.ReadTag();
    if (tag == 0) {
      whole_ = in_.ConsumedEntireMessage();
      return false;
    }
    number_ = WireFormatLite::GetTagFieldNumber(tag);
    varint_ = 0;
    bytes_ = {};
    whole_ = ReadValue(tag);
    return whole_;
  }

  int number() const { return number_; }
  uint64_t varint() const { return varint_; }
  std::string_view bytes() const { return bytes_; }
  // After Next returned false: whether every byte was part of a field.
  bool whole() const { return whole_; }

 private:
  bool ReadValue(uint32_t tag) {
    switch (WireFormatLite::GetTagWireType(tag)) {
      case WireFormatLite::WIRETYPE_VARINT:
        return in_.ReadVarint64(&varint_);
      case WireFormatLite::WIRETYPE_LENGTH_DELIMITED:
        return ReadBytes();
      default:
        return WireFormatLite::SkipField(&in_, tag);
    }
  }

  bool ReadBytes() {
    uint32_t length = 0;
    const void* at = nullptr;
    int available = 0;
    if (!in_.ReadVarint32(&length)) {
      return false;
    }
    in_.GetDirectBufferPointerInline(&at, &available);
    if (length > static_cast<uint32_t>(available)) {
      return false;
    }
    bytes_ = {static_cast<const char*>(at), length};
    return in_.Skip(static_cast<int>(length));
  }

  CodedInputStream in_;
  int number_ = 0;
  uint64_t varint_ = 0;
  std::string_view bytes_;
  bool whole_ = true;
};

bool ReadEvent(std::string_view bytes, EntryView::Event* event) {
  Fields fields(bytes);
  while (fields.Next()) {
    switch (fields.number()) {
      case log::v1::Event::kRecordFieldNumber:
        event->record = fields.bytes();
        break;
      case log::v1::Event::kIdFieldNumber:
        event->id = fields.bytes();
        break;
      case log::v1::Event::kVersionFieldNumber:
        event->version = static_cast<uint32_t>(fields.varint());
        break;
      case log::v1::Event::kTypeFieldNumber:
        event->type = fields.bytes();
        break;
      case log::v1::Event::kDataFieldNumber:
        event->data = fields.bytes();
        break;
      default:
        break;
    }
  }
  return fields.whole();
}

bool ReadUser(std::string_view actor, std::string_view* user) {
  Fields fields(actor);
  while (fields.Next()) {
    if (fields.number() == log::v1::Actor::kUserFieldNumber) {
      *user = fields.bytes();
    }
  }
  return fields.whole();
}

}  // namespace

Status EntryView::Read(std::string_view stored) {
  *this = EntryView(std::move(events_));
  Fields fields(stored);
  uint64_t format = 0;
  bool whole = true;
  while (whole && fields.Next()) {
    switch (fields.number()) {
      case log::v1::Entry::kFormatFieldNumber:
        format = fields.varint();
        break;
      case log::v1::Entry::kEntryIdFieldNumber:
        entry_id_ = fields.bytes();
        break;
      case log::v1::Entry::kRecordedAtFieldNumber:
        recorded_at_ = static_cast<int64_t>(fields.varint());
        break;
      case log::v1::Entry::kOrganisationFieldNumber:
        organisation_ = fields.bytes();
        break;
      case log::v1::Entry::kActorFieldNumber:
        whole = ReadUser(fields.bytes(), &user_);
        break;
      case log::v1::Entry::kEventsFieldNumber:
        whole = ReadEvent(fields.bytes(), &events_.emplace_back());
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
