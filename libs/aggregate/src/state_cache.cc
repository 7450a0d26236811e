#include "state_cache.h"

#include "assay/schema/fold.h"

namespace assay::aggregate {
namespace {

std::string Key(const schema::RecordType& type, const std::string& id) {
  return type.name() + "/" + id;
}

}  // namespace

Result<const CachedRecord*> Processor::StateCache::Find(const schema::RecordType& type,
                                                        const std::string& id) {
  std::string key = Key(type, id);
  if (auto at = by_key_.find(key); at != by_key_.end()) {
    slots_.splice(slots_.begin(), slots_, at->second);
    return &slots_.front().record;
  }
  ASSAY_ASSIGN_OR_RETURN(auto head, log_->FindStream({type.name(), id}));
  if (!head) {
    return static_cast<const CachedRecord*>(nullptr);
  }
  ASSAY_ASSIGN_OR_RETURN(CachedRecord record, Load(type, id, *head));
  Put(type, id, std::move(record));
  return &slots_.front().record;
}

Result<CachedRecord> Processor::StateCache::Load(const schema::RecordType& type,
                                                 const std::string& id,
                                                 const eventlog::StreamHead& head) {
  std::shared_ptr<Message> state = schema::NewRecord(type, id);
  Status status = log_->ReadStream({type.name(), id}, [&](const log::v1::Event& event) -> Status {
    const schema::Descriptor* event_type = catalog_->FindEvent(event.type());
    if (event_type == nullptr) {
      return DataLoss("event type " + event.type() + " is not known to this program");
    }
    auto message = schema::NewMessage(event_type);
    if (!message->ParseFromString(event.data())) {
      return DataLoss("an event's bytes are not a " + event.type());
    }
    schema::Fold(*message, state.get());
    return OkStatus();
  });
  ASSAY_RETURN_IF_ERROR(status);
  return CachedRecord{head.version, head.organisation.ToString(), std::move(state)};
}

void Processor::StateCache::Put(const schema::RecordType& type, const std::string& id,
                                CachedRecord record) {
  std::string key = Key(type, id);
  if (auto at = by_key_.find(key); at != by_key_.end()) {
    at->second->record = std::move(record);
    slots_.splice(slots_.begin(), slots_, at->second);
    return;
  }
  slots_.push_front({std::move(key), std::move(record)});
  by_key_[slots_.front().key] = slots_.begin();
  if (slots_.size() > records_max_) {
    by_key_.erase(slots_.back().key);
    slots_.pop_back();
  }
}

}  // namespace assay::aggregate
