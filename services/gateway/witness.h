#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "assay/base/clock.h"
#include "assay/base/key_file.h"
#include "assay/base/status.h"
#include "assay/merkle/note.h"

namespace assay::gateway {

// Cosigns the checkpoints of logs it was told of, each only if it extends the one it cosigned
// before (C2SP tlog-witness v1.0.0). What it has seen is durable before it signs. Any thread.
class Witness {
 public:
  struct Options {
    std::string folder;             // the last checkpoint of each log, and the key
    std::string name;               // key name of the cosignatures
    std::vector<std::string> logs;  // vkeys of the logs it cosigns
    const Clock* clock = nullptr;
  };
  struct Answer {
    unsigned status = 200;  // HTTP
    std::string body;
  };

  // InvalidArgument: a vkey is malformed. The key is made, with mode 0600, when there is none.
  // Unavailable: another process uses the folder; two would cosign beside each other.
  // PermissionDenied: others may read the key.
  static Result<std::unique_ptr<Witness>> Open(Options options);

  Answer AddCheckpoint(const std::string& body);
  // The last cosigned checkpoint of the log whose origin has this SHA-256 in hexadecimal.
  Result<std::string> Find(const std::string& origin_hash) const;
  const merkle::VerifierKey& key() const { return signer_.key(); }

 private:
  Witness(Options options, std::vector<merkle::VerifierKey> logs, KeyFile key,
          merkle::Signer signer)
      : options_(std::move(options)),
        logs_(std::move(logs)),
        key_(std::move(key)),
        signer_(std::move(signer)) {}

  // Constant after Open.
  Options options_;
  std::vector<merkle::VerifierKey> logs_;
  KeyFile key_;  // held
  merkle::Signer signer_;

  std::mutex mu_;  // held from reading what was seen to writing what is seen now
};

}  // namespace assay::gateway
