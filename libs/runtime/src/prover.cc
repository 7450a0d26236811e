#include "prover.h"

#include "assay/eventlog/leaf.h"
#include "assay/merkle/receipt.h"
#include "assay/merkle/tile.h"

namespace assay::runtime {
namespace {

// Tiles ask for records one bundle at a time.
std::string BundleOf(std::string_view records) {
  std::string bundle;
  for (size_t at = 0; at < records.size(); at += eventlog::kLeafBytes) {
    merkle::AppendToBundle(&bundle, records.substr(at, eventlog::kLeafBytes));
  }
  return bundle;
}

}  // namespace

bus::v1::SignedCheckpoint Prover::Checkpoint() const {
  bus::v1::SignedCheckpoint checkpoint;
  checkpoint.set_note(notary_->note());
  for (const merkle::Signer& signer : notary_->signers()) {
    checkpoint.add_verifier_keys(signer.key().ToString());
  }
  return checkpoint;
}

Result<bus::v1::TileRead> Prover::Tile(const bus::v1::ReadTile& asked) const {
  auto last = notary_->last();
  uint32_t level = asked.entries() ? 0 : asked.level();
  uint32_t there = last ? merkle::TileWidthAt(level, asked.index(), last->size) : 0;
  if (asked.width() == 0 || asked.width() > there) {
    return NotFound("the last checkpoint does not cover this tile");
  }
  bus::v1::TileRead read;
  if (asked.entries()) {
    ASSAY_ASSIGN_OR_RETURN(std::string records,
                           log_->ReadLeaves(asked.index() * merkle::kTileWidth, asked.width()));
    read.set_bytes(BundleOf(records));
    return read;
  }
  ASSAY_ASSIGN_OR_RETURN(*read.mutable_bytes(),
                         log_->ReadTile(level, asked.index(), asked.width()));
  return read;
}

Result<bus::v1::ProvedEntry> Prover::Prove(uint64_t position) const {
  if (position >= log_->next()) {
    return NotFound("the log has no entry at this position");
  }
  merkle::Receipt receipt;
  receipt.index = position;
  ASSAY_ASSIGN_OR_RETURN(receipt.checkpoint, merkle::ParseNote(notary_->note()));
  ASSAY_ASSIGN_OR_RETURN(merkle::Checkpoint checkpoint,
                         merkle::ParseCheckpoint(receipt.checkpoint.text));
  if (position >= checkpoint.size) {
    return Unavailable("no checkpoint covers this entry yet; try again in a second");
  }
  ASSAY_ASSIGN_OR_RETURN(receipt.proof,
                         merkle::InclusionProof(position, checkpoint.size, log_->Nodes()));
  ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> stored, log_->Read(position, 1, 1));
  bus::v1::ProvedEntry proved;
  ASSAY_ASSIGN_OR_RETURN(receipt.extra, eventlog::LeafRecordOf(stored.front()));
  proved.set_stored(stored.front());
  proved.set_receipt(receipt.ToString());
  return proved;
}

}  // namespace assay::runtime
