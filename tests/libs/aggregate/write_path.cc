#include "tests/libs/aggregate/write_path.h"

#include "assay/schema/fold.h"

namespace assay::aggregate {
namespace {

// "3 items" -> 3; 1 when no number stands there.
int CountIn(const std::string& title) {
  return std::max(1, std::atoi(title.c_str()));
}

Outcome DecideAddToDo(const actions::v1::ToDo& /*to_do*/, const actions::v1::AddToDo& command,
                      const Context& /*context*/) {
  if (command.title() == "die") {
    std::abort();
  }
  Outcome outcome;
  for (int i = 0; i < CountIn(command.title()); ++i) {
    actions::v1::ToDoAdded added;
    schema::CopyFields(command, &added);
    outcome.Begin(i == 0 ? command.id() : IdOf(command.id() + "/" + std::to_string(i)), added);
  }
  return outcome;
}

Outcome DecideOpenAction(const actions::v1::Action& /*action*/,
                         const actions::v1::OpenAction& command, const Context& context) {
  Outcome outcome;
  for (int i = 0; i < CountIn(command.title()); ++i) {
    actions::v1::ActionOpened opened;
    schema::CopyFields(command, &opened);
    opened.set_number(context.Number(static_cast<uint32_t>(i)));
    outcome.Begin(i == 0 ? command.id() : IdOf(command.id() + "/" + std::to_string(i)), opened);
  }
  if (command.title() == "no") {
    return Refuse("said-no", "No.");
  }
  return outcome;
}

Commands ToDoForFinding(const audits::v1::FindingRaised& raised, const Cause& cause) {
  Commands commands;
  commands.push_back(
      std::make_shared<actions::v1::AddToDo>(NewToDo(cause.event->id(), raised.statement())));
  if (raised.statement() == "two") {
    commands.push_back(
        std::make_shared<actions::v1::AddToDo>(NewToDo(IdOf("second of " + cause.event->id()))));
  }
  return commands;
}

Outcome DecideRegisterPerson(const directory::v1::Person& /*person*/,
                             const directory::v1::RegisterPerson& command, const Context& context) {
  directory::v1::PersonRegistered registered;
  schema::CopyFields(command, &registered);
  *registered.mutable_name() = context.Sealed("name");
  if (!command.email().empty()) {
    *registered.mutable_email() = context.Sealed("email");
  }
  return Outcome().Begin(command.id(), registered);
}

}  // namespace

Module SmallActions() {
  Module module("actions");
  module.Decides(DecideAddToDo);
  module.Decides(DecideOpenAction);
  module.ReactsTo("audits", "add-to-do", ToDoForFinding);
  return module;
}

Module SmallDirectory() {
  Module module("directory");
  module.Decides(DecideRegisterPerson);
  return module;
}

void WritePath::Open() {
  processor.reset();
  log.reset();
  eventlog::OpenOptions options;
  options.genesis.set_service(module_.service());
  options.genesis.set_clock(log::v1::LogOpened::REAL);
  options.genesis.set_node("TST");
  options.clock = &clock;
  options.free_bytes_reserve = 1;
  log = eventlog::EventLog::Open(
            storage::OpenFakeStore({.columns = eventlog::EventLog::Columns()}, &disk), options)
            .value();
  ProcessorOptions made;
  made.log = log.get();
  made.module = &module_;
  made.catalog = &catalog_;
  made.rules = &rules;
  made.facts = this;
  made.sealer = this;
  made.fingerprint_key = std::string(32, 'k');
  made.cached_records_max = cached_records_max_;
  processor = std::make_unique<Processor>(made);
}

Request WritePath::RequestOf(const Message& command, const std::string& key,
                             const std::string& organisation) {
  Request request;
  request.type = catalog_.FindCommand(command.GetDescriptor()->full_name());
  EXPECT_NE(request.type, nullptr) << command.GetTypeName();
  std::shared_ptr<Message> copy(command.New());
  copy->CopyFrom(command);
  request.bytes = copy->SerializeAsString();
  request.command = std::move(copy);
  request.actor.set_user("jonas");
  request.organisation = organisation;
  std::string name = key.empty() ? "new key " + std::to_string(++given_) : key;
  request.command_id = CommandId(organisation, "jonas", name);
  return request;
}

Verdict WritePath::Stage(const Request& request) {
  Result<Verdict> verdict = processor->Process(request);
  EXPECT_TRUE(verdict.ok()) << verdict.status().message();
  return verdict.ok() ? *verdict : Verdict();
}

Verdict WritePath::Give(const Request& request) {
  Verdict verdict = Stage(request);
  EXPECT_TRUE(processor->Commit().ok());
  return verdict;
}

log::v1::Entry WritePath::EntryAt(uint64_t position) const {
  return eventlog::ParseEntry(log->Read(position, 1, 1).value().at(0)).value();
}

std::vector<log::v1::Entry> WritePath::Entries() const {
  std::vector<log::v1::Entry> entries;
  for (uint64_t position = 1; position < log->next(); ++position) {
    entries.push_back(EntryAt(position));
  }
  return entries;
}

uint32_t WritePath::VersionOf(const std::string& record, const std::string& id) {
  auto head = log->FindStream({"assay.actions.v1." + record, id}).value();
  return head ? head->version : 0;
}

Result<std::unique_ptr<Message>> WritePath::Find(const std::string& /*service*/,
                                                 const google::protobuf::Descriptor* record,
                                                 const std::string& organisation,
                                                 const std::string& id) {
  if (record == directory::v1::Site::descriptor()) {
    auto site = std::make_unique<directory::v1::Site>();
    site->set_zone(zones_[id]);
    return std::unique_ptr<Message>(std::move(site));
  }
  EXPECT_EQ(record, directory::v1::Person::descriptor());
  for (auto [at, end] = known_.equal_range(organisation); at != end; ++at) {
    if (at->second == id) {
      auto person = std::make_unique<directory::v1::Person>();
      person->set_id(id);
      return std::unique_ptr<Message>(std::move(person));
    }
  }
  return std::unique_ptr<Message>();
}

Result<std::vector<std::unique_ptr<Message>>> WritePath::All(
    const std::string& /*service*/, const google::protobuf::Descriptor* /*record*/,
    const std::string& /*organisation*/) {
  return std::vector<std::unique_ptr<Message>>();
}

log::v1::Fact WritePath::Known(const std::string& service) {
  log::v1::Fact fact;
  if (!heard_) {
    return fact;
  }
  fact.set_log_id("log of " + service);
  fact.set_epoch(1);
  fact.set_position(41);
  return fact;
}

Result<assay::Sealed> WritePath::Seal(const std::string& person, const assay::Address& address,
                                      const std::string& field, const std::string& text) {
  assay::Sealed sealed;
  sealed.set_person(person);
  sealed.set_field(field);
  sealed.set_ciphertext(std::to_string(address.position()) + "/" +
                        std::to_string(address.ordinal()) + " of " + address.log_id() + ": " +
                        std::string(text.rbegin(), text.rend()));
  return sealed;
}

actions::v1::AddToDo NewToDo(const std::string& id, const std::string& title) {
  actions::v1::AddToDo command;
  command.set_id(id);
  command.set_title(title);
  return command;
}

actions::v1::StartToDo Start(const std::string& id) {
  actions::v1::StartToDo command;
  command.set_id(id);
  command.set_occurred_on("2023-11-10");
  return command;
}

actions::v1::PrioritiseToDo Prioritise(const std::string& id, actions::v1::Priority priority) {
  actions::v1::PrioritiseToDo command;
  command.set_id(id);
  command.set_priority(priority);
  return command;
}

actions::v1::OpenAction NewAction(const std::string& id, const std::string& title) {
  actions::v1::OpenAction command;
  command.set_id(id);
  command.set_kind(actions::v1::IMPROVEMENT);
  command.set_grade(actions::v1::UNGRADED);
  command.set_title(title);
  command.set_owner_id(IdOf("owner"));
  command.set_occurred_on("2023-11-10");
  return command;
}

}  // namespace assay::aggregate
