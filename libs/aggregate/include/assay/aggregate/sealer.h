#pragma once

#include <string>
#include <vector>

#include "assay/base/status.h"
#include "assay/common.pb.h"

namespace assay::aggregate {

// Seals personal data before an entry's bytes exist. Writer thread.
class Sealer {
 public:
  virtual ~Sealer() = default;
  // Encrypts under the person's key, making and syncing one first if there is none. The ciphertext
  // is bound to the address and to `field`.
  virtual Result<assay::Sealed> Seal(const std::string& person, const assay::Address& address,
                                     const std::string& field, const std::string& text) = 0;
};

// The keys of all people: seals for the writer, opens for answers. Any thread.
class Vault : public Sealer {
 public:
  // Fills in `text`, or `erased` when the key is gone; the cipher fields are cleared. DataLoss when the ciphertext does not belong
  // to its address.
  virtual Status Unseal(assay::Sealed* sealed) = 0;
};

}  // namespace assay::aggregate
