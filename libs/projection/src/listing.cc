#include "assay/projection/listing.h"

#include <algorithm>
#include <charconv>

#include "assay/base/hash.h"
#include "assay/base/limits.h"
#include "assay/projection/page_token.h"
#include "assay/schema/fold.h"

namespace assay::projection {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr uint32_t kPageSizeDefault = 100;
constexpr size_t kConditionsMax = 20;

// A field reached by a dotted path of proto or JSON names.
using Path = std::vector<const FieldDescriptor*>;

const FieldDescriptor* FindField(const Descriptor* type, const std::string& name) {
  const FieldDescriptor* field = type->FindFieldByName(name);
  return field != nullptr ? field : type->FindFieldByCamelcaseName(name);
}

std::optional<Path> ParsePath(const Descriptor* type, std::string_view text) {
  Path path;
  while (!text.empty()) {
    size_t dot = text.find('.');
    if (type == nullptr) {
      return std::nullopt;
    }
    const FieldDescriptor* field = FindField(type, std::string(text.substr(0, dot)));
    if (field == nullptr) {
      return std::nullopt;
    }
    path.push_back(field);
    type = field->message_type();
    text = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  }
  return path.empty() ? std::nullopt : std::optional(path);
}

// All texts at the path: several when a repeated field lies on it.
void Collect(const Message& message, const Path& path, size_t at, std::vector<std::string>* out) {
  const FieldDescriptor* field = path[at];
  const auto* reflection = message.GetReflection();
  if (at + 1 == path.size()) {
    std::vector<std::string> texts = schema::FieldTexts(message, field);
    out->insert(out->end(), texts.begin(), texts.end());
    return;
  }
  if (!field->is_repeated()) {
    return Collect(reflection->GetMessage(message, field), path, at + 1, out);
  }
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    Collect(reflection->GetRepeatedMessage(message, field, i), path, at + 1, out);
  }
}

bool IsNumeric(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return true;
    default:
      return false;
  }
}

int Compare(const FieldDescriptor* field, const std::string& a, const std::string& b) {
  int64_t x = 0;
  int64_t y = 0;
  if (IsNumeric(field) && std::from_chars(a.data(), a.data() + a.size(), x).ec == std::errc() &&
      std::from_chars(b.data(), b.data() + b.size(), y).ec == std::errc()) {
    return x < y ? -1 : static_cast<int>(x > y);
  }
  return a.compare(b);
}

struct Condition {
  Path path;
  std::string operation;
  std::string value;

  bool Holds(const std::string& text) const {
    if (operation == "~") {
      return text.find(value) != std::string::npos;
    }
    int order = Compare(path.back(), text, value);
    return (operation == "=" && order == 0) || (operation == "<" && order < 0) ||
           (operation == "<=" && order <= 0) || (operation == ">" && order > 0) ||
           (operation == ">=" && order >= 0);
  }
  bool Holds(const Message& record) const {
    std::vector<std::string> texts;
    Collect(record, path, 0, &texts);
    if (operation == "!=") {
      return std::none_of(texts.begin(), texts.end(),
                          [&](const std::string& text) { return text == value; });
    }
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& text) { return Holds(text); });
  }
};

Rejection Invalid(std::string code, std::string message, std::string field) {
  return {.code = std::move(code), .message = std::move(message), .field = std::move(field)};
}

std::optional<Rejection> ParseFilter(const Descriptor* type, std::string_view text,
                                     std::vector<Condition>* conditions) {
  while (!text.empty()) {
    size_t end = text.find(';');
    std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
    size_t begin = part.find_first_of("=!<>~");
    if (begin == std::string_view::npos || conditions->size() == kConditionsMax) {
      return Invalid("invalid-filter",
                     "A filter is up to 20 conditions such as state=OPEN;due_on<2026-12-01.",
                     "filter");
    }
    size_t length = part.substr(begin + 1).starts_with('=') ? 2 : 1;
    std::string operation(part.substr(begin, length));
    std::optional<Path> path = ParsePath(type, part.substr(0, begin));
    if (!path || operation == "!" || operation == "==" || operation == "~=") {
      return Invalid("invalid-filter", "There is no condition \"" + std::string(part) + "\" here.",
                     "filter");
    }
    std::string value(part.substr(begin + length));
    const auto* names = path->back()->enum_type();
    bool exact = operation == "=" || operation == "!=";
    if (names != nullptr && exact && names->FindValueByName(value) == nullptr) {
      return Invalid("invalid-filter",
                     "There is no value \"" + value + "\" in \"" + std::string(part) + "\".",
                     "filter");
    }
    conditions->push_back({*path, operation, std::move(value)});
  }
  return std::nullopt;
}

struct SortKey {
  Path path;
  bool descending;
};

std::optional<Rejection> ParseSort(const Descriptor* type, std::string_view text,
                                   std::vector<SortKey>* keys) {
  while (!text.empty()) {
    size_t end = text.find(',');
    std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
    bool descending = part.starts_with('-');
    std::optional<Path> path = ParsePath(type, descending ? part.substr(1) : part);
    if (!path || path->back()->is_repeated() || keys->size() == kConditionsMax) {
      return Invalid("invalid-sort", "There is no field \"" + std::string(part) + "\" to sort by.",
                     "sort");
    }
    keys->push_back({*path, descending});
  }
  return std::nullopt;
}

std::string SortText(const Message& record, const Path& path) {
  std::vector<std::string> texts;
  Collect(record, path, 0, &texts);
  return texts.empty() ? "" : texts.front();
}

void Sort(const std::vector<SortKey>& keys, std::vector<std::unique_ptr<Message>>* records) {
  std::stable_sort(records->begin(), records->end(), [&](const auto& a, const auto& b) {
    for (const SortKey& key : keys) {
      int order = Compare(key.path.back(), SortText(*a, key.path), SortText(*b, key.path));
      if (order != 0) {
        return key.descending ? order > 0 : order < 0;
      }
    }
    return false;
  });
}

template <typename Integer>
std::string Text(const std::optional<Integer>& value) {
  return value ? std::to_string(*value) : "";
}

std::string ListName(const schema::RecordType& type, const std::string& organisation,
                     const ListRequest& request) {
  return Sha256(HashInput()
                    .Add(type.name())
                    .Add(organisation)
                    .Add(request.filter)
                    .Add(request.sort)
                    .Add(Text(request.as_of.position))
                    .Add(Text(request.as_of.instant_us))
                    .bytes())
      .substr(0, 8);
}

}  // namespace

std::variant<Page, Rejection, Status> List(const RecordView& view, const schema::RecordType& type,
                                           const std::string& organisation,
                                           const ListRequest& request,
                                           const std::function<void(Message*)>& present) {
  std::vector<Condition> conditions;
  std::vector<SortKey> keys;
  if (auto fault = ParseFilter(type.state, request.filter, &conditions)) {
    return *fault;
  }
  if (auto fault = ParseSort(type.state, request.sort, &keys)) {
    return *fault;
  }
  std::string list = ListName(type, organisation, request);
  PageToken token{0, view.next()};
  if (!request.page_token.empty()) {
    auto read = PageToken::Parse(request.page_token, list, view.next());
    if (!read) {
      return Invalid("invalid-page-token", "This page token does not belong to this list.",
                     "pageToken");
    }
    token = *read;
  }
  AsOf as_of = request.as_of;
  if (!as_of.position && token.position > 0) {
    as_of.position = token.position - 1;
  }
  std::vector<std::unique_ptr<Message>> records;
  Status status = view.Scan(type, organisation, as_of, [&](std::unique_ptr<Message> record) {
    if (present) {
      present(record.get());
    }
    if (std::all_of(conditions.begin(), conditions.end(),
                    [&](const Condition& c) { return c.Holds(*record); })) {
      records.push_back(std::move(record));
    }
    return true;
  });
  if (!status.ok()) {
    return status;
  }
  Sort(keys, &records);
  Page page;
  page.total = records.size();
  page.position = token.position;
  size_t size = std::min<size_t>(request.page_size == 0 ? kPageSizeDefault : request.page_size,
                                 limits::kPageRowsMax);
  const size_t end = std::min<size_t>(records.size(), token.offset + size);
  for (size_t bytes = 0; token.offset < end; ++token.offset) {
    bytes += records[token.offset]->ByteSizeLong();
    if (bytes > limits::kPageBytesMax && !page.records.empty()) {
      break;
    }
    page.records.push_back(std::move(records[token.offset]));
  }
  if (token.offset < records.size()) {
    page.next_page_token = token.Text(list);
  }
  return page;
}

}  // namespace assay::projection
