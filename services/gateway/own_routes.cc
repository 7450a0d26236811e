// The gateway's own routes: sign-in, accounts, services, clock, health, documents.
#include <atomic>
#include <map>

#include "assay/aggregate/processor.h"
#include "assay/base/hash.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/gateway/v1/accounts.pb.h"
#include "assay/schema/json.h"
#include "services/gateway/api_call.h"
#include "services/gateway/derived/api_page.h"
#include "services/gateway/derived/openapi.h"

namespace assay::gateway {
namespace {

using aggregate::Refuse;

constexpr uint32_t kHealthTimeoutMs = 2'000;
constexpr uint32_t kClockTimeoutMs = 20'000;

Rejection ToRejection(const Status& status) {
  switch (status.code()) {
    case StatusCode::kPermission:
      return Refuse("forbidden", status.message());
    case StatusCode::kNotFound:
      return Refuse("not-found", status.message());
    case StatusCode::kUnavailable:
      return Refuse("too-many-requests", status.message());
    case StatusCode::kInvalidArgument:
      return Refuse("invalid-field", status.message());
    default:
      return Refuse("internal", status.message());
  }
}

template <typename T>
http::Response ResponseOf(const Result<T>& result) {
  return result.ok() ? ToResponse(*result) : ToResponse(ToRejection(result.status()));
}

http::Response Plain(std::string content_type, std::string body) {
  http::Response response;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  return response;
}

// Collects the answers of all services; calls `done` with them in order of names.
struct Gathered {
  std::atomic<size_t> pending{0};
  std::vector<std::string> answers;
  std::function<void(std::vector<std::string>)> done;
};

}  // namespace

Api::Api(Options options)
    : options_(options),
      calculators_(*options.catalog),
      open_api_(OpenApiDocument(*options.catalog)),
      api_page_(ApiPage(*options.catalog)) {}

bool Api::MayCall(const OwnRoute& route, const CallPtr& call) const {
  if (route.route->access == Access::kEverybody) {
    return true;
  }
  if (!call->identity) {
    call->Refuse(
        Refuse("unauthenticated",
               "Sign in at /api/v1/sessions and send the token as \"Authorization: Bearer ...\"."));
    return false;
  }
  bool own = route.route->access == Access::kSignedIn ||
             (route.route->access == Access::kUserOrAdministrator &&
              call->identity->user.id() == route.argument);
  if (!own && !call->identity->administrator()) {
    call->Refuse(Refuse("forbidden", "Only an administrator of the installation may do this."));
    return false;
  }
  return true;
}

void Api::HandleOwn(const OwnRoute& route, const CallPtr& call) {
  if (!MayCall(route, call)) {
    return;
  }
  if (call->identity) {
    *call->header.mutable_actor() = call->identity->ActorIn("*");
    call->header.set_organisation(std::string(kSharedOrganisation));
    call->header.set_timeout_ms(kClockTimeoutMs);
  }
  static const std::map<std::string_view, void (Api::*)(const std::string&, const CallPtr&)>
      kHandlers = {
          {"signIn", &Api::SignIn},
          {"showFirstRun", &Api::ShowFirstRun},
          {"setAdministrator", &Api::SetAdministrator},
          {"followChanges", &Api::FollowChanges},
          {"endSessions", &Api::EndSessions},
          {"showMe", &Api::ShowMe},
          {"listMembers", &Api::ListMembers},
          {"putUser", &Api::PutUser},
          {"changePassword", &Api::ChangePassword},
          {"createToken", &Api::CreateToken},
          {"listServices", &Api::ListServices},
          {"rebuildViews", &Api::RebuildViews},
          {"backUp", &Api::BackUp},
          {"holdReactions", &Api::HoldReactions},
          {"scrub", &Api::Scrub},
          {"scrubUploads", &Api::ScrubUploads},
          {"showDigests", &Api::ShowDigests},
          {"showClock", &Api::ShowClock},
          {"advanceClock", &Api::AdvanceClock},
          {"showAlive", &Api::ShowAlive},
          {"showReady", &Api::ListServices},
          {"showMetrics", &Api::ShowMetrics},
          {"showPolicy", &Api::ShowPolicy},
          {"showCheckpoint", &Api::ShowCheckpoint},
          {"showTile", &Api::ShowTile},
          {"showReceipt", &Api::ShowReceipt},
          {"showEntry", &Api::ShowEntry},
          {"addCheckpoint", &Api::AddCheckpoint},
          {"putUpload", &Api::PutUpload},
          {"getUpload", &Api::GetUpload},
          {"showWitnessKey", &Api::ShowWitnessKey},
          {"showWitnessed", &Api::ShowWitnessed},
          {"listStandards", &Api::ListStandards},
          {"showStandard", &Api::ShowStandard},
          {"listRules", &Api::ListRules},
          {"showOpenApi", &Api::ShowOpenApi},
          {"showApi", &Api::ShowApi},
      };
  (this->*kHandlers.at(route.route->operation_id))(route.argument, call);
}

void Api::ShowAlive(const std::string& /*argument*/, const CallPtr& call) {
  call->respond(Plain("text/plain", "alive\n"));
}

void Api::ShowOpenApi(const std::string& /*argument*/, const CallPtr& call) {
  call->respond(Plain("application/json", open_api_));
}

void Api::ShowApi(const std::string& /*argument*/, const CallPtr& call) {
  http::Response page = Plain("text/html; charset=utf-8", api_page_);
  page.headers.emplace_back("Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'");
  call->respond(std::move(page));
}

bool Api::IsService(const std::string& name, const CallPtr& call) const {
  const auto& services = options_.clients->services();
  bool known = std::find(services.begin(), services.end(), name) != services.end();
  if (!known) {
    call->Refuse(Refuse("not-found", "There is no service of this name."));
  }
  return known;
}

void Api::RebuildViews(const std::string& service, const CallPtr& call) {
  if (IsService(service, call)) {
    AskAndRender(service, bus::v1::RebuildViews(), bus::v1::RebuildStarted(), call);
  }
}

void Api::ShowDigests(const std::string& service, const CallPtr& call) {
  if (IsService(service, call)) {
    AskAndRender(service, bus::v1::DigestViews(), bus::v1::ViewDigests(), call);
  }
}

void Api::ShowMetrics(const std::string& service, const CallPtr& call) {
  if (!IsService(service, call)) {
    return;
  }
  Ask(service, bus::v1::AskMetrics(), call, [call](const bus::Answer& answer) {
    bus::v1::Metrics metrics;
    bool read = metrics.ParseFromString(answer.body);
    call->respond(Plain("text/plain; version=0.0.4", read ? metrics.text() : ""));
  });
}

void Api::PutUser(const std::string& id, const CallPtr& call) {
  v1::PutUser put;
  if (!call->ReadBody(&put)) {
    return;
  }
  if (!IsId(id)) {
    return call->Refuse(Refuse("invalid-field", "The user's id in the path is not an id.", "id"));
  }
  Status queued = options_.pool->Run(
      [this, call, id, put] { call->respond(ResponseOf(options_.accounts->PutUser(id, put))); });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many requests at once; try again."));
  }
}

void Api::ChangePassword(const std::string& id, const CallPtr& call) {
  v1::ChangePassword change;
  bool own = call->identity->user.id() == id;
  if (!call->ReadBody(&change)) {
    return;
  }
  Status queued = options_.pool->Run([this, call, id, change, own] {
    Status changed = options_.accounts->ChangePassword(id, change, !own);
    call->respond(changed.ok() ? Plain("application/json", "{}")
                               : ToResponse(ToRejection(changed)));
  });
  if (!queued.ok()) {
    call->Refuse(Refuse("unavailable", "Too many requests at once; try again."));
  }
}

void Api::CreateToken(const std::string& id, const CallPtr& call) {
  v1::CreateToken create;
  if (!call->ReadBody(&create)) {
    return;
  }
  int64_t expires = create.expires_at().empty() ? 0 : ParseInstant(create.expires_at()).value();
  Result<std::string> token = options_.accounts->CreateToken(id, create.name(), expires, false);
  if (!token.ok()) {
    return call->Refuse(ToRejection(token.status()));
  }
  v1::TokenCreated created;
  created.set_token(*token);
  call->respond(ToResponse(created));
}

void Api::ListServices(const std::string& /*argument*/, const CallPtr& call) {
  bool public_answer = !call->identity || !call->identity->administrator();
  auto gathered = std::make_shared<Gathered>();
  const auto& services = options_.clients->services();
  gathered->pending = services.size();
  gathered->answers.resize(services.size());
  auto ready = std::make_shared<std::atomic<bool>>(true);
  for (size_t i = 0; i < services.size(); ++i) {
    bus::v1::Request request;
    request.set_method(bus::v1::AskHealth::descriptor()->full_name());
    request.set_timeout_ms(kHealthTimeoutMs);
    options_.clients->Ask(
        services[i], request, "", [=, name = services[i]](const Result<bus::Answer>& answer) {
          bus::v1::Health health;
          health.set_service(name);
          bool answered = answer.ok() && health.ParseFromString(answer->body);
          if (!answered) {
            health.add_problems("the service does not answer");
          }
          if (!health.ready()) {
            *ready = false;
          }
          gathered->answers[i] = schema::ToJson(health);
          if (--gathered->pending > 0) {
            return;
          }
          http::Response response;
          if (public_answer) {
            response = Plain("text/plain", *ready ? "ready\n" : "not ready\n");
          } else {
            std::string items;
            for (const std::string& line : gathered->answers) {
              items += (items.empty() ? "" : ",") + line;
            }
            response.body = "{\"items\":[" + items + "]}";
          }
          response.status = call->request.path == "/readyz" && !*ready ? 503 : 200;
          call->respond(std::move(response));
        });
  }
}

void Api::ShowClock(const std::string& /*argument*/, const CallPtr& call) {
  // All clocks move together; the directory's stands for them.
  Ask("directory", bus::v1::AskHealth(), call, [call](const bus::Answer& answer) {
    bus::v1::Health health;
    if (!health.ParseFromString(answer.body)) {
      return call->Refuse(Refuse("internal", "The service's answer cannot be read."));
    }
    v1::ClockShown shown;
    shown.set_simulated(health.clock() == "simulated");
    shown.set_now(health.now());
    call->respond(ToResponse(shown));
  });
}

void Api::AdvanceClock(const std::string& /*argument*/, const CallPtr& call) {
  v1::MoveClock move;
  if (!call->ReadBody(&move)) {
    return;
  }
  // First every clock, then the timers of every service; the answer comes when all are done.
  struct Steps {
    std::atomic<size_t> pending{0};
    std::atomic<bool> failed{false};
    assay::Problem problem;
    std::mutex mu;
  };
  auto steps = std::make_shared<Steps>();
  const auto& services = options_.clients->services();
  steps->pending = services.size();
  auto finish = [call, steps] {
    if (--steps->pending > 0) {
      return;
    }
    std::lock_guard lock(steps->mu);
    call->respond(steps->failed ? ToResponse(steps->problem) : Plain("application/json", "{}"));
  };
  auto fail = [steps, finish](const assay::Problem& problem) {
    {
      std::lock_guard lock(steps->mu);
      steps->problem = problem;
      steps->failed = true;
    }
    finish();
  };
  for (const std::string& service : services) {
    bus::v1::Request health = call->header;
    health.set_method(bus::v1::AskHealth::descriptor()->full_name());
    options_.clients->Ask(service, health, "", [=, this](const Result<bus::Answer>& answer) {
      bus::v1::Health known;
      if (!answer.ok() || !known.ParseFromString(answer->body)) {
        return fail(aggregate::ToProblem(
            Refuse("unavailable", "The " + service + " service does not answer.")));
      }
      if (known.clock() != "simulated") {
        return fail(aggregate::ToProblem(
            Refuse("real-clock", "This installation runs on the real clock, which nobody moves.")));
      }
      log::v1::AdvanceClock advance;
      advance.set_id(known.log_id());
      advance.set_to(move.to());
      bus::v1::Request request = call->header;
      request.set_method(advance.GetDescriptor()->full_name());
      request.set_idempotency_key("clock " + move.to());
      options_.clients->Ask(
          service, request, advance.SerializeAsString(),
          [=, this](const Result<bus::Answer>& moved) {
            if (!moved.ok() || moved->header.has_problem()) {
              return fail(
                  moved.ok() ? moved->header.problem()
                             : aggregate::ToProblem(Refuse(
                                   "unavailable", "The " + service + " service does not answer.")));
            }
            bus::v1::Request timers = call->header;
            timers.set_method(bus::v1::RunTimers::descriptor()->full_name());
            options_.clients->Ask(service, timers, "",
                                  [finish](const Result<bus::Answer>&) { finish(); });
          });
    });
  }
}

}  // namespace assay::gateway
