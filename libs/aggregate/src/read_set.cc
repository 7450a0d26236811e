// Loading what a command declares to read: records of its own service from streams, facts of others
// from their feeds.
#include <algorithm>

#include "assay/base/check.h"
#include "assay/base/limits.h"
#include "assay/schema/fold.h"
#include "attempt.h"

namespace assay::aggregate {
namespace {

using google::protobuf::FieldDescriptor;

Rejection NotFoundAt(const schema::ReadType& read, const std::string& field) {
  const std::string& name = read.record->state->name();
  return Refuse("not-found", "There is no " + schema::KebabCase(name) + " with this id.", field);
}

// The dotted path of a command's field in JSON names. A field that is not the command's own (of the
// addressed record, of a record read before) has no place in the body: empty, or the command's
// field it was reached through.
std::string JsonPath(const Message& command, std::string_view path) {
  const google::protobuf::Descriptor* type = command.GetDescriptor();
  std::string json;
  while (type != nullptr && !path.empty()) {
    size_t dot = path.find('.');
    const FieldDescriptor* field = type->FindFieldByName(std::string(path.substr(0, dot)));
    if (field == nullptr) {
      break;
    }
    json += (json.empty() ? "" : ".") + field->json_name();
    type = field->message_type();
    path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
  }
  return json;
}

void CollectTexts(const Message& message, std::string_view path, std::vector<std::string>* texts) {
  size_t dot = path.find('.');
  const FieldDescriptor* field =
      message.GetDescriptor()->FindFieldByName(std::string(path.substr(0, dot)));
  if (field == nullptr) {
    return;
  }
  if (dot == std::string_view::npos) {
    std::vector<std::string> found = schema::FieldTexts(message, field);
    texts->insert(texts->end(), found.begin(), found.end());
    return;
  }
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    return;
  }
  const auto* reflection = message.GetReflection();
  std::string_view rest = path.substr(dot + 1);
  if (!field->is_repeated()) {
    return CollectTexts(reflection->GetMessage(message, field), rest, texts);
  }
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    CollectTexts(reflection->GetRepeatedMessage(message, field, i), rest, texts);
  }
}

// Whether the condition of the read holds: "type=PRE_AUDIT" of the command, ".type=..." of the
// addressed record.
bool IsAskedFor(const schema::ReadType& read, const Message& command, const Message& addressed) {
  std::string_view condition = read.options.only_if();
  if (condition.empty()) {
    return true;
  }
  bool of_record = condition.starts_with('.');
  condition.remove_prefix(of_record ? 1 : 0);
  size_t equals = condition.find('=');
  ASSAY_CHECK(equals != std::string_view::npos);
  std::string_view field = condition.substr(0, equals);
  const Message& message = of_record ? addressed : command;
  ASSAY_CHECK(message.GetDescriptor()->FindFieldByName(std::string(field)) != nullptr);
  return schema::FieldText(message, field) == condition.substr(equals + 1);
}

}  // namespace

std::vector<std::string> TextsAt(const Message& message, const std::string& path) {
  std::vector<std::string> texts;
  CollectTexts(message, path, &texts);
  std::erase(texts, "");
  return texts;
}

Result<std::optional<Rejection>> Processor::LoadReads(Attempt* attempt) {
  for (const schema::ReadType& read : attempt->request->type->reads) {
    ASSAY_ASSIGN_OR_RETURN(auto rejection, LoadRead(read, attempt));
    if (rejection) {
      return rejection;
    }
  }
  return std::optional<Rejection>();
}

Result<std::optional<Rejection>> Processor::LoadRead(const schema::ReadType& read,
                                                     Attempt* attempt) {
  if (!IsAskedFor(read, *attempt->request->command, *attempt->addressed.state)) {
    return std::optional<Rejection>();
  }
  const std::string& path = read.options.field();
  size_t dot = path.find('.');
  std::vector<std::string> values;
  if (read.options.by() == "@organisation") {
    values = {attempt->request->organisation};
  } else if (path.starts_with('.')) {
    if (attempt->addressed.state != nullptr) {
      values = TextsAt(*attempt->addressed.state, path.substr(1));
    }
  } else if (auto via = attempt->read_by_field.find(path.substr(0, dot));
             dot != std::string::npos && via != attempt->read_by_field.end()) {
    values = TextsAt(*via->second, path.substr(dot + 1));
  } else {
    values = TextsAt(*attempt->request->command, path);
  }
  if (values.empty()) {  // nothing to know
    return std::optional<Rejection>();
  }
  if (read.foreign && !NoteFact(read, attempt) && !read.options.optional()) {
    return std::optional(Refuse(
        "unavailable",
        "The " + read.record->service + " service has not been heard yet; try again in a moment."));
  }
  for (const std::string& value : values) {
    ASSAY_ASSIGN_OR_RETURN(auto rejection, read.options.by().empty()
                                               ? LoadOne(read, value, attempt)
                                               : LoadAll(read, value, attempt));
    if (rejection) {
      return rejection;
    }
  }
  return std::optional<Rejection>();
}

Result<std::shared_ptr<const Message>> Processor::FindVisible(const schema::ReadType& read,
                                                              const std::string& id,
                                                              const std::string& organisation) {
  if (read.foreign) {
    ASSAY_ASSIGN_OR_RETURN(auto fact, options_.facts->Find(read.record->service, read.record->state,
                                                           organisation, id));
    return std::shared_ptr<const Message>(std::move(fact));
  }
  ASSAY_ASSIGN_OR_RETURN(const CachedRecord* cached, cache_->Find(*read.record, id));
  bool visible = cached != nullptr && (cached->organisation == organisation ||
                                       cached->organisation == kSharedOrganisation);
  return visible ? cached->state : nullptr;
}

Result<std::optional<Rejection>> Processor::LoadOne(const schema::ReadType& read,
                                                    const std::string& id, Attempt* attempt) {
  ASSAY_ASSIGN_OR_RETURN(auto record, FindVisible(read, id, attempt->request->organisation));
  if (record == nullptr) {
    return read.options.optional()
               ? std::optional<Rejection>()
               : NotFoundAt(read, JsonPath(*attempt->request->command, read.options.field()));
  }
  attempt->read_by_field[read.options.field()] = record;
  attempt->context.AddRecord(std::move(record));
  return std::optional<Rejection>();
}

Result<std::optional<Rejection>> Processor::LoadAll(const schema::ReadType& read,
                                                    const std::string& value, Attempt* attempt) {
  const std::string& organisation = attempt->request->organisation;
  if (read.foreign) {
    ASSAY_ASSIGN_OR_RETURN(
        auto records, options_.facts->All(read.record->service, read.record->state, organisation));
    for (auto& record : records) {
      attempt->context.AddRecord(std::move(record));
    }
    return std::optional<Rejection>();
  }
  ASSAY_ASSIGN_OR_RETURN(auto ids, options_.log->FindByIndex(read.record->name(), read.options.by(),
                                                             value, limits::kReadSetMax));
  for (const std::string& id : ids) {
    ASSAY_ASSIGN_OR_RETURN(const CachedRecord* cached, cache_->Find(*read.record, id));
    if (cached != nullptr && cached->organisation == organisation) {
      attempt->context.AddRecord(cached->state);
    }
  }
  return std::optional<Rejection>();
}

bool Processor::NoteFact(const schema::ReadType& read, Attempt* attempt) {
  log::v1::Fact fact = options_.facts->Known(read.record->service);
  if (fact.log_id().empty()) {
    return false;
  }
  auto* facts = attempt->draft.entry.mutable_facts();
  bool noted = std::any_of(facts->begin(), facts->end(),
                           [&](const auto& known) { return known.log_id() == fact.log_id(); });
  if (!noted) {
    *facts->Add() = std::move(fact);
  }
  return true;
}

}  // namespace assay::aggregate
