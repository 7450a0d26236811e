// The calculators: a request in plain JSON, an answer, nothing asked of any service.
#include "assay/schema/plain_json.h"
#include "services/gateway/api_call.h"

namespace assay::gateway {

void Api::HandleCalculator(const CalculatorRoute& route, const CallPtr& call) {
  if (!call->request.header("content-type").starts_with("application/json")) {
    return call->Refuse(
        Rejection{.code = "unsupported-media-type", .message = "Send application/json."});
  }
  const rules::Ruleset* ruleset = RulesAskedFor(call);
  if (ruleset == nullptr) {
    return;
  }
  auto answered = calculators_.Calculate(*ruleset, route.calculator->name(), call->request.body);
  if (const auto* rejection = std::get_if<Rejection>(&answered)) {
    return call->Refuse(*rejection);
  }
  http::Response response;
  response.body = schema::ToPlainJson(*std::get<std::unique_ptr<Message>>(answered));
  call->respond(std::move(response));
}

}  // namespace assay::gateway
