#include "tests/libs/schema/language.h"

#include <set>

#include "assay/bus/v1/frames.pb.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/common.pb.h"
#include "assay/gateway/v1/accounts.pb.h"

namespace assay::schema {

std::vector<const google::protobuf::FileDescriptor*> AllFiles() {
  std::vector<const google::protobuf::FileDescriptor*> files = PublishedFiles();
  files.push_back(assay::Token::descriptor()->file());
  files.push_back(assay::Record::descriptor()->file());
  files.push_back(bus::v1::Frame::descriptor()->file());
  files.push_back(bus::v1::GetRecord::descriptor()->file());
  files.push_back(gateway::v1::Token::descriptor()->file());
  return files;
}

namespace {

void AddNested(const Descriptor* message, std::vector<const Descriptor*>* all) {
  all->push_back(message);
  for (int i = 0; i < message->nested_type_count(); ++i) {
    AddNested(message->nested_type(i), all);
  }
}

void AddReached(const Descriptor* message, std::set<const Descriptor*>* all) {
  if (!all->insert(message).second) {
    return;
  }
  for (int i = 0; i < message->field_count(); ++i) {
    if (const Descriptor* inner = message->field(i)->message_type()) {
      AddReached(inner, all);
    }
  }
}

}  // namespace

std::vector<const Descriptor*> AllMessages() {
  std::vector<const Descriptor*> all;
  for (const auto* file : AllFiles()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      AddNested(file->message_type(i), &all);
    }
  }
  return all;
}

std::vector<const google::protobuf::EnumDescriptor*> AllEnums() {
  std::vector<const google::protobuf::EnumDescriptor*> all;
  for (const auto* file : AllFiles()) {
    for (int i = 0; i < file->enum_type_count(); ++i) {
      all.push_back(file->enum_type(i));
    }
  }
  for (const Descriptor* message : AllMessages()) {
    for (int i = 0; i < message->enum_type_count(); ++i) {
      all.push_back(message->enum_type(i));
    }
  }
  return all;
}

std::vector<const FieldDescriptor*> CommandFields(const Catalog& catalog) {
  std::set<const Descriptor*> messages;
  for (const auto& [name, command] : catalog.commands()) {
    AddReached(command.message, &messages);
  }
  std::vector<const FieldDescriptor*> fields;
  for (const Descriptor* message : messages) {
    for (int i = 0; i < message->field_count(); ++i) {
      fields.push_back(message->field(i));
    }
  }
  return fields;
}

const FieldDescriptor* FieldAt(const Descriptor* type, std::string_view path) {
  const FieldDescriptor* field = nullptr;
  while (type != nullptr && !path.empty()) {
    size_t dot = path.find('.');
    field = type->FindFieldByName(std::string(path.substr(0, dot)));
    if (field == nullptr || dot == std::string_view::npos) {
      return field;
    }
    type = field->message_type();
    path = path.substr(dot + 1);
  }
  return nullptr;
}

bool IsText(const FieldDescriptor* field) {
  return field->type() == FieldDescriptor::TYPE_STRING;
}

bool SameType(const FieldDescriptor* a, const FieldDescriptor* b) {
  return a->type() == b->type() && a->message_type() == b->message_type() &&
         a->enum_type() == b->enum_type();
}

}  // namespace assay::schema
