#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "assay/base/status.h"
#include "assay/evidence/evidence_file.h"
#include "assay/evidence/report.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/policy.h"

namespace assay::evidence {

// Checks all that docs/formats/evidence.md lists. With `trusted`, only its keys count; without,
// those that the file itself names, and the report says so.
Report VerifyEvidence(const Evidence& evidence, const std::optional<merkle::Policy>& trusted);

// What a URL holds. NotFound, PermissionDenied or Unavailable with the reason: what follows could
// then not be checked.
using Fetch = std::function<Result<std::string>(const std::string& url)>;
// Told now and then; for long work.
using Progress = std::function<void(const std::string& origin, uint64_t done, uint64_t total)>;
// The newest checkpoint that somebody saw of each log, by its origin.
using Seen = std::map<std::string, merkle::Checkpoint>;

struct LogsOptions {
  std::string address;  // of an installation: its logs are read at <address>/log/<service>
  // A log that goes on under a later epoch's name may lack entries that were seen before.
  bool accept_new_epoch = false;
};

// Verifies that the address shows every log of the policy: signature, all leaf records, all tiles.
// Every log in `seen` must be among them and still hold what it held then, under its name or that
// of a later epoch; `seen` is brought up to date when all is well. What URLs the policy itself
// names does not matter. Memory does not grow with a log.
Report VerifyLogs(const merkle::Policy& policy, const LogsOptions& options, const Fetch& fetch,
                  const Progress& progress, Seen* seen);

}  // namespace assay::evidence
