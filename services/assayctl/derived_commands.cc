#include "services/assayctl/derived_commands.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "assay/base/clock.h"
#include "assay/base/id.h"
#include "assay/schema/catalog.h"

namespace assay::ctl {
namespace {

namespace json = boost::json;
using google::protobuf::FieldDescriptor;

void Print(const json::value& value, const std::string& indent, std::ostream& out) {
  std::string deeper = indent + "  ";
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out << "{";
    for (auto at = object->begin(); at != object->end(); ++at) {
      out << (at == object->begin() ? "\n" : ",\n") << deeper
          << json::serialize(json::value(at->key())) << ": ";
      Print(at->value(), deeper, out);
    }
    out << "\n" << indent << "}";
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    out << "[";
    for (auto at = array->begin(); at != array->end(); ++at) {
      out << (at == array->begin() ? "\n" : ",\n") << deeper;
      Print(*at, deeper, out);
    }
    out << "\n" << indent << "]";
  } else {
    out << json::serialize(value);
  }
}

// What was typed for one command.
struct Typed {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<std::string>> lists;
  std::string body;
  std::string key;
  uint32_t if_match = 0;
};

std::string OptionName(const FieldDescriptor* field) {
  std::string name = field->name();
  std::replace(name.begin(), name.end(), '_', '-');
  return "--" + name;
}

std::string Describe(const FieldDescriptor* field) {
  const assay::Is& is = field->options().GetExtension(assay::is);
  std::string text = is.required() ? "required" : "optional";
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    text += ", one of";
    for (int i = 1; i < field->enum_type()->value_count(); ++i) {
      text += " " + field->enum_type()->value(i)->name();
    }
  }
  text += is.date() || is.occurred() ? ", a date YYYY-MM-DD" : is.id() ? ", an id" : "";
  text += is.occurred() ? ", not after today" : "";
  return is.reference().empty() ? text : text + " (" + is.reference() + ")";
}

void AddOptions(const google::protobuf::Descriptor* message, CLI::App* app, Typed* typed) {
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;  // by --json
    }
    if (field->is_repeated()) {
      app->add_option(OptionName(field), typed->lists[field->name()], Describe(field));
    } else {
      app->add_option(OptionName(field), typed->texts[field->name()], Describe(field));
    }
  }
}

json::value ValueOf(const FieldDescriptor* field, const std::string& text) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return text == "true"    ? json::value(true)
             : text == "false" ? json::value(false)
                               : json::value(text);
    default:
      return json::value(text);  // protobuf's mapping takes numbers as text
  }
}

// The body: --json, with the options laid over it.
Result<std::string> BodyOf(const google::protobuf::Descriptor* message, const Typed& typed) {
  json::error_code error;
  json::value body =
      typed.body.empty() ? json::value(json::object()) : json::parse(typed.body, error);
  if (error || !body.is_object()) {
    return InvalidArgument("--json is not a JSON object");
  }
  for (const auto& [name, text] : typed.texts) {
    if (!text.empty() && name != "id") {
      const auto* field = message->FindFieldByName(name);
      body.as_object()[field->json_name()] = ValueOf(field, text);
    }
  }
  for (const auto& [name, texts] : typed.lists) {
    if (!texts.empty()) {
      const auto* field = message->FindFieldByName(name);
      json::array values;
      for (const std::string& text : texts) {
        values.push_back(ValueOf(field, text));
      }
      body.as_object()[field->json_name()] = values;
    }
  }
  return json::serialize(body);
}

int GiveCommand(const schema::CommandType& command, const Typed& typed, const Session& session) {
  std::string path = OrganisationPath(session);
  std::string id = typed.texts.at("id");
  if (path.empty()) {
    return 2;
  }
  if (id.empty() && command.options.creates()) {
    id = Id::TimeOrdered(SystemClock().NowMicros() / 1000).ToString();
  }
  Result<std::string> body = BodyOf(command.message, typed);
  if (!body.ok()) {
    std::cerr << body.status().message() << "\n";
    return 2;
  }
  std::string key =
      typed.key.empty() ? Id::TimeOrdered(SystemClock().NowMicros() / 1000).ToString() : typed.key;
  ApiClient client(session.url, session.token);
  return Show(
      client.Post(path + command.record->options.collection() + "/" + id + ":" + command.verb,
                  *body, key, typed.if_match));
}

std::string Encoded(const std::string& text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

int AskQuery(const schema::QueryType& query, const Typed& typed, const Session& session) {
  std::string path = OrganisationPath(session);
  if (path.empty()) {
    return 2;
  }
  path += query.options.path();
  std::string parameters;
  for (const auto& [name, text] : typed.texts) {
    size_t at = path.find("{" + name + "}");
    if (at != std::string::npos) {
      path.replace(at, name.size() + 2, Encoded(text));
    } else if (!text.empty()) {
      parameters += (parameters.empty() ? "?" : "&") + name + "=" + Encoded(text);
    }
  }
  ApiClient client(session.url, session.token);
  return Show(client.Get(path + parameters));
}

}  // namespace

int Show(const Result<ApiAnswer>& answer) {
  if (!answer.ok()) {
    std::cerr << "assayctl: " << answer.status().message() << "\n";
    return 1;
  }
  if (!answer->ok()) {
    std::cerr << "assayctl: refused (" << answer->status << "): " << answer->Text("detail") << "\n";
    for (const char* member : {"code", "field", "rule", "clause", "actualVersion"}) {
      if (std::string text = answer->Text(member); !text.empty()) {
        std::cerr << "  " << member << ": " << text << "\n";
      }
    }
    return 1;
  }
  if (answer->json.is_null()) {
    std::cout << answer->body;
  } else {
    Print(answer->json, "", std::cout);
    std::cout << "\n";
  }
  return 0;
}

std::string OrganisationPath(const Session& session) {
  if (session.organisation.empty()) {
    std::cerr << "assayctl: say which organisation with --organisation or ASSAY_ORGANISATION\n";
    return "";
  }
  return "/api/v1/organisations/" + session.organisation + "/";
}

void AddDerivedCommands(const schema::Catalog& catalog, CLI::App* app, Session* session,
                        Action* chosen) {
  std::map<std::string, CLI::App*> services;
  for (const std::string& service : catalog.services()) {
    services[service] =
        app->add_subcommand(service, "Commands and queries of the " + service + " service");
    services[service]->require_subcommand(1);
  }
  for (const auto& [name, command] : catalog.commands()) {
    if (command.options.internal() || !services.contains(command.service)) {
      continue;
    }
    const schema::CommandType* type = &command;
    std::string help = "Addresses " + command.record->options.collection();
    help += command.options.requirement().empty() ? "" : " (" + command.options.requirement() + ")";
    CLI::App* sub = services[command.service]->add_subcommand(command.verb, help);
    auto typed = std::make_shared<Typed>();
    AddOptions(command.message, sub, typed.get());
    sub->add_option("--json", typed->body, "The body as JSON; options are laid over it");
    sub->add_option("--idempotency-key", typed->key,
                    "Repeat with the same key to get the first outcome again");
    sub->add_option("--if-match", typed->if_match, "The version you saw");
    sub->callback([=] { *chosen = [=] { return GiveCommand(*type, *typed, *session); }; });
  }
  for (const auto& [name, query] : catalog.queries()) {
    const schema::QueryType* type = &query;
    CLI::App* sub = services[query.service]->add_subcommand(
        schema::KebabCase(query.message->name()), "GET " + query.options.path());
    auto typed = std::make_shared<Typed>();
    AddOptions(query.message, sub, typed.get());
    sub->callback([=] { *chosen = [=] { return AskQuery(*type, *typed, *session); }; });
  }
}

}  // namespace assay::ctl
