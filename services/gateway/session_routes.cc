// Signing in and out, and who an account is.
#include "assay/aggregate/processor.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/schema/json.h"
#include "services/gateway/api_call.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;

constexpr uint32_t kHealthTimeoutMs = 2'000;

http::Response EmptyObject() {
  http::Response response;
  response.body = "{}";
  return response;
}

Rejection WhyNot(const Status& status) {
  return status.code() == StatusCode::kPermission
             ? Refuse("unauthenticated", "Login or password is wrong.")
         : status.code() == StatusCode::kNotFound        ? Refuse("not-found", status.message())
         : status.code() == StatusCode::kInvalidArgument ? Refuse("invalid-field", status.message())
         : status.code() == StatusCode::kUnavailable
             ? Refuse("too-many-requests",
                      "Too many wrong passwords for this login: wait a minute.")
             : Refuse("internal", status.message());
}

}  // namespace

void Api::SignIn(const std::string& /*argument*/, const CallPtr& call) {
  v1::SignIn sign_in;
  if (!call->ReadBody(&sign_in)) {
    return;
  }
  // A page of another site must not sign a browser in as somebody else.
  Credential as_cookie{"", sign_in.cookie()};
  if (auto fault = CheckOrigin(call->request, as_cookie, options_.public_url)) {
    return call->Refuse(*fault);
  }
  Status queued = options_.pool->Run([this, call, sign_in] {
    AnswerSignedIn(options_.accounts->SignIn(sign_in.login(), sign_in.password()), sign_in.cookie(),
                   call);
  });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many sign-ins at once; try again."));
  }
}

void Api::ShowFirstRun(const std::string& /*argument*/, const CallPtr& call) {
  v1::FirstRun shown;
  shown.set_open(options_.accounts->IsFirstRun());
  bus::v1::Request asked;
  asked.set_method(bus::v1::AskHealth::descriptor()->full_name());
  asked.set_timeout_ms(kHealthTimeoutMs);
  options_.clients->Ask("directory", asked, "", [call, shown](const Result<bus::Answer>& answer) {
    bus::v1::Health health;
    v1::FirstRun known = shown;
    known.set_simulated(answer.ok() && health.ParseFromString(answer->body) &&
                        health.clock() == "simulated");
    call->respond(ToResponse(known));
  });
}

void Api::SetAdministrator(const std::string& /*argument*/, const CallPtr& call) {
  v1::SetAdministrator set;
  if (!call->ReadBody(&set)) {
    return;
  }
  if (auto fault = CheckOrigin(call->request, {"", true}, options_.public_url)) {
    return call->Refuse(*fault);
  }
  Status queued = options_.pool->Run(
      [this, call, set] { AnswerSignedIn(options_.accounts->SetAdministrator(set), true, call); });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many sign-ins at once; try again."));
  }
}

void Api::AnswerSignedIn(Result<v1::SignedIn> signed_in, bool as_cookie, const CallPtr& call) {
  if (!signed_in.ok()) {
    return call->Refuse(WhyNot(signed_in.status()));
  }
  std::string cookie = SessionCookie(signed_in->token(), options_.public_url);
  if (as_cookie) {
    signed_in->clear_token();
  }
  http::Response response = ToResponse(*signed_in);
  if (as_cookie) {
    response.headers.emplace_back("Set-Cookie", cookie);
  }
  call->respond(std::move(response));
}

void Api::EndSessions(const std::string& /*argument*/, const CallPtr& call) {
  v1::EndSessions end;
  if (!call->ReadBody(&end)) {
    return;
  }
  Status ended = end.everywhere() ? options_.accounts->EndSessions(call->identity->user.id())
                                  : options_.accounts->EndSession(call->credential.token);
  if (!ended.ok()) {
    return call->Refuse(Refuse("internal", ended.message()));
  }
  http::Response response = EmptyObject();
  if (call->credential.from_cookie) {
    response.headers.emplace_back("Set-Cookie", NoSessionCookie(options_.public_url));
  }
  call->respond(std::move(response));
}

void Api::ShowMe(const std::string& /*argument*/, const CallPtr& call) {
  v1::Account account = ToAccount(call->identity->user);
  for (const std::string& organisation : options_.accounts->OrganisationsOf(*call->identity)) {
    account.add_organisations(organisation);
  }
  call->respond(ToResponse(account));
}

void Api::ListMembers(const std::string& organisation, const CallPtr& call) {
  if (call->identity->ActorIn(organisation).roles().empty()) {
    return call->Refuse(
        Refuse("not-found", "There is no such organisation, or you have no role in it."));
  }
  std::string items;
  for (const v1::Member& member : options_.accounts->MembersOf(organisation)) {
    items += (items.empty() ? "" : ",") + schema::ToJson(member);
  }
  http::Response response;
  response.body = "{\"items\":[" + items + "]}";
  call->respond(std::move(response));
}

}  // namespace assay::gateway
