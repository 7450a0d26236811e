// What follows from another log's entry, in the same write as the cursor that moves past it.
#include "assay/base/check.h"
#include "assay/base/hash.h"
#include "assay/schema/fold.h"
#include "assay/schema/validate.h"
#include "attempt.h"

namespace assay::aggregate {

std::string ReactionCommandId(const log::v1::Cause& cause, size_t index) {
  return Sha256(HashInput()
                    .Add("reaction")
                    .Add(cause.log_id())
                    .Add(std::to_string(cause.epoch()))
                    .Add(std::to_string(cause.position()))
                    .Add(cause.reaction())
                    .Add(std::to_string(index))
                    .bytes());
}

Status Processor::React(const std::string& source, const log::v1::LogOpened& genesis,
                        uint64_t position, const log::v1::Entry& entry) {
  log::v1::Cause cause;
  cause.set_log_id(genesis.log_id());
  cause.set_epoch(genesis.epoch());
  cause.set_position(position);
  // All that cannot be read is met before anything is staged.
  ASSAY_ASSIGN_OR_RETURN(std::vector<Request> requests, RequestsOf(source, cause, entry));
  for (const Request& request : requests) {
    ASSAY_RETURN_IF_ERROR(GiveReaction(request));
  }
  options_.log->StageCursor(genesis.log_id(), position + 1);
  return OkStatus();
}

Result<std::vector<Request>> Processor::RequestsOf(const std::string& source,
                                                   const log::v1::Cause& cause,
                                                   const log::v1::Entry& entry) const {
  std::vector<Request> requests;
  ASSAY_RETURN_IF_ERROR(Id::FromBytes(entry.organisation()).status());
  auto add = [&](const std::string& reaction, const Commands& commands) {
    for (const auto& command : commands) {
      requests.push_back(RequestOf(command, reaction, cause, entry, requests.size()));
    }
  };
  for (const log::v1::Event& event : entry.events()) {
    for (const Reaction& reaction : options_.module->reactions()) {
      if (reaction.source != source || reaction.event != event.type()) {
        continue;
      }
      auto message = schema::NewMessage(options_.catalog->FindEvent(event.type()));
      if (!message->ParseFromString(event.data())) {
        return InvalidArgument("an event's bytes are not a " + event.type());
      }
      add(reaction.name, reaction.react(*message, {&entry, &event}));
    }
  }
  for (const EntryReaction& reaction : options_.module->entry_reactions()) {
    if (reaction.source == source) {
      add(reaction.name, reaction.react(entry));
    }
  }
  return requests;
}

// `index` counts the commands that follow from the entry: part of the command's id.
Request Processor::RequestOf(std::shared_ptr<const Message> command, const std::string& reaction,
                             const log::v1::Cause& cause, const log::v1::Entry& entry,
                             size_t index) const {
  Request request;
  request.type = options_.catalog->FindCommand(command->GetDescriptor()->full_name());
  ASSAY_CHECK(request.type != nullptr);
  request.bytes = command->SerializeAsString();
  request.command = std::move(command);
  request.actor.set_user("reaction:" + reaction);
  request.actor.set_authentication(log::v1::Actor::INTERNAL);
  request.actor.add_roles(assay::SERVICE);
  request.organisation = Id::FromBytes(entry.organisation())->ToString();
  request.correlation = entry.correlation();
  request.cause = cause;
  request.cause->set_reaction(reaction);
  request.command_id = ReactionCommandId(*request.cause, index);
  return request;
}

// What was recorded before, an effect or a refusal, stands: also when this program would make
// another command of the same cause.
Status Processor::GiveReaction(const Request& request) {
  ASSAY_ASSIGN_OR_RETURN(auto repeated, FindRepeated(request));
  if (repeated) {
    return OkStatus();
  }
  if (auto fault = schema::Validate(*request.command)) {
    return StageRefusal(request, ToProblem(*fault));
  }
  Result<Verdict> verdict = ProcessNew(request);
  if (verdict.status().code() == StatusCode::kInvalidArgument) {  // it can never work
    return StageRefusal(request, ToProblem(Refuse("too-large", verdict.status().message())));
  }
  ASSAY_RETURN_IF_ERROR(verdict.status());
  return verdict->problem ? StageRefusal(request, *verdict->problem) : OkStatus();
}

Status Processor::StageRefusal(const Request& request, const assay::Problem& problem) {
  log::v1::ReactionRefused refused;
  *refused.mutable_cause() = *request.cause;
  refused.set_code(problem.code());
  refused.set_rule(problem.rule());
  refused.set_detail(problem.detail());
  refused.set_command(request.type->message->full_name());

  eventlog::Draft draft;
  draft.entry.set_command_id(request.command_id);
  draft.entry.set_request_fingerprint(Fingerprint(request));
  draft.entry.set_command(request.type->message->full_name());
  *draft.entry.mutable_actor() = request.actor;
  *draft.entry.mutable_cause() = *request.cause;
  ASSAY_ASSIGN_OR_RETURN(Id organisation, Id::Parse(request.organisation));
  draft.entry.set_organisation(organisation.ToBytes());
  draft.entry.set_correlation(request.correlation);
  draft.entry.set_ruleset(problem.ruleset().empty()
                              ? options_.rules->For(request.organisation, "").name()
                              : problem.ruleset());
  log::v1::Event* event = draft.entry.add_events();
  event->set_record(log::v1::Refusal::descriptor()->full_name());
  event->set_id(Id::Derived(request.command_id).ToString());
  event->set_type(refused.GetDescriptor()->full_name());
  event->set_data(refused.SerializeAsString());
  return options_.log->Stage(std::move(draft)).status();
}

Result<uint64_t> Processor::ReactedUpTo(const std::string& log_id) {
  return options_.log->Cursor(log_id);
}

}  // namespace assay::aggregate
