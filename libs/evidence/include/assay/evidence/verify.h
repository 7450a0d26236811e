#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "assay/base/status.h"
#include "assay/evidence/evidence_file.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/policy.h"

namespace assay::evidence {

// Sentences about what was checked, in order; all true when there is no failure.
struct Report {
  std::vector<std::string> lines;
  std::string failure;  // empty: verified

  bool ok() const { return failure.empty(); }
  // For people: the lines, then the verdict.
  std::string ToString() const;
};

// Checks all that docs/formats/evidence.md lists. With `trusted`, only its keys count; without,
// those that the file itself names, and the report says so.
Report VerifyEvidence(const Evidence& evidence, const std::optional<merkle::Policy>& trusted);

// What a URL holds. NotFound or Unavailable with the reason.
using Fetch = std::function<Result<std::string>(const std::string& url)>;
// Told now and then; for long work.
using Progress = std::function<void(const std::string& origin, uint64_t done, uint64_t total)>;

// Verifies every log of the policy by its URL: signature, all leaf records, all tiles. For a log
// that is in `seen`, also that it still holds what it held then; `seen` is brought up to date when
// all is well.
Report VerifyLogs(const merkle::Policy& policy, const Fetch& fetch, const Progress& progress,
                  std::map<std::string, merkle::Checkpoint>* seen);

}  // namespace assay::evidence
