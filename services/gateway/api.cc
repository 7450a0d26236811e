#include "services/gateway/api.h"

#include <charconv>

#include "assay/aggregate/processor.h"
#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/runtime/access.h"
#include "assay/schema/json.h"
#include "assay/schema/validate.h"
#include "services/gateway/api_call.h"
#include "services/gateway/derived/cells.h"
#include "services/gateway/derived/table.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;

constexpr uint32_t kTimeoutMs =
    12'000;  // longer than a service's patience with what it has not seen yet

// Sets a query message's field from text; false when the text does not fit.
bool SetField(Message* message, const std::string& name, const std::string& text) {
  const auto* type = message->GetDescriptor();
  const auto* field = type->FindFieldByName(name);
  field = field != nullptr ? field : type->FindFieldByCamelcaseName(name);
  if (field == nullptr || field->is_repeated()) {
    return false;
  }
  const auto* reflection = message->GetReflection();
  if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING) {
    reflection->SetString(message, field, text);
    return true;
  }
  if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_BOOL) {
    reflection->SetBool(message, field, text == "true");
    return text == "true" || text == "false";
  }
  return false;
}

// If-Match: "3" or 3; nothing when malformed.
std::optional<uint32_t> ParseVersion(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  uint32_t version = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), version);
  bool ok = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && version > 0;
  return ok ? std::optional(version) : std::nullopt;
}

std::string Quoted(uint32_t version) {
  return "\"" + std::to_string(version) + "\"";
}

const assay::RecordMeta& Meta(const Message& record) {
  const auto* field = record.GetDescriptor()->FindFieldByName("meta");
  return static_cast<const assay::RecordMeta&>(record.GetReflection()->GetMessage(record, field));
}

bool IsTable(const std::string& format) {
  return format == "csv" || format == "xlsx";
}

// The rows as "csv" or "xlsx" has them. REQUIRES: IsTable(format).
Result<http::Response> TableOf(const schema::Descriptor* type,
                               const std::vector<const Message*>& rows, const std::string& format) {
  http::Response response;
  if (format == "csv") {
    response.content_type = "text/csv; charset=utf-8";
    response.body = ToCsv(type, rows);
    return response;
  }
  ASSAY_ASSIGN_OR_RETURN(response.body, ToXlsx(type, rows));
  response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return response;
}

std::unique_ptr<Message> ParseRecord(const schema::RecordType& type, const std::string& bytes) {
  auto record = schema::NewMessage(type.state);
  return record->ParseFromString(bytes) ? std::move(record) : nullptr;
}

}  // namespace

std::optional<uint32_t> Api::Call::PageSize() const {
  std::string text = Parameter("pageSize");
  uint32_t size = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), size);
  if (parsed.ec != std::errc() ? !text.empty() : parsed.ptr != text.data() + text.size()) {
    Refuse(aggregate::Refuse("invalid-field", "pageSize is a number.", "pageSize"));
    return std::nullopt;
  }
  return size;
}

bool Api::Call::ReadBody(Message* message) const {
  if (!request.header("content-type").starts_with("application/json")) {
    Refuse(aggregate::Refuse("unsupported-media-type", "Send application/json."));
    return false;
  }
  auto fault = schema::FromJson(request.body, message);
  fault = fault ? fault : schema::Validate(*message);
  if (fault) {
    Refuse(*fault);
  }
  return !fault;
}

void Api::Handle(http::Request request, http::Respond respond) {
  if (auto page = options_.console->Find(request)) {
    return respond(std::move(*page));
  }
  auto call = std::make_shared<Call>();
  call->request = std::move(request);
  call->respond = std::move(respond);
  call->credential = CredentialOf(call->request);
  if (auto fault = CheckOrigin(call->request, call->credential, options_.public_url)) {
    return call->Refuse(*fault);
  }
  call->identity = options_.accounts->Authenticate(call->credential.token);
  Route route = FindRoute(*options_.catalog, call->request.method, call->request.path);
  if (const auto* own = std::get_if<OwnRoute>(&route)) {
    return HandleOwn(*own, call);
  }
  if (!call->identity) {
    return call->Refuse(
        Refuse("unauthenticated",
               "Sign in at /api/v1/sessions and send the token as \"Authorization: Bearer ...\"."));
  }
  if (const auto* rejection = std::get_if<Rejection>(&route)) {
    return call->Refuse(*rejection);
  }
  if (const auto* command = std::get_if<CommandRoute>(&route)) {
    return HandleCommand(*command, call);
  }
  if (const auto* list = std::get_if<ListRoute>(&route)) {
    return HandleList(*list, call);
  }
  if (const auto* record = std::get_if<RecordRoute>(&route)) {
    return HandleRecord(*record, call);
  }
  if (const auto* calculator = std::get_if<CalculatorRoute>(&route)) {
    return HandleCalculator(*calculator, call);
  }
  HandleQuery(std::get<QueryRoute>(route), call);
}

bool Api::Prepare(const std::string& organisation, const CallPtr& call) {
  bus::v1::Request& header = call->header;
  *header.mutable_actor() = call->identity->ActorIn(organisation);
  if (header.actor().roles().empty()) {
    // Whether the organisation exists is not told to strangers.
    call->Refuse(Refuse("not-found", "There is no such organisation, or you have no role in it."));
    return false;
  }
  header.set_organisation(organisation);
  header.set_timeout_ms(kTimeoutMs);
  header.set_as_of(call->Parameter("asOf"));
  header.set_on(call->Parameter("on"));
  header.set_correlation(ToHex(RandomBytes(16)));
  std::string tokens(call->request.header("assay-at-least"));
  if (auto fault = ParseTokens(tokens.empty() ? call->Parameter("atLeast") : tokens, &header)) {
    call->Refuse(*fault);
    return false;
  }
  return true;
}

bool Api::ServiceOf(const schema::RecordType& record, const CallPtr& call, std::string* service) {
  *service = record.service == "log" ? call->Parameter("service") : record.service;
  const auto& known = options_.clients->services();
  if (std::find(known.begin(), known.end(), *service) == known.end()) {
    call->Refuse(Refuse("invalid-field", "Say which service's: ?service=audits.", "service"));
    return false;
  }
  return true;
}

void Api::Ask(const std::string& service, const Message& query, const CallPtr& call,
              std::function<void(bus::Answer)> then) {
  bus::v1::Request header = call->header;
  header.set_method(query.GetDescriptor()->full_name());
  options_.clients->Ask(
      service, std::move(header), query.SerializeAsString(),
      [call, service, then = std::move(then)](Result<bus::Answer> answer) {
        if (!answer.ok()) {
          assay::Problem problem = aggregate::ToProblem(
              Refuse("unavailable", "The " + service +
                                        " service does not answer; what it did is not known. Ask "
                                        "again, a command with the same Idempotency-Key."));
          problem.set_retry_after_seconds(2);
          return call->respond(ToResponse(problem));
        }
        if (answer->header.has_problem()) {
          return call->respond(ToResponse(answer->header.problem()));
        }
        call->seen = TokensText(answer->header.tokens());
        then(std::move(answer).value());
      });
}

void Api::HandleCommand(const CommandRoute& route, const CallPtr& call) {
  std::string service;
  if (!Prepare(route.organisation, call) || !ServiceOf(*route.command->record, call, &service)) {
    return;
  }
  if (!runtime::MayGive(call->header.actor(), *route.command)) {
    return call->Refuse(Refuse("forbidden", "Your roles in this organisation do not allow this."));
  }
  std::string key(call->request.header("idempotency-key"));
  if (key.empty() || key.size() > 200) {
    return call->Refuse(Refuse("missing-idempotency-key",
                               "A command needs an Idempotency-Key header of 1 to 200 characters; "
                               "a repeat with the same key is answered like the first."));
  }
  call->header.set_idempotency_key(key);
  if (std::string_view if_match = call->request.header("if-match"); !if_match.empty()) {
    std::optional<uint32_t> version = ParseVersion(if_match);
    if (!version) {
      return call->Refuse(
          Refuse("invalid-field", "If-Match is the version you saw, such as \"3\".", "If-Match"));
    }
    call->header.set_if_match(*version);
  }
  if (!call->request.header("content-type").starts_with("application/json")) {
    return call->Refuse(Refuse("unsupported-media-type", "Send application/json."));
  }
  auto command = schema::NewMessage(route.command->message);
  auto fault = schema::FromJson(call->request.body, command.get());
  const auto* id = route.command->message->FindFieldByName("id");
  const auto* reflection = command->GetReflection();
  std::string said = fault ? "" : reflection->GetString(*command, id);
  if (!fault && !said.empty() && said != route.id) {
    fault = Refuse("invalid-field", "The id in the body is not the one in the path.", "id");
  }
  reflection->SetString(command.get(), id, route.id);
  fault = fault ? fault : schema::Validate(*command);
  fault = fault ? fault : CheckFiles(route.organisation, *command);
  if (fault) {
    return call->Refuse(*fault);
  }
  Ask(service, *command, call, [call](const bus::Answer& answer) {
    const bus::v1::Reply& reply = answer.header;
    http::Response response;
    std::string tokens;
    for (const assay::Token& token : reply.tokens()) {
      tokens +=
          (tokens.empty() ? "\"" : ",\"") + token.log() + "\":" + std::to_string(token.position());
    }
    std::string warnings;
    for (const assay::Warning& warning : reply.warnings()) {
      warnings += (warnings.empty() ? "" : ",") + schema::ToJson(warning);
    }
    response.body = "{\"id\":\"" + reply.id() +
                    "\",\"version\":" + std::to_string(reply.version()) + ",\"number\":\"" +
                    reply.number() + "\",\"tokens\":{" + tokens + "},\"warnings\":[" + warnings +
                    "],\"repeated\":" + (reply.repeated() ? "true" : "false") + "}";
    response.headers.emplace_back("ETag", Quoted(reply.version()));
    call->Answer(std::move(response));
  });
}

void Api::HandleList(const ListRoute& route, const CallPtr& call) {
  std::string service;
  if (!Prepare(route.organisation, call) || !ServiceOf(*route.record, call, &service)) {
    return;
  }
  std::string format = call->Parameter("format");
  if (!format.empty() && format != "json" && !IsTable(format)) {
    return call->Refuse(Refuse("invalid-field", "format is json, csv or xlsx.", "format"));
  }
  bus::v1::ListRecords query;
  query.set_record(route.record->name());
  query.set_filter(call->Parameter("filter"));
  query.set_sort(call->Parameter("sort"));
  query.set_page_token(call->Parameter("pageToken"));
  std::optional<uint32_t> page_size = call->PageSize();
  if (!page_size) {
    return;
  }
  query.set_page_size(*page_size == 0 && IsTable(format) ? 1'000 : *page_size);
  Ask(service, query, call, [this, call, route, format](const bus::Answer& answer) {
    bus::v1::RecordPage page;
    auto records = std::make_shared<Messages>();
    bool read = page.ParseFromString(answer.body);
    for (const std::string& bytes : page.records()) {
      records->push_back(ParseRecord(*route.record, bytes));
      read = read && records->back() != nullptr;
    }
    if (!read) {
      return call->Refuse(Refuse("internal", "The service's answer cannot be read."));
    }
    Unseal(options_.clients, records, [call, route, format, records, page] {
      std::vector<const Message*> rows;
      for (const auto& record : *records) {
        rows.push_back(record.get());
      }
      http::Response response;
      if (IsTable(format)) {
        Result<http::Response> table = TableOf(route.record->state, rows, format);
        if (!table.ok()) {
          return call->Refuse(Refuse("internal", table.status().message()));
        }
        response = std::move(table).value();
      } else {
        response.body = ListJson(*records, page.next_page_token(), page.total());
      }
      if (!page.next_page_token().empty()) {
        response.headers.emplace_back("Assay-Next-Page-Token", page.next_page_token());
      }
      call->Answer(std::move(response));
    });
  });
}

void Api::HandleRecord(const RecordRoute& route, const CallPtr& call) {
  std::string service;
  if (!Prepare(route.organisation, call) || !ServiceOf(*route.record, call, &service)) {
    return;
  }
  if (route.history) {
    return HandleHistory(route, service, call);
  }
  bus::v1::GetRecord query;
  query.set_record(route.record->name());
  query.set_id(route.id);
  Ask(service, query, call, [this, call, route](const bus::Answer& answer) {
    bus::v1::RecordFound found;
    auto record =
        found.ParseFromString(answer.body) ? ParseRecord(*route.record, found.record()) : nullptr;
    if (record == nullptr) {
      return call->Refuse(Refuse("internal", "The service's answer cannot be read."));
    }
    auto records = std::make_shared<Messages>();
    records->push_back(std::move(record));
    Unseal(options_.clients, records, [call, records] {
      http::Response response = ToResponse(*records->front());
      response.headers.emplace_back("ETag", Quoted(Meta(*records->front()).version()));
      call->Answer(std::move(response));
    });
  });
}

void Api::HandleHistory(const RecordRoute& route, const std::string& service, const CallPtr& call) {
  std::optional<uint32_t> page_size = call->PageSize();
  if (!page_size) {
    return;
  }
  bus::v1::ShowHistory query;
  query.set_record(route.record->name());
  query.set_id(route.id);
  query.set_page_size(*page_size);
  query.set_page_token(call->Parameter("pageToken"));
  Ask(service, query, call, [this, call](const bus::Answer& answer) {
    auto history = std::make_shared<bus::v1::History>();
    auto events = std::make_shared<Messages>();
    bool read = history->ParseFromString(answer.body);
    for (const bus::v1::HistoryLine& line : history->lines()) {
      const auto* type = options_.catalog->FindEvent(line.event().type());
      auto event = type == nullptr ? nullptr : schema::NewMessage(type);
      read = read && event != nullptr && event->ParseFromString(line.event().data());
      events->push_back(std::move(event));
    }
    if (!read) {
      return call->Refuse(Refuse("internal", "The service's answer cannot be read."));
    }
    Unseal(options_.clients, events, [call, history, events] {
      std::string items;
      for (int i = 0; i < history->lines_size(); ++i) {
        bus::v1::HistoryLine line = history->lines(i);
        std::string type = line.event().type();
        line.clear_event();
        std::string json = schema::ToJson(line);
        json.pop_back();  // the closing brace; the event follows
        items += (i == 0 ? "" : ",") + json + ",\"event\":{\"type\":\"" + type +
                 "\",\"data\":" + schema::ToJson(*(*events)[static_cast<size_t>(i)]) + "}}";
      }
      http::Response response;
      response.body =
          "{\"items\":[" + items + "],\"nextPageToken\":\"" + history->next_page_token() + "\"}";
      call->Answer(std::move(response));
    });
  });
}

void Api::HandleQuery(const QueryRoute& route, const CallPtr& call) {
  if (!Prepare(route.organisation, call)) {
    return;
  }
  auto query = schema::NewMessage(route.query->message);
  for (const auto& [name, value] : route.path_fields) {
    SetField(query.get(), name, value);
  }
  std::string format = call->Parameter("format");
  bool table = IsTable(format) && RowsOf(route.query->response) != nullptr;
  if (!format.empty() && format != "json" && !table) {
    return call->Refuse(
        Refuse("invalid-field", "This answer is not one list; its format is json.", "format"));
  }
  for (const auto& [name, value] : call->request.query) {
    bool reserved = name == "asOf" || name == "on" || name == "atLeast" || name == "format";
    if (!reserved && !SetField(query.get(), name, value)) {
      return call->Refuse(
          Refuse("invalid-field", "This query takes no such parameter, or not this value.", name));
    }
  }
  if (auto fault = schema::Validate(*query)) {
    return call->Refuse(*fault);
  }
  AskAndRender(route.query->service, *query, *schema::NewMessage(route.query->response), call);
}

void Api::AskAndRender(const std::string& service, const Message& query, const Message& answer_type,
                       const CallPtr& call) {
  std::shared_ptr<Message> prototype(answer_type.New());
  Ask(service, query, call, [this, call, prototype](const bus::Answer& answer) {
    auto answers = std::make_shared<Messages>();
    answers->emplace_back(prototype->New());
    if (!answers->front()->ParseFromString(answer.body)) {
      return call->Refuse(Refuse("internal", "The service's answer cannot be read."));
    }
    Unseal(options_.clients, answers, [call, answers] {
      const Message& shown = *answers->front();
      std::string format = call->Parameter("format");
      const auto* list = RowsOf(shown.GetDescriptor());
      if (!IsTable(format) || list == nullptr) {
        return call->Answer(ToResponse(shown));
      }
      std::vector<const Message*> rows;
      for (int i = 0; i < shown.GetReflection()->FieldSize(shown, list); ++i) {
        rows.push_back(&shown.GetReflection()->GetRepeatedMessage(shown, list, i));
      }
      Result<http::Response> table = TableOf(list->message_type(), rows, format);
      if (!table.ok()) {
        return call->Refuse(Refuse("internal", table.status().message()));
      }
      call->Answer(std::move(table).value());
    });
  });
}

}  // namespace assay::gateway
