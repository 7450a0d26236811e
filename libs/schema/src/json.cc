#include "assay/schema/json.h"

#include <google/protobuf/util/json_util.h>

#include <boost/json/basic_parser_impl.hpp>
#include <set>
#include <vector>

namespace assay::schema {
namespace {

namespace json = boost::json;

// Watches a parse for what protobuf's own parser lets pass: duplicate keys.
class DuplicateKeys {
 public:
  static constexpr size_t max_object_size = 10'000;
  static constexpr size_t max_array_size = 100'000;
  static constexpr size_t max_key_size = 200;
  static constexpr size_t max_string_size = 1'000'000;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    keys_.emplace_back();
    return true;
  }
  bool on_object_end(size_t, json::error_code&) {
    keys_.pop_back();
    return true;
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(size_t, json::error_code&) { return true; }
  bool on_key_part(json::string_view part, size_t, json::error_code&) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, size_t, json::error_code& error) {
    key_.append(part.data(), part.size());
    if (!keys_.back().insert(key_).second) {
      duplicate_ = key_;
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

  const std::string& duplicate() const { return duplicate_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::string key_;
  std::string duplicate_;
};

std::optional<Rejection> CheckSyntax(std::string_view text) {
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::basic_parser<DuplicateKeys> parser(options);
  json::error_code error;
  size_t used = parser.write_some(false, text.data(), text.size(), error);
  const std::string& duplicate = parser.handler().duplicate();
  if (!duplicate.empty()) {
    return Rejection{.code = "malformed-json",
                     .message = "The key \"" + duplicate + "\" stands twice in one object.",
                     .field = duplicate};
  }
  if (error.failed() || used != text.size() || text.empty()) {
    return Rejection{.code = "malformed-json",
                     .message = "The body is not JSON (RFC 8259) of at most " +
                                std::to_string(kDepthMax) + " levels; it fails at byte " +
                                std::to_string(used) + "."};
  }
  return std::nullopt;
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
    std::string reason(status.message());
    return Rejection{.code = "invalid-field", .message = "The body does not fit: " + reason};
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
