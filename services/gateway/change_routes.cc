// What changes, as server-sent events.
#include "assay/aggregate/processor.h"
#include "services/gateway/api_call.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;

constexpr char kHeartbeat[] = ": still here\n\n";

}  // namespace

void Api::FollowChanges(const std::string& organisation, const CallPtr& call) {
  auto reads = [organisation](const std::optional<Identity>& identity) {
    return identity && !identity->ActorIn(organisation).roles().empty();
  };
  auto identity = options_.accounts->Authenticate(call->credential.token);
  if (!reads(identity)) {
    return call->Refuse(
        Refuse("not-found", "There is no such organisation, or you have no role in it."));
  }
  std::string_view resumes = call->request.header("last-event-id");
  auto seen = ParsePlaces(resumes.empty() ? call->Parameter("after") : std::string(resumes));
  if (!seen) {
    return call->Refuse(
        Refuse("invalid-field", "Places are written audits=12,actions=3.1.", "after"));
  }
  auto may_read = [accounts = options_.accounts, token = call->credential.token, reads] {
    return reads(accounts->Authenticate(token));
  };
  http::Response response;
  response.content_type = "text/event-stream";
  response.headers.emplace_back("X-Accel-Buffering",
                                "no");  // what a proxy holds back comes too late
  response.streaming = http::Streaming{
      kHeartbeat, [feed = &options_.clients->changes(), user = identity->user.id(), organisation,
                   seen = *seen, may_read](std::unique_ptr<http::BodyStream> stream) {
        feed->AddReader({user, organisation, seen, std::move(stream), may_read});
      }};
  call->respond(std::move(response));
}

}  // namespace assay::gateway
