#include "services/gateway/named_files.h"

#include <utility>
#include <vector>

#include "assay/base/id.h"
#include "assay/log/v1/entry.pb.h"

namespace assay::gateway {
namespace {

using google::protobuf::Descriptor;

// Whether a message of the type can hold an evidence file, at any depth.
bool CanName(const Descriptor* type, std::set<const Descriptor*>* seen) {
  if (type == assay::EvidenceFile::descriptor()) {
    return true;
  }
  if (!seen->insert(type).second) {
    return false;
  }
  for (int i = 0; i < type->field_count(); ++i) {
    const Descriptor* inner = type->field(i)->message_type();
    if (inner != nullptr && CanName(inner, seen)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Rejection> VisitFiles(
    const schema::Message& message,
    const std::function<std::optional<Rejection>(const assay::EvidenceFile&)>& visit) {
  if (const auto* file = dynamic_cast<const assay::EvidenceFile*>(&message)) {
    return visit(*file);
  }
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    }
    int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const schema::Message& inner = field->is_repeated()
                                         ? reflection->GetRepeatedMessage(message, field, i)
                                         : reflection->GetMessage(message, field);
      if (auto fault = VisitFiles(inner, visit)) {
        return fault;
      }
    }
  }
  return std::nullopt;
}

// One part on its way.
class NamedFiles::Reading final : public bus::SubscriptionHandler {
 public:
  Reading(NamedFiles* owner, uint64_t number, std::string service, Done done)
      : owner_(owner), number_(number), service_(std::move(service)), done_(std::move(done)) {}
  ~Reading() override { owner_->loop_->Cancel(timer_); }

  Status Start(uint64_t from) {
    part_.next = from;
    from_ = from;
    timer_ = owner_->loop_->After(kMillisMax, [this] {
      Finish(part_.next > from_ ? OkStatus()
                                : Unavailable("the " + service_ + " service does not answer"));
    });
    bus::SubscriptionOptions options;
    options.endpoint = owner_->endpoints_.at(service_);
    options.log = service_;
    options.from = from;
    ASSAY_ASSIGN_OR_RETURN(subscription_,
                           bus::Subscription::Start(owner_->loop_, std::move(options), this));
    return OkStatus();
  }

  void OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t next) override {
    if (done_ == nullptr) {
      return;
    }
    for (const std::string& stored : entries) {
      Add(stored);
    }
    part_.next = first + entries.size();
    part_.is_last = part_.next >= next;
    subscription_->Grant(static_cast<uint32_t>(entries.size()));
    if (part_.is_last || part_.next - from_ >= kEntriesMax) {
      Finish(OkStatus());
    }
  }
  void OnFork(const bus::v1::Hello& hello) override {
    Finish(Unavailable("the log of " + service_ + " cannot be read: " + hello.problem().detail()));
  }
  void OnPresence(bool /*present*/, const bus::v1::Hello& /*hello*/) override {}

 private:
  // A stored entry; the services notice what cannot be read.
  void Add(const std::string& stored) {
    log::v1::Entry entry;
    if (!entry.ParseFromString(stored)) {
      return;
    }
    for (const log::v1::Event& event : entry.events()) {
      if (!owner_->events_.contains(event.type())) {
        continue;
      }
      auto message = schema::NewMessage(owner_->catalog_.FindEvent(event.type()));
      if (message->ParseFromString(event.data())) {
        VisitFiles(*message, [&](const assay::EvidenceFile& file) -> std::optional<Rejection> {
          part_.files.insert(Id::TextOf(entry.organisation()) + "/" + file.sha256());
          return std::nullopt;
        });
      }
    }
  }

  // Calls `done`, once, and goes: not at once, since a subscription is not destroyed from here.
  void Finish(const Status& status) {
    if (done_ == nullptr) {
      return;
    }
    Done done = std::exchange(done_, nullptr);
    owner_->loop_->After(0, [owner = owner_, number = number_] { owner->readings_.erase(number); });
    done(status.ok() ? Result<Part>(std::move(part_)) : Result<Part>(status));
  }

  NamedFiles* const owner_;
  const uint64_t number_;
  const std::string service_;
  Done done_;  // null: it was called
  uint64_t from_ = 0;
  uint64_t timer_ = 0;
  Part part_;
  std::unique_ptr<bus::Subscription> subscription_;
};

NamedFiles::NamedFiles(bus::Loop* loop, std::map<std::string, bus::Endpoint> services)
    : loop_(loop), endpoints_(std::move(services)) {
  for (const auto& [name, record] : catalog_.records()) {
    for (const Descriptor* event : record.events) {
      std::set<const Descriptor*> seen;
      if (endpoints_.contains(record.service) && CanName(event, &seen)) {
        events_.insert(event->full_name());
        naming_.insert(record.service);
      }
    }
  }
}

NamedFiles::~NamedFiles() = default;

void NamedFiles::Read(const std::string& service, uint64_t from, Done done) {
  auto shared = std::make_shared<Done>(std::move(done));
  Status posted =
      loop_->Post([this, service, from, shared] { Start(service, from, std::move(*shared)); });
  (void)posted;  // a stopped loop answers nobody
}

void NamedFiles::Start(const std::string& service, uint64_t from, Done done) {
  uint64_t number = begun_++;
  auto reading = std::make_unique<Reading>(this, number, service, done);
  if (Status started = reading->Start(from); !started.ok()) {
    return done(started);
  }
  readings_[number] = std::move(reading);
}

}  // namespace assay::gateway
