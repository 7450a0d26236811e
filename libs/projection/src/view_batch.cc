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
    PutRow(position, known);
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
  ASSAY_ASSIGN_OR_RETURN(Known * known, Touch(*type->record, event));
  bool follows = own_ ? event.version == known->version + 1 : event.version > known->version;
  if (!follows) {
    return DataLoss("version " + std::to_string(event.version) + " follows version " +
                    std::to_string(known->version));
  }
  known->version = event.version;
  const EventFolding& folding = *FoldingOf(*type);
  if (folding.wire != nullptr && FoldFields(*folding.wire, event.data, known)) {
    return OkStatus();
  }
  return FoldMessages(folding, position, ordinal, known);
}

ViewBatch::EventFolding* ViewBatch::FoldingOf(const schema::EventType& type) {
  EventFolding& folding = events_[&type];
  if (folding.message == nullptr) {
    folding.message = schema::NewMessage(type.message);
    for (int i = 0; i < type.message->field_count(); ++i) {
      const schema::FieldDescriptor* field = type.message->field(i);
      if (!field->is_repeated() && field->message_type() == assay::Sealed::descriptor()) {
        folding.sealed.push_back(field);
      }
    }
    if (folding.sealed.empty()) {
      folding.wire = schema::WireFold::Of(type.message, type.record->state);
    }
  }
  return &folding;
}

Result<ViewBatch::Known*> ViewBatch::Touch(const schema::RecordType& type,
                                           const eventlog::EntryView::Event& event) {
  auto [at, is_new] = known_.try_emplace(RecordPrefix(type, organisation_, event.id));
  Known& known = at->second;
  if (is_new) {
    known.type = &type;
    known.prefix = &at->first;
    std::optional<std::string> row;
    if (event.version > 1) {
      ASSAY_ASSIGN_OR_RETURN(row, stored_(at->first));
    }
    if (row) {
      ASSAY_RETURN_IF_ERROR(Load(*row, &known));
    } else {
      schema::NewRecord(type, event.id)->AppendToString(&known.fields);
    }
  }
  if (!known.touched) {
    known.touched = true;
    touched_.push_back(&known);
  }
  return &known;
}

Status ViewBatch::Load(const std::string& row, Known* known) const {
  assay::RecordMeta meta;
  if (!SplitRow(*known->type, row, &known->fields, &meta)) {
    return DataLoss("a view's row cannot be read");
  }
  known->version = meta.version();
  known->created_at = meta.created_at();
  return OkStatus();
}

bool ViewBatch::FoldFields(const schema::WireFold& wire, std::string_view event, Known* known) {
  folded_.clear();
  if (!wire.Fold(FieldsOf(known), event, &folded_)) {
    return false;
  }
  known->fields.swap(folded_);
  known->message_holds = false;
  return true;
}

Status ViewBatch::FoldMessages(const EventFolding& folding, uint64_t position, uint32_t ordinal,
                               Known* known) {
  ASSAY_RETURN_IF_ERROR(ReadEvent(folding, position, ordinal));
  ASSAY_ASSIGN_OR_RETURN(Message * record, MessageOf(known));
  schema::Fold(*folding.message, record);
  known->fields_hold = false;
  return OkStatus();
}

Status ViewBatch::ReadEvent(const EventFolding& folding, uint64_t position, uint32_t ordinal) {
  const eventlog::EntryView::Event& event = entry_.events()[ordinal];
  Message* message = folding.message.get();
  if (!message->ParseFromArray(event.data.data(), static_cast<int>(event.data.size()))) {
    return DataLoss("the bytes of a " + std::string(event.type) + " cannot be read");
  }
  // Sealed fields carry where their event stands, so that they can be opened later.
  for (const schema::FieldDescriptor* field : folding.sealed) {
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
  return OkStatus();
}

const std::string& ViewBatch::FieldsOf(Known* known) {
  if (!known->fields_hold) {
    known->fields.clear();
    known->message->AppendToString(&known->fields);
    known->fields_hold = true;
  }
  return known->fields;
}

Result<Message*> ViewBatch::MessageOf(Known* known) {
  if (known->message == nullptr) {
    known->message = schema::NewRecord(*known->type, "", &arena_);
  }
  if (!known->message_holds) {
    if (!known->message->ParseFromString(known->fields)) {
      return DataLoss("a " + known->type->name() + " cannot be read");
    }
    known->message_holds = true;
  }
  return known->message;
}

void ViewBatch::PutRow(uint64_t position, Known* known) {
  if (known->created_at.empty()) {
    known->created_at = recorded_at_;
  }
  meta_.set_version(known->version);
  meta_.set_position(position);
  meta_.set_created_at(known->created_at);
  meta_.set_changed_at(recorded_at_);
  meta_.set_changed_by(entry_.user().data(), entry_.user().size());
  meta_.set_organisation(organisation_);
  row_.clear();
  AppendRow(*known->type, FieldsOf(known), meta_, &row_);
  rows_.Put(kVersions, VersionKey(*known->prefix, position), row_);
  known->touched = false;
}

}  // namespace assay::projection
