#include "view_batch.h"

#include "assay/base/bytes.h"
#include "assay/base/clock.h"
#include "assay/base/id.h"
#include "assay/common.pb.h"
#include "assay/schema/fold.h"

namespace assay::projection {

Status ViewBatch::Add(uint64_t position, std::string_view stored) {
  ASSAY_RETURN_IF_ERROR(entry_.Read(stored));
  if (entry_.events().size() == 1) {
    NoteEpoch(position, entry_.events().front());
  }
  if (organisation_bytes_ != entry_.organisation()) {
    ASSAY_ASSIGN_OR_RETURN(Id organisation, Id::FromBytes(entry_.organisation()));
    organisation_bytes_ = entry_.organisation();
    organisation_ = organisation.ToString();
  }
  recorded_at_ = FormatInstant(entry_.recorded_at());
  touched_.clear();
  for (uint32_t ordinal = 0; ordinal < entry_.events().size(); ++ordinal) {
    ASSAY_RETURN_IF_ERROR(AddEvent(position, ordinal));
  }
  for (Known* known : touched_) {
    row_.clear();
    known->state->AppendToString(&row_);
    rows_.Put(kVersions, VersionKey(*known->prefix, position), row_);
    known->touched = false;
  }
  return OkStatus();
}

bool ViewBatch::IsMine(const eventlog::EntryView::Event& event) const {
  return share_.count == 1 || Checksum(event.id) % share_.count == share_.index;
}

// The first entry opens the log; a later one may begin another epoch of it.
void ViewBatch::NoteEpoch(uint64_t position, const eventlog::EntryView::Event& event) {
  log::v1::EpochBegan began;
  int size = static_cast<int>(event.data.size());
  if (position == 0) {
    genesis_.ParseFromArray(event.data.data(), size);
  } else if (event.type == began.GetDescriptor()->full_name() &&
             began.ParseFromArray(event.data.data(), size)) {
    genesis_.set_epoch(began.epoch());
    genesis_.set_origin(began.origin());
  }
}

Status ViewBatch::AddEvent(uint64_t position, uint32_t ordinal) {
  const eventlog::EntryView::Event& event = entry_.events()[ordinal];
  if (!IsMine(event)) {
    return OkStatus();
  }
  const schema::EventType* type = catalog_->FindEventType(event.type);
  if (type == nullptr) {
    return own_ ? DataLoss("event type " + std::string(event.type) + " is not known") : OkStatus();
  }
  ASSAY_ASSIGN_OR_RETURN(const Message* message, ReadEvent(*type, position, ordinal));
  ASSAY_ASSIGN_OR_RETURN(Known * known, Touch(*type->record, event));
  schema::Fold(*message, known->state);
  return UpdateMeta(position, event.version, known);
}

// Valid until the next event of its type is read.
Result<const Message*> ViewBatch::ReadEvent(const schema::EventType& type, uint64_t position,
                                            uint32_t ordinal) {
  const eventlog::EntryView::Event& event = entry_.events()[ordinal];
  EventBuffer* buffer = BufferOf(type);
  Message* message = buffer->message.get();
  if (!message->ParseFromArray(event.data.data(), static_cast<int>(event.data.size()))) {
    return DataLoss("the bytes of a " + std::string(event.type) + " cannot be read");
  }
  // Sealed fields carry where their event stands, so that they can be opened later.
  for (const schema::FieldDescriptor* field : buffer->sealed) {
    if (message->GetReflection()->HasField(*message, field)) {
      assay::Address* address =
          static_cast<assay::Sealed*>(message->GetReflection()->MutableMessage(message, field))
              ->mutable_address();
      address->set_log_id(genesis_.log_id());
      address->set_epoch(genesis_.epoch());
      address->set_position(position);
      address->set_ordinal(ordinal);
    }
  }
  return static_cast<const Message*>(message);
}

ViewBatch::EventBuffer* ViewBatch::BufferOf(const schema::EventType& type) {
  EventBuffer& buffer = events_[&type];
  if (buffer.message == nullptr) {
    buffer.message = schema::NewMessage(type.message);
    for (int i = 0; i < type.message->field_count(); ++i) {
      const schema::FieldDescriptor* field = type.message->field(i);
      if (!field->is_repeated() && field->message_type() == assay::Sealed::descriptor()) {
        buffer.sealed.push_back(field);
      }
    }
  }
  return &buffer;
}

Result<ViewBatch::Known*> ViewBatch::Touch(const schema::RecordType& type,
                                           const eventlog::EntryView::Event& event) {
  auto [at, is_new] = known_.try_emplace(RecordPrefix(type, organisation_, event.id));
  Known& known = at->second;
  if (is_new) {
    known.type = &type;
    known.prefix = &at->first;
    if (event.version > 1) {
      ASSAY_ASSIGN_OR_RETURN(auto stored, stored_(type, at->first));
      known.state = stored.release();
      arena_.Own(known.state);
    }
    if (known.state == nullptr) {
      known.state = schema::NewRecord(type, event.id, &arena_);
    }
  }
  if (!known.touched) {
    known.touched = true;
    touched_.push_back(&known);
  }
  return &known;
}

Status ViewBatch::UpdateMeta(uint64_t position, uint32_t version, Known* known) {
  assay::RecordMeta* meta = MutableMeta(*known->type, known->state);
  if (version != meta->version() + 1) {
    return DataLoss("version " + std::to_string(version) + " follows version " +
                    std::to_string(meta->version()));
  }
  meta->set_version(version);
  meta->set_position(position);
  meta->set_changed_at(recorded_at_);
  meta->set_changed_by(std::string(entry_.user()));
  meta->set_organisation(organisation_);
  if (meta->created_at().empty()) {
    meta->set_created_at(recorded_at_);
  }
  return OkStatus();
}

}  // namespace assay::projection
