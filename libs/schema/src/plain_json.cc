#include "assay/schema/plain_json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>
#include <limits>
#include <utility>
#include <vector>

#include "assay/base/check.h"
#include "assay/options.pb.h"
#include "assay/schema/json.h"
#include "assay/schema/validate.h"

namespace assay::schema {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kIndent = 2;

bool IsDecimal(const FieldDescriptor* field) {
  return field != nullptr && field->options().GetExtension(assay::is).decimal();
}

std::string ExpectedOf(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return "an object";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true or false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return "a name in quotes";
    case FieldDescriptor::CPPTYPE_STRING:
      return IsDecimal(field) ? "a number" : "text in quotes";
    default:
      return "a whole number";
  }
}

// " strict literal": what can be said.
std::string NamesOf(const google::protobuf::EnumDescriptor* type) {
  std::string names;
  for (int i = 1; i < type->value_count(); ++i) {
    names += " " + type->value(i)->name();
  }
  return names;
}

// Writes JSON text piece by piece; knows only commas and white space.
class Writer {
 public:
  explicit Writer(bool pretty) : pretty_(pretty) {}

  void Open(char bracket) {
    Begin();
    text_.push_back(bracket);
    filled_.push_back(false);
  }
  void Close(char bracket) {
    bool filled = filled_.back();
    filled_.pop_back();
    if (filled) {
      Break();
    }
    text_.push_back(bracket);
  }
  void Key(const std::string& key) {
    Begin();
    text_ += json::serialize(json::string(key)) + (pretty_ ? ": " : ":");
    after_key_ = true;
  }
  void Value(const std::string& value) {
    Begin();
    text_ += value;
  }
  const std::string& text() const { return text_; }

 private:
  void Begin() {
    if (!after_key_ && !filled_.empty()) {
      text_ += filled_.back() ? "," : "";
      filled_.back() = true;
      Break();
    }
    after_key_ = false;
  }
  void Break() {
    if (pretty_) {
      text_.push_back('\n');
      text_.append(kIndent * filled_.size(), ' ');
    }
  }

  bool pretty_;
  bool after_key_ = false;
  std::vector<bool> filled_;  // of each open bracket: whether something stands in it
  std::string text_;
};

// Rewrites JSON of a message: `quoting` puts decimals in quotes, as protobuf's mapping has them,
// and holds every value to its field; otherwise it takes the quotes away.
class Rewriter {
 public:
  static constexpr size_t max_object_size = 10'000;
  static constexpr size_t max_array_size = 100'000;
  static constexpr size_t max_key_size = 200;
  static constexpr size_t max_string_size = 1'000'000;

  explicit Rewriter(const Descriptor* type) : root_(type), writer_(false) {}

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code& error) {
    const Descriptor* type = levels_.empty() ? root_ : Field()->message_type();
    if (type == nullptr || ListMissing()) {
      return Fail(error, "Here " + ExpectedHere() + " is expected, not an object.");
    }
    writer_.Open('{');
    levels_.push_back({type, nullptr, false, 0});
    return true;
  }
  bool on_object_end(size_t, json::error_code&) {
    levels_.pop_back();
    writer_.Close('}');
    EndValue();
    return true;
  }
  bool on_array_begin(json::error_code& error) {
    if (levels_.empty() || levels_.back().list || !Field()->is_repeated()) {
      return Fail(error, "Here " + (levels_.empty() ? "an object" : ExpectedHere()) +
                             " is expected, not a list.");
    }
    levels_.back().list = true;
    writer_.Open('[');
    return true;
  }
  bool on_array_end(size_t, json::error_code&) {
    levels_.back().list = false;
    levels_.back().index = 0;
    writer_.Close(']');
    return true;
  }
  bool on_key_part(json::string_view part, size_t, json::error_code&) { return Gather(part); }
  bool on_key(json::string_view part, size_t, json::error_code& error) {
    std::string key = Gathered(part);
    const FieldDescriptor* field = levels_.back().type->FindFieldByName(key);
    if (field == nullptr) {
      levels_.back().field = nullptr;
      return Fail(error, "There is no such field here.", key);
    }
    levels_.back().field = field;
    writer_.Key(key);
    return true;
  }
  bool on_string_part(json::string_view part, size_t, json::error_code&) { return Gather(part); }
  bool on_string(json::string_view part, size_t, json::error_code& error) {
    std::string text = Gathered(part);
    const FieldDescriptor* field = levels_.empty() ? nullptr : Field();
    bool wanted = field != nullptr && !ListMissing() &&
                  (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM ||
                   field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) &&
                  !IsDecimal(field);
    if (!wanted) {
      return Fail(error, "Here " + ExpectedHere() + " is expected, not text.");
    }
    if (field->enum_type() != nullptr && field->enum_type()->FindValueByName(text) == nullptr) {
      return Fail(error, "This value is not known; there are" + NamesOf(field->enum_type()) + ".");
    }
    return Put(json::serialize(json::string(text)));
  }
  bool on_number_part(json::string_view part, json::error_code&) { return Gather(part); }
  bool on_int64(int64_t value, json::string_view part, json::error_code& error) {
    return Number(Gathered(part), true,
                  value >= std::numeric_limits<int32_t>::min() &&
                      value <= std::numeric_limits<int32_t>::max(),
                  error);
  }
  bool on_uint64(uint64_t, json::string_view part, json::error_code& error) {
    return Number(Gathered(part), true, false, error);
  }
  bool on_double(double, json::string_view part, json::error_code& error) {
    return Number(Gathered(part), false, false, error);
  }
  bool on_bool(bool value, json::error_code& error) {
    bool wanted =
        !levels_.empty() && !ListMissing() && Field()->cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
    if (!wanted) {
      return Fail(error, "Here " + ExpectedHere() + " is expected, not true or false.");
    }
    return Put(value ? "true" : "false");
  }
  // Stands for what is not said, as in protobuf's mapping; not in a list.
  bool on_null(json::error_code& error) {
    if (levels_.empty() || levels_.back().list) {
      return Fail(error, "Here " + ExpectedHere() + " is expected, not null.");
    }
    return Put("null");
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  const std::optional<Rejection>& fault() const { return fault_; }
  const std::string& text() const { return writer_.text(); }

 private:
  // An open object.
  struct Level {
    const Descriptor* type = nullptr;
    const FieldDescriptor* field = nullptr;  // whose value comes
    bool list = false;                       // a list of its values is open
    size_t index = 0;                        // in the list
  };

  const FieldDescriptor* Field() const { return levels_.back().field; }
  // A single value where a list is expected.
  bool ListMissing() const {
    return !levels_.empty() && Field()->is_repeated() && !levels_.back().list;
  }
  std::string ExpectedHere() const {
    return levels_.empty() ? "an object" : ListMissing() ? "a list" : ExpectedOf(Field());
  }
  bool Gather(json::string_view part) {
    gathered_.append(part.data(), part.size());
    return true;
  }
  std::string Gathered(json::string_view part) {
    Gather(part);
    return std::exchange(gathered_, "");
  }
  bool Number(const std::string& text, bool whole, bool fits, json::error_code& error) {
    bool decimal = !levels_.empty() && IsDecimal(Field());
    bool number = !levels_.empty() && Field()->cpp_type() == FieldDescriptor::CPPTYPE_INT32;
    if (ListMissing() || !(decimal || (number && whole))) {
      return Fail(error, "Here " + ExpectedHere() + " is expected, not " + text + ".");
    }
    if (number && !fits) {
      return Fail(error, "The number " + text + " is too large.");
    }
    return Put(decimal ? "\"" + text + "\"" : text);
  }
  bool Put(const std::string& value) {
    writer_.Value(value);
    EndValue();
    return true;
  }
  void EndValue() {
    if (!levels_.empty() && levels_.back().list) {
      ++levels_.back().index;
    }
  }
  bool Fail(json::error_code& error, std::string message, const std::string& last = "") {
    std::string path;
    for (const Level& level : levels_) {
      if (level.field != nullptr) {
        path += (path.empty() ? "" : ".") + level.field->name();
        path += level.list ? "[" + std::to_string(level.index) + "]" : "";
      }
    }
    path += (path.empty() || last.empty() ? "" : ".") + last;
    fault_ = Rejection{.code = "invalid-field", .message = std::move(message), .field = path};
    error = json::error::syntax;
    return false;
  }

  const Descriptor* root_;
  Writer writer_;
  std::vector<Level> levels_;
  std::string gathered_;
  std::optional<Rejection> fault_;
};

void Print(const Message& message, Writer* writer);

// One value: a singular field, or element `index` of a repeated one (-1: singular).
void PrintValue(const Message& message, const FieldDescriptor* field, int index, Writer* writer) {
  const auto* values = message.GetReflection();
  bool one = index < 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Print(one ? values->GetMessage(message, field)
                       : values->GetRepeatedMessage(message, field, index),
                   writer);
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string text = one ? values->GetString(message, field)
                             : values->GetRepeatedString(message, field, index);
      return writer->Value(IsDecimal(field) ? text : json::serialize(json::string(text)));
    }
    case FieldDescriptor::CPPTYPE_ENUM:
      return writer->Value(
          '"' +
          (one ? values->GetEnum(message, field) : values->GetRepeatedEnum(message, field, index))
              ->name() +
          '"');
    case FieldDescriptor::CPPTYPE_BOOL:
      return writer->Value(
          (one ? values->GetBool(message, field) : values->GetRepeatedBool(message, field, index))
              ? "true"
              : "false");
    case FieldDescriptor::CPPTYPE_INT32:
      return writer->Value(std::to_string(one ? values->GetInt32(message, field)
                                              : values->GetRepeatedInt32(message, field, index)));
    default:
      ASSAY_CHECK(false);  // plain messages have no other kinds
  }
}

// Fields in the order in which proto/ has them.
void Print(const Message& message, Writer* writer) {
  const Descriptor* type = message.GetDescriptor();
  const auto* values = message.GetReflection();
  writer->Open('{');
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->has_presence() && !values->HasField(message, field)) {
      continue;
    }
    writer->Key(field->name());
    if (!field->is_repeated()) {
      PrintValue(message, field, -1, writer);
      continue;
    }
    writer->Open('[');
    for (int element = 0; element < values->FieldSize(message, field); ++element) {
      PrintValue(message, field, element, writer);
    }
    writer->Close(']');
  }
  writer->Close('}');
}

// "groups[0].siteIds" of a message -> "groups[0].site_ids".
std::string PlainPath(const Descriptor* type, std::string_view path) {
  std::string plain;
  while (!path.empty()) {
    std::string_view part = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    std::string name(part.substr(0, part.find('[')));
    const FieldDescriptor* field = type == nullptr ? nullptr : type->FindFieldByCamelcaseName(name);
    plain += (plain.empty() ? "" : ".") + (field == nullptr ? name : field->name()) +
             std::string(part.substr(name.size()));
    type = field == nullptr ? nullptr : field->message_type();
  }
  return plain;
}

}  // namespace

std::optional<Rejection> FromPlainJson(std::string_view text, Message* message) {
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::basic_parser<Rewriter> parser(options, message->GetDescriptor());
  json::error_code error;
  size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (parser.handler().fault()) {
    return parser.handler().fault();
  }
  bool read = !error.failed() && used == text.size() && !text.empty();
  // What is no JSON is refused with the words of the other mapping.
  return FromJson(read ? std::string_view(parser.handler().text()) : text, message);
}

std::string ToPlainJson(const Message& message, bool pretty) {
  Writer writer(pretty);
  Print(message, &writer);
  return writer.text();
}

bool IsPlain(const Descriptor* type) {
  const auto* file = type->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    if (file->message_type(i)->options().HasExtension(assay::calculator)) {
      return true;
    }
  }
  return false;
}

std::string PropertyName(const FieldDescriptor* field) {
  return IsPlain(field->containing_type()) ? field->name() : field->json_name();
}

std::optional<Rejection> ValidatePlain(const Message& message) {
  std::optional<Rejection> fault = Validate(message);
  if (fault) {
    fault->field = PlainPath(message.GetDescriptor(), fault->field);
  }
  return fault;
}

}  // namespace assay::schema
