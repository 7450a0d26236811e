#pragma once

#include <google/protobuf/arena.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assay/options.pb.h"

namespace assay::schema {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

struct RecordType;

// A read that proto/ declares, resolved.
struct ReadType {
  const RecordType* record = nullptr;
  assay::Read options;
  bool foreign = false;  // of another service: a fact
};

// A kind of record: its state message and the events that fold into it.
struct RecordType {
  const Descriptor* state = nullptr;
  std::vector<const Descriptor*> events;  // event messages, in order of their numbers
  assay::Record options;
  std::string service;                    // "audits"; "log" for what every log keeps about itself
  const FieldDescriptor* id = nullptr;    // of the state message
  const FieldDescriptor* meta = nullptr;  // likewise
  std::vector<ReadType> today;            // whose zone says what day it is, the first known one
  const std::string& name() const { return state->full_name(); }
};

// A kind of event, and the kind of record it folds into.
struct EventType {
  const Descriptor* message = nullptr;
  const RecordType* record = nullptr;
};

struct CommandType {
  const Descriptor* message = nullptr;
  const RecordType* record = nullptr;
  std::vector<ReadType> reads;
  std::vector<const FieldDescriptor*> personal;  // texts to seal
  const Descriptor* emits = nullptr;             // null: a decide function is needed
  assay::Command options;
  std::string service;
  std::string verb;  // "raise-finding"
};

struct QueryType {
  const Descriptor* message = nullptr;
  const Descriptor* response = nullptr;
  assay::Query options;
  std::string service;
};

// A computation: a request and its answer. Its JSON is plain (plain_json.h).
struct CalculatorType {
  const Descriptor* message = nullptr;
  const Descriptor* response = nullptr;
  assay::Calculator options;
  const std::string& name() const { return options.name(); }
};

// Everything the published language says: records, commands and queries of all services, and the
// calculators, read from the descriptors compiled into this program. Immutable; any thread.
class Catalog {
 public:
  // Builds it from the compiled descriptors. Aborts on a contradiction in proto/: that is a bug of
  // ours.
  Catalog();

  // Null when there is none. Names are full message names.
  const RecordType* FindRecord(std::string_view name) const;
  const EventType* FindEventType(std::string_view event_name) const;
  const RecordType* FindEventRecord(std::string_view event_name) const;
  const Descriptor* FindEvent(std::string_view event_name) const;
  const CommandType* FindCommand(std::string_view name) const;
  const QueryType* FindQuery(std::string_view name) const;
  // By the name that its option gives: "site-sample".
  const CalculatorType* FindCalculator(std::string_view name) const;
  // By HTTP path element.
  const RecordType* FindCollection(std::string_view collection) const;

  const std::map<std::string, RecordType, std::less<>>& records() const { return records_; }
  const std::map<std::string, CommandType, std::less<>>& commands() const { return commands_; }
  const std::map<std::string, QueryType, std::less<>>& queries() const { return queries_; }
  const std::map<std::string, CalculatorType, std::less<>>& calculators() const {
    return calculators_;
  }
  std::vector<std::string> services() const;

 private:
  void AddRecords(const google::protobuf::FileDescriptor* file);
  void AddPlaces();
  void AddEvents(const google::protobuf::FileDescriptor* file);
  void AddCommandsAndQueries(const google::protobuf::FileDescriptor* file);
  void AddCalculator(const Descriptor* message);
  void AddCommand(const Descriptor* message);
  ReadType Resolve(const Descriptor* from, const assay::Read& read) const;

  std::map<std::string, RecordType, std::less<>> records_;
  struct NameHash {
    using is_transparent = void;
    size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };
  std::unordered_map<std::string, EventType, NameHash, std::equal_to<>> events_;
  std::map<std::string, CommandType, std::less<>> commands_;
  std::map<std::string, QueryType, std::less<>> queries_;
  std::map<std::string, CalculatorType, std::less<>> calculators_;
};

// The one list of published files: reading it tells what the language contains.
std::vector<const google::protobuf::FileDescriptor*> PublishedFiles();

// A new message of the type. REQUIRES: the type is compiled into this program.
std::unique_ptr<Message> NewMessage(const Descriptor* type);
// A new record of the kind with its id and nothing else.
std::unique_ptr<Message> NewRecord(const RecordType& type, std::string_view id);
// The same in an arena, which owns it.
Message* NewRecord(const RecordType& type, std::string_view id, google::protobuf::Arena* arena);

// "RaiseFinding" -> "raise-finding".
std::string KebabCase(std::string_view camel_case);
// "assay.audits.v1" -> "audits".
std::string ServiceOf(const Descriptor* message);

}  // namespace assay::schema
