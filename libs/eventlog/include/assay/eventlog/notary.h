#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "assay/base/key_file.h"
#include "assay/base/status.h"
#include "assay/eventlog/event_log.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/note.h"

namespace assay::eventlog {

// The name of a log in an epoch, from its name in any: "assay.local/HQ/audits" in the first,
// "assay.local/HQ/epoch-2/audits" in the second.
std::string EpochOrigin(const std::string& origin, uint32_t epoch);

// Signs checkpoints of one log. The last one is kept in a file outside the log's folder and is
// durable there before anybody sees it, so a log that was cut or exchanged is found out at its next
// open; and no two that disagree are ever signed, because one process at a time holds the key.
//
// Beside the key are "<key>.signed", from before anybody sees the first checkpoint on, so that the
// loss of all checkpoints is found out, too; and "<key>.retired", the public halves of keys that
// are gone: what they signed stays this log's.
//
// Crash state: the file holds the last published checkpoint, or a newer one that nobody saw.
class Notary {
 public:
  struct Options {
    std::string key_path;         // made with mode 0600 for a log that has no checkpoint yet
    std::string checkpoint_path;  // replaced wholly each time
    std::string origin;           // the log's name, which its keys carry, with a later epoch or not
  };

  // Unavailable: another process signs with this key. PermissionDenied: others may read the key.
  // DataLoss: key or checkpoint of a log that was signed is missing, or they do not belong
  // together.
  static Result<std::unique_ptr<Notary>> Open(Options options);
  Notary(const Notary&) = delete;
  Notary& operator=(const Notary&) = delete;

  // What the log must extend to open; nothing for a log that was never signed.
  std::optional<merkle::Checkpoint> last() const;

  // Signs `head` with every key, if it has grown or a key has not signed it yet. One thread at a
  // time. DataLoss, and nothing is signed, when it does not hold what was signed before.
  Status Sign(const TreeHead& head);

  // Makes the key of a log that has none, as Open would by itself, and replaces none. DataLoss: the
  // log was signed.
  static Status MakeKey(const Options& options);
  // Adds a key: from the next start on the log is signed with the old and the new one.
  // Unavailable while a process signs with the key.
  static Status AddKey(const Options& options);
  // Removes the oldest of several keys; its public half is kept. InvalidArgument, and nothing is
  // changed, when there is only one, or the last checkpoint is signed by no other: without it the
  // log would not open any more. Unavailable while a process signs with it.
  static Status RetireKey(const Options& options);

  // --- Any thread ---
  std::string note() const;  // the published checkpoint; may be empty
  // The log's name in the epoch that the keys are of.
  const std::string& origin() const { return signers_.front().key().name(); }
  const std::vector<merkle::Signer>& signers() const { return signers_; }
  // What a checkpoint of this log may be signed with: those that sign, then the retired ones.
  std::vector<merkle::VerifierKey> Keys() const;

 private:
  Notary(Options options, KeyFile key) : options_(std::move(options)), key_(std::move(key)) {}
  Status LoadKeys();
  Status LoadRetiredKeys();
  Status LoadCheckpoint();
  bool IsSignedBy(const merkle::VerifierKey& key) const;
  bool IsSignedByAll() const;

  // Constant after Open.
  Options options_;
  KeyFile key_;  // held
  std::vector<merkle::Signer> signers_;
  std::vector<merkle::VerifierKey> retired_;

  mutable std::mutex mu_;
  std::optional<merkle::Checkpoint> last_;  // guarded by mu_
  std::string note_;                        // guarded by mu_
};

}  // namespace assay::eventlog
