#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/schema/catalog.h"

namespace assay::aggregate {

using google::protobuf::Message;

// What a reaction knows of its cause.
struct Cause {
  const log::v1::Entry* entry = nullptr;
  const log::v1::Event* event = nullptr;
};

// Commands of the own service that follow from an event of another one.
using Commands = std::vector<std::shared_ptr<const Message>>;

// One rule of the kind "when this is recorded there, that is asked for here".
struct Reaction {
  std::string name;    // stable: part of command ids
  std::string source;  // the log's service
  std::string event;   // event message's full name
  std::function<Commands(const Message&, const Cause&)> react;
};
// The same for entries, whatever happened in them: once for each.
struct EntryReaction {
  std::string name;
  std::string source;
  Commands (*react)(const log::v1::Entry&) = nullptr;
};

// What a query may look at: read models, never streams.
class QueryContext {
 public:
  virtual ~QueryContext() = default;
  virtual std::unique_ptr<Message> FindRecord(const google::protobuf::Descriptor* type,
                                              const std::string& id) const = 0;
  virtual std::vector<std::unique_ptr<Message>> AllRecords(
      const google::protobuf::Descriptor* type) const = 0;
  virtual calendar::Date on() const = 0;  // the day that computed states are judged at
  // What holds for the organisation in a matter of a certification body; of none.
  virtual const rules::Ruleset& RulesFor(const std::string& body) const = 0;
  const rules::Ruleset& rules() const { return RulesFor(""); }
  virtual std::vector<assay::Token> as_known() const = 0;  // how far each log is known

  template <typename Record>
  std::unique_ptr<Record> Find(const std::string& id) const {
    auto record = FindRecord(Record::descriptor(), id);
    return std::unique_ptr<Record>(static_cast<Record*>(record.release()));
  }
  template <typename Record>
  std::vector<Record> All() const {
    std::vector<Record> all;
    for (auto& record : AllRecords(Record::descriptor())) {
      all.push_back(std::move(static_cast<Record&>(*record)));
    }
    return all;
  }
};

// A query's answer, or why there is none.
template <typename Response>
using Answer = std::variant<Response, Rejection>;

// A command that another service must carry out: the message for it, or why not.
using Forwarded = std::variant<std::shared_ptr<const Message>, Rejection>;

// A command that a timer found due.
struct DueCommand {
  std::string organisation;
  std::shared_ptr<const Message> command;
};

// What a timer looks at: all records of a kind, of all organisations, in the own read model.
class TimerContext {
 public:
  virtual ~TimerContext() = default;
  virtual std::vector<std::unique_ptr<Message>> AllRecords(
      const google::protobuf::Descriptor* type) const = 0;
  virtual calendar::Date today(const std::string& organisation) const = 0;
  virtual const rules::Ruleset& RulesFor(const std::string& organisation) const = 0;

  template <typename Record>
  std::vector<Record> All() const {
    std::vector<Record> all;
    for (auto& record : AllRecords(Record::descriptor())) {
      all.push_back(std::move(static_cast<Record&>(*record)));
    }
    return all;
  }
};

// Something that must happen once at a time: the commands that are due. The command id is made of
// the command's bytes, so each is given once for ever, however often the timer runs.
using Timer = std::vector<DueCommand> (*)(const TimerContext&);

// One service's whole domain, put together in its module.cc: which pure function decides which
// command, what follows from whose events, what is computed when read. Commands with `emits` in
// proto/ need no entry. Immutable once built; any thread.
class Module {
 public:
  explicit Module(std::string service) : service_(std::move(service)) {}

  template <typename Record, typename Command>
  void Decides(Outcome (*decide)(const Record&, const Command&, const Context&)) {
    deciders_[Command::descriptor()->full_name()] =
        [decide](const Message& record, const Message& command, const Context& context) {
          return decide(static_cast<const Record&>(record), static_cast<const Command&>(command),
                        context);
        };
  }

  template <typename Event>
  void ReactsTo(std::string source, std::string name,
                Commands (*react)(const Event&, const Cause&)) {
    reactions_.push_back({std::move(name), std::move(source), Event::descriptor()->full_name(),
                          [react](const Message& event, const Cause& cause) {
                            return react(static_cast<const Event&>(event), cause);
                          }});
  }

  void ReactsToEntries(std::string source, std::string name,
                       Commands (*react)(const log::v1::Entry&)) {
    entry_reactions_.push_back({std::move(name), std::move(source), react});
  }

  // States that only time changes: filled in when a record is read.
  template <typename Record>
  void Presents(void (*present)(Record*, calendar::Date on)) {
    presenters_[Record::descriptor()->full_name()] = [present](Message* record, calendar::Date on,
                                                               const rules::Ruleset& /*rules*/) {
      present(static_cast<Record*>(record), on);
    };
  }
  // The same by the rules of the record's organisation and certification body.
  template <typename Record>
  void Presents(void (*present)(Record*, calendar::Date on, const rules::Ruleset& rules)) {
    presenters_[Record::descriptor()->full_name()] = [present](Message* record, calendar::Date on,
                                                               const rules::Ruleset& rules) {
      present(static_cast<Record*>(record), on, rules);
    };
  }

  template <typename Query, typename Response>
  void Answers(Answer<Response> (*answer)(const Query&, const QueryContext&)) {
    queries_[Query::descriptor()->full_name()] =
        [answer](const Message& query,
                 const QueryContext& context) -> Answer<std::shared_ptr<const Message>> {
      Answer<Response> result = answer(static_cast<const Query&>(query), context);
      if (auto* rejection = std::get_if<Rejection>(&result)) {
        return *rejection;
      }
      return std::shared_ptr<const Message>(
          std::make_shared<Response>(std::move(std::get<Response>(result))));
    };
  }

  // The command is carried out by another service: the one that owns what it is about.
  template <typename Record, typename Command>
  void Forwards(Forwarded (*forward)(const Record&, const Command&)) {
    forwards_[Command::descriptor()->full_name()] = [forward](const Message& record,
                                                              const Message& command) {
      return forward(static_cast<const Record&>(record), static_cast<const Command&>(command));
    };
  }

  void AddTimer(Timer timer) { timers_.push_back(timer); }

  using Decider = std::function<Outcome(const Message&, const Message&, const Context&)>;
  using Presenter = std::function<void(Message*, calendar::Date, const rules::Ruleset&)>;
  using QueryAnswerer =
      std::function<Answer<std::shared_ptr<const Message>>(const Message&, const QueryContext&)>;
  using Forwarder = std::function<Forwarded(const Message&, const Message&)>;

  const std::string& service() const { return service_; }
  // Null when there is none.
  const Decider* FindDecider(std::string_view command) const;
  const Presenter* FindPresenter(std::string_view record) const;
  const QueryAnswerer* FindQuery(std::string_view query) const;
  const Forwarder* FindForwarder(std::string_view command) const;
  const std::vector<Reaction>& reactions() const { return reactions_; }
  const std::vector<EntryReaction>& entry_reactions() const { return entry_reactions_; }
  // The services whose logs are reacted to.
  std::set<std::string> ReactsTo() const;
  const std::vector<Timer>& timers() const { return timers_; }

  // The services whose feeds this one follows: sources of its reactions, and of the facts and joins
  // it declares.
  std::vector<std::string> Follows(const schema::Catalog& catalog) const;
  // Besides those: feeds that queries join.
  void JoinsFeedOf(std::string service) { joined_.push_back(std::move(service)); }

 private:
  std::string service_;
  std::map<std::string, Decider, std::less<>> deciders_;
  std::map<std::string, Presenter, std::less<>> presenters_;
  std::map<std::string, QueryAnswerer, std::less<>> queries_;
  std::map<std::string, Forwarder, std::less<>> forwards_;
  std::vector<Reaction> reactions_;
  std::vector<EntryReaction> entry_reactions_;
  std::vector<Timer> timers_;
  std::vector<std::string> joined_;
};

}  // namespace assay::aggregate
