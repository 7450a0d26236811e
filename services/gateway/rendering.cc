#include "services/gateway/rendering.h"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/json.hpp>
#include <charconv>

#include "assay/aggregate/processor.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/schema/json.h"

namespace assay::gateway {
namespace {

constexpr uint32_t kUnsealTimeoutMs = 3'000;

// Calls `visit` for every Sealed below the message.
void VisitSealed(Message* message, const std::function<void(assay::Sealed*)>& visit) {
  const auto* reflection = message->GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(*message, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    }
    bool sealed = field->message_type() == assay::Sealed::descriptor();
    int count = field->is_repeated() ? reflection->FieldSize(*message, field) : 1;
    for (int i = 0; i < count; ++i) {
      Message* child = field->is_repeated() ? reflection->MutableRepeatedMessage(message, field, i)
                                            : reflection->MutableMessage(message, field);
      if (sealed) {
        visit(static_cast<assay::Sealed*>(child));
      } else {
        VisitSealed(child, visit);
      }
    }
  }
}

void Close(assay::Sealed* sealed) {
  sealed->clear_key();
  sealed->clear_nonce();
  sealed->clear_ciphertext();
  sealed->clear_address();
}

}  // namespace

void Unseal(ServiceClients* clients, std::shared_ptr<Messages> messages,
            std::function<void()> then) {
  bus::v1::Unseal query;
  for (const auto& message : *messages) {
    VisitSealed(message.get(), [&](assay::Sealed* sealed) { *query.add_sealed() = *sealed; });
  }
  if (query.sealed().empty()) {
    return then();
  }
  bus::v1::Request request;
  request.set_method(query.GetDescriptor()->full_name());
  request.set_timeout_ms(kUnsealTimeoutMs);
  clients->Ask("directory", request, query.SerializeAsString(),
               [messages, then](const Result<bus::Answer>& answer) {
                 bus::v1::Unsealed opened;
                 bool answered = answer.ok() && !answer->header.has_problem() &&
                                 opened.ParseFromString(answer->body);
                 int next = 0;
                 for (const auto& message : *messages) {
                   VisitSealed(message.get(), [&](assay::Sealed* sealed) {
                     if (answered && next < opened.sealed_size()) {
                       *sealed = opened.sealed(next++);
                     }
                     Close(sealed);
                   });
                 }
                 then();
               });
}

http::Response ToResponse(const assay::Problem& problem) {
  http::Response response;
  response.status = problem.status();
  response.content_type = "application/problem+json";
  boost::json::object body;
  body["type"] = "urn:assay:problem:" + problem.code();
  body["title"] = problem.title();
  body["status"] = problem.status();
  body["detail"] = problem.detail();
  body["code"] = problem.code();
  auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) {
      body[name] = value;
    }
  };
  add("field", problem.field());
  add("rule", problem.rule());
  add("clause", problem.clause());
  add("ruleset", problem.ruleset());
  if (problem.actual_version() != 0) {
    body["actualVersion"] = problem.actual_version();
  }
  if (problem.retry_after_seconds() != 0) {
    response.headers.emplace_back("Retry-After", std::to_string(problem.retry_after_seconds()));
  }
  response.body = boost::json::serialize(body);
  return response;
}

http::Response ToResponse(const Rejection& rejection) {
  return ToResponse(aggregate::ToProblem(rejection));
}

http::Response ToResponse(const Message& message) {
  http::Response response;
  response.body = schema::ToJson(message);
  return response;
}

std::string ListJson(const Messages& records, const std::string& next_page_token, uint64_t total) {
  std::string json = "{\"items\":[";
  for (const auto& record : records) {
    json += (&record == &records.front() ? "" : ",") + schema::ToJson(*record);
  }
  return json +
         "],\"nextPageToken\":" + boost::json::serialize(boost::json::string(next_page_token)) +
         ",\"total\":" + std::to_string(total) + "}";
}

std::string TokensText(const google::protobuf::RepeatedPtrField<assay::Token>& tokens) {
  std::string text;
  for (const assay::Token& token : tokens) {
    text += (text.empty() ? "" : ",") + token.log() + "=" + std::to_string(token.position());
  }
  return text;
}

std::optional<Rejection> ParseTokens(std::string_view text, bus::v1::Request* request) {
  if (text.empty()) {
    return std::nullopt;
  }
  std::vector<std::string> parts;
  boost::algorithm::split(parts, text, boost::algorithm::is_any_of(","));
  for (const std::string& part : parts) {
    size_t equals = part.find('=');
    uint64_t position = 0;
    const char* end = part.data() + part.size();
    bool ok = equals != std::string::npos &&
              std::from_chars(part.data() + equals + 1, end, position).ptr == end;
    if (!ok) {
      return aggregate::Refuse("invalid-field", "Tokens are written audits=12,actions=3.",
                               "atLeast");
    }
    assay::Token* token = request->add_at_least();
    token->set_log(part.substr(0, equals));
    token->set_position(position);
  }
  return std::nullopt;
}

}  // namespace assay::gateway
