#pragma once

#include <string>

#include "assay/base/status.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/eventlog/event_log.h"
#include "assay/eventlog/notary.h"

namespace assay::runtime {

// What an outsider needs to verify the log: checkpoints, tiles, leaf records and receipts. All of
// it is computed for the last published checkpoint, never beyond. Any thread.
class Prover {
 public:
  Prover(const eventlog::EventLog* log, const eventlog::Notary* notary)
      : log_(log), notary_(notary) {}

  bus::v1::SignedCheckpoint Checkpoint() const;
  // NotFound: the published tree has no such tile.
  Result<bus::v1::TileRead> Tile(const bus::v1::ReadTile& asked) const;
  // The stored bytes of an entry and its tlog-proof. NotFound: there is no such entry; Unavailable:
  // no checkpoint covers it yet.
  Result<bus::v1::ProvedEntry> Prove(uint64_t position) const;

 private:
  const eventlog::EventLog* log_;
  const eventlog::Notary* notary_;
};

}  // namespace assay::runtime
