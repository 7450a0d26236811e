#include "assay/schema/json.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

#include <boost/json/basic_parser_impl.hpp>
#include <set>
#include <vector>

namespace assay::schema {
namespace {

namespace json = boost::json;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Protobuf takes a field by its JSON name and by its name in proto/: both spellings are one key.
std::string LowerCamel(const std::string& key) {
  std::string camel;
  bool raise = false;
  for (char c : key) {
    if (c == '_') {
      raise = true;
      continue;
    }
    camel.push_back(raise && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    raise = false;
  }
  return camel;
}

// Watches a parse for what protobuf's own parser lets pass: duplicate keys, and lists directly in
// lists, which it would flatten.
class Strictness {
 public:
  static constexpr size_t max_object_size = 10'000;
  static constexpr size_t max_array_size = 100'000;
  static constexpr size_t max_key_size = 200;
  static constexpr size_t max_string_size = 1'000'000;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    keys_.emplace_back();
    in_list_.push_back(false);
    return true;
  }
  bool on_object_end(size_t, json::error_code&) {
    keys_.pop_back();
    in_list_.pop_back();
    return true;
  }
  bool on_array_begin(json::error_code& error) {
    if (!in_list_.empty() && in_list_.back()) {
      fault_ = "A list stands directly in a list.";
      error = json::error::syntax;
      return false;
    }
    in_list_.push_back(true);
    return true;
  }
  bool on_array_end(size_t, json::error_code&) {
    in_list_.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, size_t, json::error_code&) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, size_t, json::error_code& error) {
    key_.append(part.data(), part.size());
    if (!keys_.back().insert(LowerCamel(key_)).second) {
      fault_ = "The key \"" + key_ + "\" stands twice in one object.";
      field_ = key_;
      error = json::error::syntax;
      return false;
    }
    key_.clear();
    return true;
  }
  bool on_string_part(json::string_view, size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  const std::string& fault() const { return fault_; }
  const std::string& field() const { return field_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::vector<bool> in_list_;
  std::string key_;
  std::string fault_;
  std::string field_;
};

std::optional<Rejection> CheckSyntax(std::string_view text) {
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::basic_parser<Strictness> parser(options);
  json::error_code error;
  size_t used = parser.write_some(false, text.data(), text.size(), error);
  const Strictness& strictness = parser.handler();
  if (!strictness.fault().empty()) {
    return Rejection{
        .code = "malformed-json", .message = strictness.fault(), .field = strictness.field()};
  }
  if (error.failed() || used != text.size() || text.empty()) {
    return Rejection{.code = "malformed-json",
                     .message = "The body is not JSON (RFC 8259) of at most " +
                                std::to_string(kDepthMax) + " levels; it fails at byte " +
                                std::to_string(used) + "."};
  }
  return std::nullopt;
}

// What protobuf's parser complains of, "(path) name: why" or "(path): why", in our words: its paths
// have the names of proto/.
Rejection Explain(std::string_view reason) {
  struct Complaint {
    std::string_view why;
    const char* message;
  };
  // Of the fault behind the third the name is missing in front: it stands at the end.
  constexpr std::string_view kObject =
      ": invalid value Starting an object on a scalar field for type ";
  constexpr Complaint kComplaints[] = {
      {": Cannot find field.", "There is no such field."},
      {": Proto field is not repeating", "A list stands where one value is expected."},
      {kObject, "An object stands where one value is expected."},
      {": invalid value", "This field does not take such a value."},
      {": Root element must be a message.", "The body is not an object."}};
  for (const Complaint& complaint : kComplaints) {
    size_t at = reason.find(complaint.why);
    if (at == std::string_view::npos) {
      continue;
    }
    std::string path(reason.substr(0, at));
    std::string name =
        complaint.why == kObject ? std::string(reason.substr(at + kObject.size())) : "";
    if (size_t end = path.find(')'); path.starts_with('(') && end != std::string::npos) {
      name = name.empty() && end + 2 < path.size() ? path.substr(end + 2) : name;
      path = path.substr(1, end - 1);
    }
    // Of a list's element the path stands in front all the same, with the number of another.
    size_t last = path.rfind('.') == std::string::npos ? 0 : path.rfind('.') + 1;
    if (size_t number = path.find('[', last);
        number != std::string::npos && !name.empty() &&
        LowerCamel(path.substr(last, number - last)) == LowerCamel(name)) {
      path.resize(last == 0 ? 0 : last - 1);
    }
    path += (path.empty() || name.empty() ? "" : ".") + name;
    return {.code = "invalid-field", .message = complaint.message, .field = LowerCamel(path)};
  }
  return {.code = "invalid-field", .message = "The body is not what is expected here."};
}

// The path of the first enum number that its type does not have; empty when there is none.
std::string UnknownEnumIn(const Message& message, const std::string& prefix) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    int size = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      bool element = field->is_repeated();
      std::string path =
          prefix + field->json_name() + (element ? "[" + std::to_string(i) + "]" : "");
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        std::string inner =
            UnknownEnumIn(element ? reflection->GetRepeatedMessage(message, field, i)
                                  : reflection->GetMessage(message, field),
                          path + ".");
        if (!inner.empty()) {
          return inner;
        }
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM &&
                 field->enum_type()->FindValueByNumber(
                     element ? reflection->GetRepeatedEnumValue(message, field, i)
                             : reflection->GetEnumValue(message, field)) == nullptr) {
        return path;
      }
    }
  }
  return "";
}

}  // namespace

std::optional<Rejection> FromJson(std::string_view text, google::protobuf::Message* message) {
  if (auto fault = CheckSyntax(text)) {
    return fault;
  }
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = false;
  auto status =
      google::protobuf::util::JsonStringToMessage({text.data(), text.size()}, message, options);
  if (!status.ok()) {
    return Explain({status.message().data(), status.message().size()});
  }
  if (std::string path = UnknownEnumIn(*message, ""); !path.empty()) {
    return Rejection{.code = "invalid-field", .message = "This value is not known.", .field = path};
  }
  return std::nullopt;
}

std::string ToJson(const google::protobuf::Message& message, bool pretty) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  options.add_whitespace = pretty;
  std::string text;
  auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
  return status.ok() ? text : "{}";
}

}  // namespace assay::schema
