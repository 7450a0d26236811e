#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "assay/base/status.h"
#include "assay/merkle/note.h"
#include "assay/merkle/tree.h"

namespace assay::merkle {

// What a log says about itself at a moment (C2SP tlog-checkpoint v1.0.0): its name, how many
// entries it has and the root over them. A log must never sign two that are not consistent.
struct Checkpoint {
  std::string origin;
  uint64_t size = 0;
  Hash root{};

  // The text of the note; no extension lines.
  std::string ToString() const;
  bool operator==(const Checkpoint&) const = default;
};

// Extension lines are allowed and ignored. InvalidArgument otherwise.
Result<Checkpoint> ParseCheckpoint(std::string_view text);

// The checkpoint in `note`, once one of `log_keys` has signed it. Keys of witnesses are not enough.
Result<Checkpoint> OpenCheckpoint(const Note& note, const std::vector<VerifierKey>& log_keys);

}  // namespace assay::merkle
