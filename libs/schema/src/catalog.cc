#include "assay/schema/catalog.h"

#include <cctype>
#include <set>

#include "assay/base/check.h"

namespace assay::schema {
namespace {

template <typename Map>
auto* Find(Map& map, std::string_view name) {
  auto at = map.find(name);
  return at == map.end() ? nullptr : &at->second;
}

// "Audit" in the package of `from`; "directory.Person" in that service's.
std::string FullName(const Descriptor* from, const std::string& name) {
  size_t dot = name.find('.');
  if (dot == std::string::npos) {
    return from->file()->package() + "." + name;
  }
  return "assay." + name.substr(0, dot) + ".v1." + name.substr(dot + 1);
}

const Message* PrototypeOf(const Descriptor* type) {
  const Message* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type);
  ASSAY_CHECK(prototype != nullptr);
  return prototype;
}

}  // namespace

std::string KebabCase(std::string_view camel_case) {
  std::string out;
  for (char c : camel_case) {
    bool upper = std::isupper(static_cast<unsigned char>(c)) != 0;
    if (upper && !out.empty()) {
      out.push_back('-');
    }
    out.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  }
  return out;
}

std::string ServiceOf(const Descriptor* message) {
  const std::string& package = message->file()->package();  // assay.<service>.v1
  size_t begin = package.find('.') + 1;
  return package.substr(begin, package.find('.', begin) - begin);
}

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
  return std::unique_ptr<Message>(PrototypeOf(type)->New());
}

Message* NewRecord(const RecordType& type, std::string_view id, google::protobuf::Arena* arena) {
  Message* record = PrototypeOf(type.state)->New(arena);
  record->GetReflection()->SetString(record, type.id, std::string(id));
  return record;
}

std::unique_ptr<Message> NewRecord(const RecordType& type, std::string_view id) {
  return std::unique_ptr<Message>(NewRecord(type, id, nullptr));
}

Catalog::Catalog() {
  for (const auto* file : PublishedFiles()) {
    AddRecords(file);
  }
  AddPlaces();
  for (const auto* file : PublishedFiles()) {
    AddEvents(file);
  }
  for (const auto* file : PublishedFiles()) {
    AddCommandsAndQueries(file);
  }
}

void Catalog::AddRecords(const google::protobuf::FileDescriptor* file) {
  for (int i = 0; i < file->message_type_count(); ++i) {
    const Descriptor* message = file->message_type(i);
    if (!message->options().HasExtension(assay::record)) {
      continue;
    }
    const FieldDescriptor* id = message->FindFieldByName("id");
    const FieldDescriptor* meta = message->FindFieldByName("meta");
    ASSAY_CHECK(id != nullptr && id->type() == FieldDescriptor::TYPE_STRING);
    ASSAY_CHECK(meta != nullptr && meta->message_type()->name() == "RecordMeta");
    records_[message->full_name()] = {
        message, {}, message->options().GetExtension(assay::record), ServiceOf(message), id, meta};
  }
}

void Catalog::AddPlaces() {
  for (auto& [name, record] : records_) {
    for (const assay::Read& place : record.options.today()) {
      record.today.push_back(Resolve(record.state, place));
      ASSAY_CHECK(record.today.back().record->state->FindFieldByName("zone") != nullptr);
    }
  }
}

ReadType Catalog::Resolve(const Descriptor* from, const assay::Read& read) const {
  const RecordType* record = FindRecord(FullName(from, read.record()));
  ASSAY_CHECK(record != nullptr);
  return {record, read, record->service != ServiceOf(from)};
}

void Catalog::AddEvents(const google::protobuf::FileDescriptor* file) {
  for (int i = 0; i < file->message_type_count(); ++i) {
    const Descriptor* message = file->message_type(i);
    if (!message->options().HasExtension(assay::events_of)) {
      continue;
    }
    std::string owner = message->options().GetExtension(assay::events_of);
    RecordType* record = schema::Find(records_, FullName(message, owner));
    ASSAY_CHECK(record != nullptr && message->oneof_decl_count() == 1);
    for (int f = 0; f < message->field_count(); ++f) {
      const Descriptor* event = message->field(f)->message_type();
      record->events.push_back(event);
      events_[event->full_name()] = {event, record};
    }
  }
}

void Catalog::AddCommandsAndQueries(const google::protobuf::FileDescriptor* file) {
  for (int i = 0; i < file->message_type_count(); ++i) {
    const Descriptor* message = file->message_type(i);
    if (message->options().HasExtension(assay::command)) {
      AddCommand(message);
    }
    if (message->options().HasExtension(assay::query)) {
      const assay::Query& options = message->options().GetExtension(assay::query);
      const Descriptor* response = file->FindMessageTypeByName(options.response());
      ASSAY_CHECK(response != nullptr);
      queries_[message->full_name()] = {message, response, options, ServiceOf(message)};
    }
    if (message->options().HasExtension(assay::calculator)) {
      AddCalculator(message);
    }
  }
}

void Catalog::AddCalculator(const Descriptor* message) {
  const assay::Calculator& options = message->options().GetExtension(assay::calculator);
  const Descriptor* response = message->file()->FindMessageTypeByName(options.response());
  ASSAY_CHECK(response != nullptr && !calculators_.contains(options.name()));
  calculators_[options.name()] = {message, response, options};
}

void Catalog::AddCommand(const Descriptor* message) {
  CommandType command;
  command.message = message;
  command.options = message->options().GetExtension(assay::command);
  command.service = ServiceOf(message);
  command.verb = KebabCase(message->name());
  command.record = FindRecord(FullName(message, command.options.record()));
  ASSAY_CHECK(command.record != nullptr && message->FindFieldByName("id") != nullptr);
  for (const assay::Read& read : command.options.reads()) {
    command.reads.push_back(Resolve(message, read));
  }
  if (!command.options.emits().empty()) {
    command.emits = FindEvent(FullName(message, command.options.emits()));
    ASSAY_CHECK(command.emits != nullptr);
    ASSAY_CHECK(FindEventRecord(command.emits->full_name()) == command.record);
  }
  for (int i = 0; i < message->field_count(); ++i) {
    if (message->field(i)->options().GetExtension(assay::is).personal()) {
      command.personal.push_back(message->field(i));
    }
  }
  commands_[message->full_name()] = std::move(command);
}

const RecordType* Catalog::FindRecord(std::string_view name) const {
  return schema::Find(records_, name);
}
const EventType* Catalog::FindEventType(std::string_view event_name) const {
  return schema::Find(events_, event_name);
}
const RecordType* Catalog::FindEventRecord(std::string_view event_name) const {
  const EventType* type = FindEventType(event_name);
  return type == nullptr ? nullptr : type->record;
}
const Descriptor* Catalog::FindEvent(std::string_view event_name) const {
  const EventType* type = FindEventType(event_name);
  return type == nullptr ? nullptr : type->message;
}
const CommandType* Catalog::FindCommand(std::string_view name) const {
  return schema::Find(commands_, name);
}
const QueryType* Catalog::FindQuery(std::string_view name) const {
  return schema::Find(queries_, name);
}
const CalculatorType* Catalog::FindCalculator(std::string_view name) const {
  return schema::Find(calculators_, name);
}
const RecordType* Catalog::FindCollection(std::string_view collection) const {
  for (const auto& [name, record] : records_) {
    if (record.options.collection() == collection) {
      return &record;
    }
  }
  return nullptr;
}

std::vector<std::string> Catalog::services() const {
  std::set<std::string> names;
  for (const auto& [name, record] : records_) {
    names.insert(record.service);
  }
  names.erase("log");
  return {names.begin(), names.end()};
}

}  // namespace assay::schema
