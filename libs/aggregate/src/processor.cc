#include "assay/aggregate/processor.h"

#include <algorithm>

#include "assay/base/check.h"
#include "assay/base/hash.h"
#include "assay/calendar/zone.h"
#include "assay/schema/fold.h"
#include "assay/schema/validate.h"
#include "attempt.h"
#include "problem.h"

namespace assay::aggregate {
namespace {

constexpr std::string_view kOrganisationIndex = "@organisation";

// The values an index field has in a state: several for a repeated field.
std::vector<std::string> IndexValues(const Message* state, const std::string& field,
                                     const std::string& organisation) {
  if (state == nullptr) {
    return {};
  }
  return field == kOrganisationIndex ? std::vector<std::string>{organisation}
                                     : TextsAt(*state, field);
}

void AddIndexChanges(const schema::RecordType& type, const std::string& id,
                     const std::string& organisation, const Message* before, const Message& after,
                     std::vector<eventlog::IndexChange>* changes) {
  for (const std::string& field : type.options.index()) {
    std::vector<std::string> old_values = IndexValues(before, field, organisation);
    std::vector<std::string> new_values = IndexValues(&after, field, organisation);
    auto add = [&](const std::vector<std::string>& values, const std::vector<std::string>& others,
                   bool remove) {
      for (const std::string& value : values) {
        if (std::find(others.begin(), others.end(), value) == others.end()) {
          changes->push_back({type.name(), field, value, id, remove});
        }
      }
    };
    add(old_values, new_values, true);
    add(new_values, old_values, false);
  }
}

std::string StateName(const Message& state) {
  return schema::FieldText(state, "state");
}

Receipt ReceiptOf(const log::v1::Entry& entry, uint64_t position, const std::string& record,
                  const std::string& id) {
  Receipt receipt;
  receipt.position = position;
  receipt.id = id;
  receipt.warnings = {entry.warnings().begin(), entry.warnings().end()};
  for (const log::v1::Event& event : entry.events()) {
    if (event.record() == record && event.id() == id) {
      receipt.version = event.version();
    }
    log::v1::NumberAssigned assigned;
    if (receipt.number.empty() && event.type() == assigned.GetDescriptor()->full_name() &&
        assigned.ParseFromString(event.data())) {
      receipt.number = assigned.number();
    }
  }
  return receipt;
}

Verdict Refused(const Rejection& rejection) {
  return {std::nullopt, ToProblem(rejection)};
}

}  // namespace

std::string CommandId(const std::string& organisation, const std::string& actor,
                      const std::string& idempotency_key) {
  return Sha256(HashInput().Add(organisation).Add(actor).Add(idempotency_key).bytes());
}

Processor::Processor(ProcessorOptions options)
    : options_(std::move(options)),
      cache_(std::make_unique<StateCache>(options_.log, options_.catalog,
                                          options_.cached_records_max)) {}
Processor::~Processor() = default;

Result<Verdict> Processor::Process(const Request& request) {
  ASSAY_ASSIGN_OR_RETURN(auto repeated, FindRepeated(request));
  return repeated ? *repeated : ProcessNew(request);
}

Result<Verdict> Processor::ProcessNew(const Request& request) {
  Attempt attempt;
  attempt.request = &request;
  attempt.id = schema::FieldText(*request.command, "id");
  attempt.organisation = request.type->record->options.shared() ? std::string(kSharedOrganisation)
                                                                : request.organisation;
  ASSAY_ASSIGN_OR_RETURN(auto problem, CheckAddressed(&attempt));
  if (problem) {
    return Verdict{std::nullopt, std::move(problem)};
  }
  ASSAY_RETURN_IF_ERROR(PrepareContext(&attempt));
  if (auto future = schema::ValidateOccurred(*request.command, attempt.context.today.ToString())) {
    return Refused(*future);
  }
  ASSAY_ASSIGN_OR_RETURN(auto missing, LoadReads(&attempt));
  if (missing) {
    return Refused(*missing);
  }
  ASSAY_RETURN_IF_ERROR(SealPersonalFields(&attempt));
  attempt.context.rules = &RulesOf(attempt);
  Outcome outcome = Decide(attempt);
  if (outcome.rejection()) {
    return Refused(*outcome.rejection());
  }
  return StageOutcome(&attempt, outcome);
}

Result<std::optional<Verdict>> Processor::FindRepeated(const Request& request) {
  uint64_t position = 0;
  ASSAY_ASSIGN_OR_RETURN(auto entry, options_.log->FindCommand(request.command_id, &position));
  if (!entry) {
    return std::optional<Verdict>();
  }
  if (entry->request_fingerprint() != Fingerprint(request)) {
    return std::optional(Refused(Refuse("idempotency-key-reused",
                                        "This Idempotency-Key was used for another request; take a "
                                        "new one for a new request.")));
  }
  Receipt receipt = ReceiptOf(*entry, position, request.type->record->name(),
                              schema::FieldText(*request.command, "id"));
  receipt.repeated = true;
  return std::optional(Verdict{std::move(receipt), std::nullopt});
}

Result<std::optional<assay::Problem>> Processor::CheckAddressed(Attempt* attempt) {
  const schema::CommandType& type = *attempt->request->type;
  auto record_name = [&type] { return Spoken(schema::KebabCase(type.record->state->name())); };
  ASSAY_ASSIGN_OR_RETURN(const CachedRecord* cached, cache_->Find(*type.record, attempt->id));
  bool foreign = cached != nullptr && cached->organisation != attempt->organisation;
  auto problem = [](const Rejection& rejection) { return std::optional(ToProblem(rejection)); };
  if (cached == nullptr || foreign) {
    if (foreign && type.options.creates()) {
      return problem(Refuse("already-exists", "This id is taken; make a new one.", "id"));
    }
    if (!type.options.creates() && !type.options.may_create()) {
      return problem(Refuse("not-found", "There is no " + record_name() + " with this id.", "id"));
    }
    attempt->addressed.state = schema::NewMessage(type.record->state);
  } else {
    attempt->addressed = *cached;
    if (type.options.creates()) {
      return problem(
          Refuse("already-exists", "A " + record_name() + " with this id exists.", "id"));
    }
  }
  uint32_t expected = attempt->request->if_match;
  if (expected != 0 && expected != attempt->addressed.version) {
    auto stale = problem(Refuse("version-conflict", "The " + record_name() +
                                                        " was changed since you read it: read it "
                                                        "again and decide anew."));
    stale->set_actual_version(attempt->addressed.version);
    return stale;
  }
  const auto& when = type.options.when();
  std::string state = StateName(*attempt->addressed.state);
  if (!when.empty() && std::find(when.begin(), when.end(), state) == when.end()) {
    return problem(Refuse("wrong-state", "This " + record_name() + " is " + Spoken(state) + ": " +
                                             Spoken(type.verb) + " is not possible now."));
  }
  return std::optional<assay::Problem>();
}

// Today is another day in Auckland: that of the site or body that the command or its record names.
Result<std::string> Processor::ZoneOf(const Attempt& attempt) {
  const Request& request = *attempt.request;
  for (const schema::ReadType& place : request.type->record->today) {
    std::vector<std::string> ids = TextsAt(*request.command, place.options.field());
    if (ids.empty()) {
      ids = TextsAt(*attempt.addressed.state, place.options.field());
    }
    if (!ids.empty()) {
      ASSAY_ASSIGN_OR_RETURN(auto record, FindVisible(place, ids.front(), request.organisation));
      std::string zone = record == nullptr ? "" : schema::FieldText(*record, "zone");
      if (!zone.empty()) {
        return zone;
      }
    }
  }
  return options_.facts == nullptr ? "UTC" : options_.facts->ZoneOf(request.organisation);
}

Status Processor::PrepareContext(Attempt* attempt) {
  const Request& request = *attempt->request;
  Context& context = attempt->context;
  context.now_us = options_.log->NowMicros();
  context.actor = request.actor;
  context.organisation = request.organisation;
  ASSAY_ASSIGN_OR_RETURN(std::string zone, ZoneOf(*attempt));
  ASSAY_ASSIGN_OR_RETURN(context.today, calendar::DateAt(context.now_us, zone));
  const std::string& series = request.type->options.numbers();
  if (series.empty()) {
    return OkStatus();
  }
  std::string name = series + "-" + std::to_string(context.today.year());
  attempt->counter_id = Id::Derived(request.organisation + "/" + name).ToString();
  const auto* type = options_.catalog->FindRecord(log::v1::Counter::descriptor()->full_name());
  ASSAY_ASSIGN_OR_RETURN(const CachedRecord* counter, cache_->Find(*type, attempt->counter_id));
  uint32_t last = 0;
  if (counter != nullptr) {
    attempt->counter = *counter;
    last = static_cast<const log::v1::Counter&>(*counter->state).last();
  }
  context.SetNumbers(series, options_.log->genesis().node(), last);
  return OkStatus();
}

// context.h says which body it is.
const rules::Ruleset& Processor::RulesOf(const Attempt& attempt) const {
  constexpr std::string_view kBody = "body_id";
  std::string body = schema::FieldText(*attempt.request->command, kBody);
  if (body.empty()) {
    body = schema::FieldText(*attempt.addressed.state, kBody);
  }
  for (const schema::ReadType& read : attempt.request->type->reads) {
    auto at = attempt.read_by_field.find(read.options.field());
    if (body.empty() && at != attempt.read_by_field.end()) {
      body = schema::FieldText(*at->second, kBody);
    }
  }
  return options_.rules->For(attempt.request->organisation, body);
}

Status Processor::SealPersonalFields(Attempt* attempt) {
  const Message& command = *attempt->request->command;
  for (const auto* field : attempt->request->type->personal) {
    std::string text = schema::FieldText(command, field->name());
    if (text.empty()) {
      continue;
    }
    assay::Address address;
    address.set_log_id(options_.log->genesis().log_id());
    address.set_epoch(options_.log->genesis().epoch());
    address.set_position(options_.log->NextStaged());
    address.set_ordinal(0);
    ASSAY_CHECK(options_.sealer != nullptr);
    ASSAY_ASSIGN_OR_RETURN(assay::Sealed sealed,
                           options_.sealer->Seal(attempt->id, address, field->name(), text));
    attempt->context.SetSealed(field->name(), std::move(sealed));
  }
  return OkStatus();
}

Outcome Processor::Decide(const Attempt& attempt) {
  const schema::CommandType& type = *attempt.request->type;
  const Module::Decider* decide = options_.module->FindDecider(type.message->full_name());
  if (decide != nullptr) {
    return (*decide)(*attempt.addressed.state, *attempt.request->command, attempt.context);
  }
  ASSAY_CHECK(type.emits != nullptr);  // a test sees to it that every command has one or the other
  std::shared_ptr<Message> event = schema::NewMessage(type.emits);
  schema::CopyFields(*attempt.request->command, event.get());
  Outcome outcome;
  outcome.Add(attempt.id, std::move(event), attempt.addressed.version == 0);
  return outcome;
}

Result<Verdict> Processor::StageOutcome(Attempt* attempt, const Outcome& outcome) {
  const Request& request = *attempt->request;
  log::v1::Entry& entry = attempt->draft.entry;
  for (const Happening& happening : outcome.happenings()) {
    ASSAY_ASSIGN_OR_RETURN(auto rejection, AddEvent(happening, attempt));
    if (rejection) {
      return Refused(*rejection);
    }
  }
  ASSAY_RETURN_IF_ERROR(AddCounter(attempt));
  entry.set_command_id(request.command_id);
  entry.set_request_fingerprint(Fingerprint(request));
  entry.set_command(request.type->message->full_name());
  *entry.mutable_actor() = request.actor;
  ASSAY_ASSIGN_OR_RETURN(Id organisation, Id::Parse(attempt->organisation));
  entry.set_organisation(organisation.ToBytes());
  if (Result<Id> site = Id::Parse(schema::FieldText(*request.command, "site_id")); site.ok()) {
    entry.set_site(site->ToBytes());
  }
  entry.set_correlation(request.correlation);
  if (request.cause) {
    *entry.mutable_cause() = *request.cause;
  }
  entry.set_ruleset(attempt->context.rules->name());
  *entry.mutable_warnings() = {outcome.warnings().begin(), outcome.warnings().end()};
  for (const auto& [stream, changed] : attempt->changed) {
    attempt->draft.expected.push_back({stream, changed.before.version});
    AddIndexChanges(*changed.type, stream.id, attempt->organisation, changed.before.state.get(),
                    *changed.state, &attempt->draft.index);
  }
  if (const auto* advance = dynamic_cast<const log::v1::AdvanceClock*>(request.command.get())) {
    ASSAY_ASSIGN_OR_RETURN(int64_t to, ParseInstant(advance->to()));
    attempt->draft.clock_us = to;
  }
  Receipt receipt = ReceiptOf(entry, 0, request.type->record->name(), attempt->id);
  ASSAY_ASSIGN_OR_RETURN(eventlog::Staged staged, options_.log->Stage(std::move(attempt->draft)));
  ASSAY_CHECK(!staged.conflict);  // one writer: what was read is what is there
  receipt.position = staged.position;
  auto addressed = attempt->changed.find({request.type->record->name(), attempt->id});
  receipt.version = addressed == attempt->changed.end() ? 0 : addressed->second.version;
  Apply(*attempt);
  return Verdict{std::move(receipt), std::nullopt};
}

// The addressed record was looked up before it was decided; one that may be another organisation's
// is looked up again.
Result<const CachedRecord*> Processor::FindForChange(const schema::RecordType& type,
                                                     const std::string& id,
                                                     const Attempt& attempt) {
  const schema::CommandType& command = *attempt.request->type;
  if (&type == command.record && id == attempt.id) {
    if (attempt.addressed.version > 0) {
      return &attempt.addressed;
    }
    if (command.options.creates()) {
      return static_cast<const CachedRecord*>(nullptr);
    }
  }
  return cache_->Find(type, id);
}

Result<std::optional<Rejection>> Processor::AddEvent(const Happening& happening, Attempt* attempt) {
  const std::string& event_name = happening.event->GetDescriptor()->full_name();
  const schema::RecordType* type = options_.catalog->FindEventRecord(event_name);
  ASSAY_CHECK(type != nullptr);
  eventlog::StreamName stream{type->name(), happening.id};
  auto at = attempt->changed.find(stream);
  if (at == attempt->changed.end()) {
    ASSAY_ASSIGN_OR_RETURN(const CachedRecord* cached,
                           FindForChange(*type, happening.id, *attempt));
    if (happening.creates != (cached == nullptr)) {
      std::string name = Spoken(schema::KebabCase(type->state->name()));
      return std::optional(happening.creates
                               ? Refuse("already-exists", "A " + name + " with this id exists.")
                               : Refuse("not-found", "There is no " + name + " with this id."));
    }
    if (cached != nullptr && cached->organisation != attempt->organisation) {
      return std::optional(Refuse("not-found", "There is no such record."));
    }
    CachedRecord before = cached == nullptr ? CachedRecord() : *cached;
    std::shared_ptr<Message> state = schema::NewRecord(*type, happening.id);
    if (before.state != nullptr) {
      state->CopyFrom(*before.state);
    }
    uint32_t version = before.version;
    at = attempt->changed.emplace(stream, Attempt::Changed{type, before, state, version}).first;
  }
  schema::Fold(*happening.event, at->second.state.get());
  ++at->second.version;
  log::v1::Event* event = attempt->draft.entry.add_events();
  event->set_record(stream.record);
  event->set_id(stream.id);
  event->set_type(event_name);
  event->set_data(happening.event->SerializeAsString());
  return std::optional<Rejection>();
}

Status Processor::AddCounter(Attempt* attempt) {
  for (uint32_t i = 0; i < attempt->context.numbers_used(); ++i) {
    auto assigned = std::make_shared<log::v1::NumberAssigned>();
    std::string number = attempt->context.Number(i);
    uint32_t last = attempt->counter.state == nullptr
                        ? 0
                        : static_cast<const log::v1::Counter&>(*attempt->counter.state).last();
    assigned->set_series(attempt->request->type->options.numbers() + "-" +
                         std::to_string(attempt->context.today.year()));
    assigned->set_value(last + i + 1);
    assigned->set_number(number);
    bool creates = attempt->counter.version == 0;
    ASSAY_ASSIGN_OR_RETURN(auto rejection,
                           AddEvent({attempt->counter_id, std::move(assigned), creates}, attempt));
    ASSAY_CHECK(!rejection);
  }
  return OkStatus();
}

void Processor::Apply(const Attempt& attempt) {
  for (const auto& [stream, changed] : attempt.changed) {
    std::string organisation =
        changed.before.version == 0 ? attempt.organisation : changed.before.organisation;
    cache_->Put(*changed.type, stream.id, {changed.version, organisation, changed.state});
  }
}

std::string Processor::Fingerprint(const Request& request) const {
  return KeyedHash(options_.fingerprint_key,
                   HashInput().Add(request.type->message->full_name()).Add(request.bytes).bytes());
}

}  // namespace assay::aggregate
