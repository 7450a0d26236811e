#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/merkle/note.h"
#include "assay/merkle/tree.h"

namespace assay::merkle {

// The body of a witness's add-checkpoint (C2SP tlog-witness v1.0.0): "sign this, you last saw
// `old_size`, and here is the proof that nothing before it changed".
struct AddCheckpoint {
  uint64_t old_size = 0;
  std::vector<Hash> proof;  // at most 63
  Note note;

  std::string ToString() const;
};

Result<AddCheckpoint> ParseAddCheckpoint(std::string_view body);

}  // namespace assay::merkle
