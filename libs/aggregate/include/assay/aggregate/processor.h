#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assay/aggregate/facts.h"
#include "assay/aggregate/module.h"
#include "assay/aggregate/sealer.h"
#include "assay/base/rejection.h"
#include "assay/base/status.h"
#include "assay/common.pb.h"
#include "assay/eventlog/event_log.h"
#include "assay/rules/rulebook.h"

namespace assay::aggregate {

// A command as the write path takes it: validated, and its actor permitted, by the caller.
struct Request {
  const schema::CommandType* type = nullptr;
  std::shared_ptr<const Message> command;
  std::string bytes;  // as received: what the fingerprint covers
  log::v1::Actor actor;
  std::string organisation;
  std::string command_id;  // 32 bytes
  uint32_t if_match = 0;   // expected version of the addressed record; 0: not said
  std::string correlation;
  std::optional<log::v1::Cause> cause;
};

struct CachedRecord;

// What the asker is told once the batch is committed.
struct Receipt {
  uint64_t position = 0;
  uint32_t version = 0;
  std::string id;
  std::string number;
  std::vector<assay::Warning> warnings;
  bool repeated = false;
};

// Accepted (the receipt), refused (the problem), or not tried because the log takes nothing now
// (the status).
struct Verdict {
  std::optional<Receipt> receipt;
  std::optional<assay::Problem> problem;
};

struct ProcessorOptions {
  eventlog::EventLog* log = nullptr;
  const Module* module = nullptr;
  const schema::Catalog* catalog = nullptr;
  const rules::Rulebook* rules = nullptr;
  FactSource* facts = nullptr;  // null: the service needs no facts
  Sealer* sealer = nullptr;     // null: the service seals nothing
  std::string fingerprint_key;  // 32 bytes
  size_t cached_records_max = 100'000;
};

// The one write path: load, decide, stage; cut off, write. Serves every service; called by the
// writer thread, but for Write, which another thread may call while the writer goes on.
//
// Process decides on what earlier commands staged. What it answers holds once Write of the batch it
// is in, or of the next one cut, returns ok; when Write fails the outcome is unknown and the
// process must stop.
class Processor {
 public:
  explicit Processor(ProcessorOptions options);
  ~Processor();

  // 1. a command id seen before answers with its first outcome, or with "idempotency-key-reused"
  // for another body;
  // 2. the addressed record and all declared reads are loaded, of this organisation only;
  // 3. If-Match and the command's `when` are checked; 4. decide; 5. everything it did is staged as
  // one entry. A failed status (disk damaged, log or batch full) leaves nothing staged.
  Result<Verdict> Process(const Request& request);

  // Gives the commands that follow from the entry at `position` of `source`, and moves the cursor
  // past it, in one write. A command that the rules refuse, or that does more than one entry may
  // hold, is recorded as a Refusal. InvalidArgument when the entry cannot be read; then nothing
  // is staged. Unavailable: as EventLog::Stage says; what is staged by then stays, and the same
  // entry given again goes on behind it.
  // REQUIRES: called in order of positions.
  Status React(const std::string& source, const log::v1::LogOpened& genesis, uint64_t position,
               const log::v1::Entry& entry);
  // Entries of the log `log_id` below this position have been reacted to.
  Result<uint64_t> ReactedUpTo(const std::string& log_id);

  bool has_staged() const { return options_.log->has_staged(); }
  // Cuts off what is staged. REQUIRES: has_staged().
  std::shared_ptr<eventlog::EventLog::Batch> Cut() { return options_.log->Cut(); }
  // One synced write; batches in the order they were cut.
  Status Write(eventlog::EventLog::Batch* batch) { return options_.log->Write(batch); }
  // Both at once. REQUIRES: no batch is being written.
  Status Commit() { return options_.log->Commit(); }

 private:
  class StateCache;
  struct Attempt;

  Result<std::optional<Verdict>> FindRepeated(const Request& request);
  // REQUIRES: it is no repeat.
  Result<Verdict> ProcessNew(const Request& request);
  Result<std::optional<Rejection>> LoadReads(Attempt* attempt);
  Result<std::optional<Rejection>> LoadRead(const schema::ReadType& read, Attempt* attempt);
  Result<std::optional<Rejection>> LoadOne(const schema::ReadType& read, const std::string& id,
                                           Attempt* attempt);
  Result<std::optional<Rejection>> LoadAll(const schema::ReadType& read, const std::string& value,
                                           Attempt* attempt);
  // Null when there is none that the organisation sees.
  Result<std::shared_ptr<const Message>> FindVisible(const schema::ReadType& read,
                                                     const std::string& id,
                                                     const std::string& organisation);
  // Whether anything was ever heard from the other service.
  bool NoteFact(const schema::ReadType& read, Attempt* attempt);
  Result<std::optional<assay::Problem>> CheckAddressed(Attempt* attempt);
  Result<std::string> ZoneOf(const Attempt& attempt);
  Status PrepareContext(Attempt* attempt);
  const rules::Ruleset& RulesOf(const Attempt& attempt) const;
  Status SealPersonalFields(Attempt* attempt);
  Outcome Decide(const Attempt& attempt);
  Result<Verdict> StageOutcome(Attempt* attempt, const Outcome& outcome);
  Result<const CachedRecord*> FindForChange(const schema::RecordType& type, const std::string& id,
                                            const Attempt& attempt);
  Result<std::optional<Rejection>> AddEvent(const Happening& happening, Attempt* attempt);
  Status AddCounter(Attempt* attempt);
  void Apply(const Attempt& attempt);
  Result<std::vector<Request>> RequestsOf(const std::string& source, const log::v1::Cause& cause,
                                          const log::v1::Entry& entry) const;
  Request RequestOf(std::shared_ptr<const Message> command, const std::string& reaction,
                    const log::v1::Cause& cause, const log::v1::Entry& entry, size_t index) const;
  Status GiveReaction(const Request& request);
  Status StageRefusal(const Request& request, const assay::Problem& problem);
  std::string Fingerprint(const Request& request) const;

  ProcessorOptions options_;
  std::unique_ptr<StateCache> cache_;
};

// Command ids; promise 4.
std::string CommandId(const std::string& organisation, const std::string& actor,
                      const std::string& idempotency_key);
std::string ReactionCommandId(const log::v1::Cause& cause, size_t index);

// A rejection as it travels: 404 for "not-found", 409 for conflicts, 403 for "forbidden", 422 for a
// broken rule or wrong state, 400 for a malformed field.
assay::Problem ToProblem(const Rejection& rejection);

}  // namespace assay::aggregate
