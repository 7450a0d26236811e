#pragma once

#include <memory>
#include <utility>

#include "assay/runtime/config.h"
#include "services/directory/person_keys.h"

namespace assay::directory {

// The keys of people below the installation's data folder, as the chassis wants them.
inline Result<std::shared_ptr<aggregate::Vault>> OpenPersonKeys(const runtime::Config& config) {
  ASSAY_ASSIGN_OR_RETURN(auto keys, PersonKeys::Open(config.data));
  return std::shared_ptr<aggregate::Vault>(std::move(keys));
}

}  // namespace assay::directory
