#include "intake.h"

#include "assay/base/limits.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/runtime/access.h"
#include "assay/runtime/logger.h"
#include "assay/schema/fold.h"
#include "assay/schema/validate.h"

namespace assay::runtime {
namespace {

constexpr size_t kKeyLengthMax = 200;
constexpr uint32_t kForwardTimeoutMs = 5'000;

using aggregate::Refuse;

template <typename T>
bool Is(const bus::v1::Request& header) {
  return header.method() == T::descriptor()->full_name();
}

assay::Problem BusyProblem(const Status& status) {
  assay::Problem problem = aggregate::ToProblem(Refuse("unavailable", status.message()));
  if (status.code() == StatusCode::kInvalidArgument) {
    problem = aggregate::ToProblem(Refuse("too-large", status.message()));
  }
  problem.set_retry_after_seconds(problem.status() == 503 ? 1 : 0);
  return problem;
}

// The reply to a decided command.
bus::v1::Reply ReplyOf(const std::string& service, const Result<aggregate::Verdict>& verdict) {
  bus::v1::Reply reply;
  if (!verdict.ok()) {
    *reply.mutable_problem() = BusyProblem(verdict.status());
    return reply;
  }
  if (verdict->problem) {
    *reply.mutable_problem() = *verdict->problem;
    return reply;
  }
  const aggregate::Receipt& receipt = *verdict->receipt;
  assay::Token* token = reply.add_tokens();
  token->set_log(service);
  token->set_position(receipt.position);
  reply.set_version(receipt.version);
  reply.set_id(receipt.id);
  reply.set_number(receipt.number);
  reply.set_repeated(receipt.repeated);
  *reply.mutable_warnings() = {receipt.warnings.begin(), receipt.warnings.end()};
  return reply;
}

std::string ResultName(const bus::v1::Reply& reply) {
  return reply.has_problem() ? reply.problem().code() : reply.repeated() ? "repeated" : "accepted";
}

}  // namespace

void Intake::Refuse(const bus::Responder& respond, const Rejection& rejection) {
  bus::v1::Reply reply;
  *reply.mutable_problem() = aggregate::ToProblem(rejection);
  parts_->metrics->Answered(rejection.code);
  respond(std::move(reply), "");
}

void Intake::Take(bus::IncomingRequest request, bus::Responder respond) {
  const bus::v1::Request& header = request.header;
  if (Is<bus::v1::AskHealth>(header)) {
    return AnswerHealth(respond);
  }
  if (Is<bus::v1::RebuildViews>(header)) {
    return Rebuild(header, respond);
  }
  if (upkeep_.Takes(header.method())) {
    return upkeep_.Take(request, respond);
  }
  if (Is<bus::v1::RunTimers>(header)) {
    return RunTimers(parts_, [respond](uint32_t given) {
      bus::v1::TimersRun run;
      run.set_given(given);
      respond({}, run.SerializeAsString());
    });
  }
  const schema::CommandType* command = parts_->options.catalog->FindCommand(header.method());
  if (command != nullptr && (command->service == parts_->service || command->service == "log")) {
    return TakeCommand(*command, std::move(request), std::move(respond));
  }
  if (reader_.Answers(header.method())) {
    return TakeQuery(std::move(request), std::move(respond));
  }
  Refuse(respond,
         aggregate::Refuse("unknown-command",
                           "The " + parts_->service + " service has no " + header.method() + "."));
}

void Intake::TakeCommand(const schema::CommandType& type, bus::IncomingRequest request,
                         bus::Responder respond) {
  const bus::v1::Request& header = request.header;
  if (!MayGive(header.actor(), type) &&
      !(type.options.internal() && IsAdministrator(header.actor()))) {
    return Refuse(respond, aggregate::Refuse("forbidden",
                                             "Your roles in this organisation do not allow this."));
  }
  if (!IsId(header.organisation())) {
    return Refuse(respond, aggregate::Refuse("invalid-field",
                                             "The organisation's id is missing or malformed."));
  }
  if (header.idempotency_key().empty() || header.idempotency_key().size() > kKeyLengthMax) {
    return Refuse(respond,
                  aggregate::Refuse("missing-idempotency-key",
                                    "A command needs an Idempotency-Key of 1 to 200 characters."));
  }
  std::shared_ptr<aggregate::Message> command = schema::NewMessage(type.message);
  if (request.body.size() > limits::kCommandBytesMax || !command->ParseFromString(request.body)) {
    return Refuse(respond,
                  aggregate::Refuse("malformed-body", "The body is not a " + header.method() +
                                                          " of at most 512,000 bytes."));
  }
  if (auto fault = schema::Validate(*command)) {
    return Refuse(respond, *fault);
  }
  auto shared = std::make_shared<bus::IncomingRequest>(std::move(request));
  waiters_.Await(
      shared->header.at_least(), false, [this, &type, shared, command, respond](bool reached) {
        if (!reached) {
          return Refuse(respond,
                        aggregate::Refuse(
                            "unavailable",
                            "This service has not caught up with what you have seen; try again."));
        }
        if (parts_->options.module->FindForwarder(shared->header.method()) != nullptr) {
          return Forward(type, shared->header, *command, respond);
        }
        Queue(type, std::move(*shared), command, respond);
      });
}

void Intake::Queue(const schema::CommandType& type, bus::IncomingRequest request,
                   std::shared_ptr<const aggregate::Message> command, bus::Responder respond) {
  bus::v1::Request& header = request.header;
  WaitingCommand waiting;
  waiting.request.type = &type;
  waiting.request.command = std::move(command);
  waiting.request.bytes = std::move(request.body);
  waiting.request.command_id =
      aggregate::CommandId(header.organisation(), header.actor().user(), header.idempotency_key());
  waiting.request.actor = std::move(*header.mutable_actor());
  waiting.request.organisation = std::move(*header.mutable_organisation());
  waiting.request.if_match = header.if_match();
  waiting.request.correlation = std::move(*header.mutable_correlation());
  waiting.done = [service = parts_->service, metrics = parts_->metrics.get(),
                  respond](Result<aggregate::Verdict> verdict) {
    bus::v1::Reply reply = ReplyOf(service, verdict);
    metrics->Answered(ResultName(reply));
    respond(std::move(reply), "");
  };
  if (Status status = parts_->queue.Push(std::move(waiting)); !status.ok()) {
    bus::v1::Reply reply;
    *reply.mutable_problem() = BusyProblem(status);
    respond(std::move(reply), "");
  }
}

void Intake::TakeQuery(bus::IncomingRequest request, bus::Responder respond) {
  auto shared = std::make_shared<bus::IncomingRequest>(std::move(request));
  waiters_.Await(shared->header.at_least(), true, [this, shared, respond](bool reached) {
    if (!reached) {
      return Refuse(
          respond,
          aggregate::Refuse("unavailable",
                            "This service has not caught up with what you have seen; try again."));
    }
    Status queued = parts_->pool->Run(
        [this, shared, respond] { reader_.Answer(shared->header, shared->body, respond); });
    if (!queued.ok()) {
      Refuse(respond, aggregate::Refuse("unavailable", queued.message()));
    }
  });
}

void Intake::Forward(const schema::CommandType& type, const bus::v1::Request& header,
                     const aggregate::Message& command, bus::Responder respond) {
  auto record = parts_->views->ViewOf(*type.record)
                    ->Find(*type.record, header.organisation(), schema::FieldText(command, "id"));
  if (!record.ok() || *record == nullptr) {
    return Refuse(respond, aggregate::Refuse("not-found", "There is no such record.", "id"));
  }
  auto forwarded = (*parts_->options.module->FindForwarder(header.method()))(**record, command);
  if (auto* rejection = std::get_if<Rejection>(&forwarded)) {
    return Refuse(respond, *rejection);
  }
  const aggregate::Message& message =
      *std::get<std::shared_ptr<const aggregate::Message>>(forwarded);
  std::string owner = schema::ServiceOf(message.GetDescriptor());
  auto& client = parts_->clients[owner];
  if (client == nullptr) {
    Result<bus::Endpoint> endpoint = ClientEndpoint(parts_->options.config, parts_->service, owner);
    auto connected = endpoint.ok() ? bus::Client::Connect(parts_->loop.get(), *endpoint)
                                   : Result<std::unique_ptr<bus::Client>>(endpoint.status());
    if (!connected.ok()) {
      return Refuse(respond, aggregate::Refuse("unavailable", connected.status().message()));
    }
    client = std::move(connected).value();
  }
  bus::v1::Request asked = header;
  asked.set_method(message.GetDescriptor()->full_name());
  asked.set_timeout_ms(kForwardTimeoutMs);
  asked.clear_if_match();
  client->Call(
      asked, message.SerializeAsString(), [this, respond, owner](Result<bus::Answer> answer) {
        if (!answer.ok()) {
          return Refuse(
              respond,
              aggregate::Refuse(
                  "unavailable",
                  "The " + owner +
                      " service, which owns this date, does not answer: try again later."));
        }
        respond(std::move(answer->header), std::move(answer->body));
      });
}

Status Intake::BeginRebuild(const std::string& log) {
  if (log == parts_->service) {
    return parts_->projector->RebuildOwn();
  }
  ASSAY_RETURN_IF_ERROR(parts_->views->host(log)->BeginRebuild());
  Follower::Options options;
  options.service = parts_->service;
  options.source = log;
  options.building = parts_->views->host(log)->building();
  ASSAY_ASSIGN_OR_RETURN(options.endpoint,
                         ClientEndpoint(parts_->options.config, parts_->service, log));
  ASSAY_ASSIGN_OR_RETURN(parts_->rebuilders[log],
                         Follower::Start(parts_->loop.get(), std::move(options),
                                         parts_->projector.get(), &parts_->queue));
  return OkStatus();
}

void Intake::RebuildOutdated() {
  for (const auto& [log, host] : parts_->views->hosts()) {
    if (host->outdated()) {
      Status status = BeginRebuild(log);
      Log(status.ok() ? Level::kInfo : Level::kWarning, parts_->service,
          "a view of an older program is built anew",
          {{"log", log}, {"status", status.ok() ? "begun" : status.message()}});
    }
  }
}

void Intake::Rebuild(const bus::v1::Request& header, const bus::Responder& respond) {
  if (!IsAdministrator(header.actor())) {
    return Refuse(respond,
                  aggregate::Refuse("forbidden", "Only an administrator may rebuild read models."));
  }
  bus::v1::RebuildStarted started;
  for (const auto& [log, host] : parts_->views->hosts()) {
    if (Status status = BeginRebuild(log); !status.ok()) {
      return Refuse(respond, aggregate::Refuse("unavailable", log + ": " + status.message()));
    }
    started.add_logs(log);
  }
  Log(Level::kInfo, parts_->service, "views are being rebuilt");
  respond({}, started.SerializeAsString());
}

void Intake::AnswerHealth(const bus::Responder& respond) {
  bus::v1::Health health;
  health.set_service(parts_->service);
  const log::v1::LogOpened& genesis = parts_->log->genesis();
  health.set_log_id(genesis.log_id());
  health.set_origin(genesis.origin());
  health.set_epoch(genesis.epoch());
  health.set_clock(parts_->log->simulated() ? "simulated" : "real");
  health.set_now(FormatInstant(parts_->log->NowMicros()));
  health.set_next(parts_->log->next());
  for (const auto& [log, host] : parts_->views->hosts()) {
    auto view = host->current();
    auto building = host->building();
    bus::v1::ViewHealth* line = health.add_views();
    line->set_log(log);
    line->set_next(view->next());
    line->set_rebuilding(building != nullptr);
    line->set_rebuilt(building == nullptr ? 0 : building->next());
    if (auto parked = view->parked()) {
      line->set_parked(true);
      line->set_reason(parked->reason);
      health.add_problems("the view of " + log + " is parked at " +
                          std::to_string(parked->position) + ": " + parked->reason);
    }
  }
  for (const auto& [log, follower] : parts_->followers) {
    bus::v1::FeedHealth feed = follower->health();
    feed.set_reacted(parts_->reacts_to.contains(log) ? parts_->progress.Get(log) : feed.next());
    if (feed.forked()) {
      health.add_problems("the log of " + log + " is not the one followed before");
    }
    if (auto parked = parts_->progress.parked(log)) {
      health.add_problems("reactions to " + log + " are parked at " +
                          std::to_string(parked->position) + ": " + parked->reason);
    }
    *health.add_feeds() = std::move(feed);
  }
  health.set_commands_waiting(parts_->queue.waiting());
  health.set_quarantined(parts_->quarantine->size());
  if (parts_->quarantine->size() > 0) {
    health.add_problems("commands are quarantined: they stopped the service twice");
  }
  if (std::string problem = parts_->signing->problem(); !problem.empty()) {
    health.add_problems("the log is not signed: " + problem);
  }
  upkeep_.AddTo(&health);
  health.set_ready(health.problems().empty());
  respond({}, health.SerializeAsString());
}

}  // namespace assay::runtime
