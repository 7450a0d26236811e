#pragma once

#include <memory>
#include <optional>
#include <string>

#include "assay/eventlog/event_log.h"
#include "assay/eventlog/notary.h"
#include "assay/runtime/config.h"
#include "services/assayctl/backup_manifest.h"

namespace assay::ctl {

// A log restored into a folder that no service uses yet, verified whole, open to be compared with
// checkpoints. One thread.
class RestoredLog {
 public:
  struct Options {
    const runtime::Config* staged = nullptr;  // where it is put
    std::string key_path;                     // the key of the log
    std::string from;                         // the backup's folder
  };

  // Restores, opens with the backup's checkpoint, reads every entry and compares the root. DataLoss
  // says what is damaged; Unavailable: another process uses the key.
  static Result<std::unique_ptr<RestoredLog>> Restore(const BackedUpLog& backed_up,
                                                      const Options& options);

  // Whether the log extends a checkpoint that it signed before; `where` is used in messages.
  // InvalidArgument: it did not sign that. DataLoss: its entries are others. Conflict: entries are
  // missing, which would fork the log.
  Status CheckExtends(const std::string& note, const std::string& where) const;

  // Goes on under another name and key, made in `folder`, with an entry that names the checkpoint
  // in `lost` and why.
  Status BeginEpoch(const std::string& lost, const std::string& reason, const std::string& folder);
  // The key and the checkpoint that BeginEpoch made; empty before.
  const std::string& new_key_path() const { return new_key_path_; }
  std::string note() const { return notary_->note(); }
  // Up to which position of another log it has reacted.
  Result<uint64_t> ReactedUpTo(const std::string& log_id) { return log_->Cursor(log_id); }

  const BackedUpLog& backed_up() const { return backed_up_; }
  const std::string& origin() const { return log_->genesis().origin(); }
  uint64_t entries() const { return log_->next(); }
  const std::string& root() const { return root_; }

 private:
  RestoredLog(BackedUpLog backed_up, std::unique_ptr<eventlog::Notary> notary,
              std::unique_ptr<eventlog::EventLog> log, std::string root)
      : backed_up_(std::move(backed_up)),
        notary_(std::move(notary)),
        log_(std::move(log)),
        root_(std::move(root)) {}

  BackedUpLog backed_up_;
  std::unique_ptr<eventlog::Notary> notary_;
  std::unique_ptr<eventlog::EventLog> log_;
  std::string root_;  // over all entries, in hexadecimal
  std::string new_key_path_;
};

// The checkpoint in a note, without looking at its signatures.
Result<merkle::Checkpoint> PeekCheckpoint(const std::string& note);

}  // namespace assay::ctl
