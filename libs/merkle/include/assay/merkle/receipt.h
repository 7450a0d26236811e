#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/merkle/note.h"
#include "assay/merkle/policy.h"
#include "assay/merkle/tree.h"

namespace assay::merkle {

// That a record is in a log, provable for ever and offline (C2SP tlog-proof v1).
struct Receipt {
  uint64_t index = 0;
  std::vector<Hash> proof;  // leaf's sibling first
  Note checkpoint;
  std::string extra;  // not authenticated; empty: none

  std::string ToString() const;
};

Result<Receipt> ParseReceipt(std::string_view bytes);

// Ok when the checkpoint satisfies the policy and the proof leads from the record to its root.
// InvalidArgument with the check that failed.
Status VerifyReceipt(const Receipt& receipt, std::string_view record, const Policy& policy);

}  // namespace assay::merkle
