// Timers: commands that fall due, found through the own read model and given like any other, with
// an id that never changes.
#include <atomic>

#include "assay/base/hash.h"
#include "assay/calendar/zone.h"
#include "assay/runtime/logger.h"
#include "parts.h"

namespace assay::runtime {
namespace {

class ViewTimerContext final : public aggregate::TimerContext {
 public:
  explicit ViewTimerContext(Parts* parts) : parts_(parts) {}

  std::vector<std::unique_ptr<aggregate::Message>> AllRecords(
      const google::protobuf::Descriptor* type) const override {
    std::vector<std::unique_ptr<aggregate::Message>> records;
    const auto* record = parts_->options.catalog->FindRecord(type->full_name());
    Status status = parts_->views->ViewOf(*record)->Scan(*record, "", {}, [&](auto found) {
      records.push_back(std::move(found));
      return true;
    });
    if (!status.ok()) {
      records.clear();
    }
    return records;
  }
  calendar::Date today(const std::string& organisation) const override {
    std::string zone = parts_->views->ZoneOf(organisation);
    Result<calendar::Date> date = calendar::DateAt(parts_->log->NowMicros(), zone);
    return date.ok() ? *date : calendar::Date::Earliest();
  }
  const rules::Ruleset& RulesFor(const std::string& organisation) const override {
    return parts_->options.rules->For(organisation, "");
  }

 private:
  Parts* parts_;
};

WaitingCommand DueRequest(Parts* parts, const aggregate::DueCommand& due) {
  WaitingCommand waiting;
  aggregate::Request& request = waiting.request;
  request.type = parts->options.catalog->FindCommand(due.command->GetDescriptor()->full_name());
  request.command = due.command;
  request.bytes = due.command->SerializeAsString();
  request.actor.set_user("timer");
  request.actor.set_authentication(log::v1::Actor::INTERNAL);
  request.actor.add_roles(assay::SERVICE);
  request.organisation = due.organisation;
  request.command_id = Sha256(HashInput()
                                  .Add("timer")
                                  .Add(due.organisation)
                                  .Add(request.type->message->full_name())
                                  .Add(request.bytes)
                                  .bytes());
  return waiting;
}

}  // namespace

void RunTimers(Parts* parts, std::function<void(uint32_t given)> done) {
  // Held by every command under way; the last one tells.
  struct Tally {
    std::atomic<uint32_t> given{0};
    std::function<void(uint32_t)> done;
    ~Tally() { done(given); }
  };
  auto tally = std::make_shared<Tally>();
  tally->done = std::move(done);
  Status queued = parts->pool->Run([parts, tally] {
    ViewTimerContext context(parts);
    for (aggregate::Timer timer : parts->options.module->timers()) {
      for (const aggregate::DueCommand& due : timer(context)) {
        WaitingCommand waiting = DueRequest(parts, due);
        waiting.done = [tally](const Result<aggregate::Verdict>& verdict) {
          tally->given += verdict.ok() && verdict->receipt ? 1 : 0;
        };
        if (!parts->queue.Push(std::move(waiting)).ok()) {
          return;  // the next run finds it again
        }
      }
    }
  });
  (void)queued;  // a full pool: the next run finds it again
}

}  // namespace assay::runtime
