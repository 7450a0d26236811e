#pragma once

#include <string>
#include <vector>

#include "assay/base/id.h"
#include "assay/eventlog/entry.h"
#include "assay/eventlog/leaf.h"
#include "assay/evidence.pb.h"
#include "assay/evidence/evidence_file.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/proof.h"
#include "assay/merkle/receipt.h"
#include "assay/merkle/tile.h"

namespace assay::evidence {

constexpr char kOrigin[] = "assay.example/HQ/audits";

// A log in memory: entries, and checkpoints signed over them.
class LogInMemory {
 public:
  struct Options {
    size_t size = 0;
    char seed = 'k';  // of its key
    std::string origin = kOrigin;
    std::map<size_t, std::string> files =
        {};  // hash of the file that the entry at a position names
    std::string user = "somebody";
    std::vector<std::string> witnesses = {};  // cosign every checkpoint
  };
  explicit LogInMemory(Options options)
      : origin_(options.origin),
        witnesses_(options.witnesses),
        signer_(merkle::Signer::FromSeed(options.origin, merkle::KeyType::kEd25519,
                                         std::string(merkle::Signer::kSeedBytes, options.seed))
                    .value()) {
    for (size_t i = 0; i < options.size; ++i) {
      log::v1::Entry entry;
      entry.set_format(eventlog::kEntryFormat);
      entry.set_entry_id(Id::Derived("entry " + std::to_string(i)).ToBytes());
      entry.set_recorded_at(1'700'000'000'000'000 + static_cast<int64_t>(i));
      entry.set_command("assay.audits.v1.RaiseFinding");
      entry.mutable_actor()->set_user(options.user);
      if (options.files.contains(i)) {
        Name(options.files.at(i), &entry);
      }
      stored_.push_back(entry.SerializeAsString());
      records_.push_back(eventlog::LeafRecordOf(stored_.back()).value());
      hashes_.push_back(merkle::LeafHash(records_.back()));
    }
    served_ = hashes_;
  }
  explicit LogInMemory(size_t size) : LogInMemory(Options{.size = size}) {}

  std::string policy(const std::string& url = "") const {
    return "log " + signer_.key().ToString() + (url.empty() ? "" : " " + url) + "\n";
  }
  merkle::Note checkpoint(size_t size) const {
    merkle::Note note;
    note.text = merkle::Checkpoint{origin_, size, RootAt(size)}.ToString();
    note.signatures.push_back(signer_.Sign(note.text));
    for (const std::string& name : witnesses_) {
      note.signatures.push_back(Witness(name).Cosign(note.text, 1'700'000'000));
    }
    return note;
  }
  // "witness <name> <vkey>"
  static std::string WitnessLine(const std::string& name) {
    return "witness " + name + " " + Witness(name).key().ToString() + "\n";
  }
  std::string LeafRecord(size_t position) const { return records_[position]; }
  ProvedEntry Prove(size_t position) const {
    merkle::Receipt receipt;
    receipt.index = position;
    receipt.extra = records_[position];
    receipt.checkpoint = checkpoint(hashes_.size());
    receipt.proof = merkle::InclusionProof(position, hashes_.size(), Nodes()).value();
    return {"audits", position, stored_[position], receipt.ToString()};
  }
  // What the gateway would serve at `size`, for a path below /log/<service>/.
  Result<std::string> Serve(const std::string& path, size_t size) const {
    if (path == "checkpoint") {
      return checkpoint(size).ToString();
    }
    ASSAY_ASSIGN_OR_RETURN(merkle::Tile tile, merkle::ParseTilePath(path));
    if (tile.width > merkle::TileWidthAt(tile.level, tile.index, size)) {
      return NotFound(path);
    }
    std::string bytes;
    for (size_t i = tile.index * 256; i < tile.index * 256 + tile.width; ++i) {
      if (tile.entries) {
        merkle::AppendToBundle(&bytes, records_[i]);
      } else {
        bytes.append(ToView(Nodes()(tile.level * 8, i).value()));
      }
    }
    return bytes;
  }
  // From here on another record is served; with `in_tiles`, tiles that fit it, too.
  void ChangeRecord(size_t position, bool in_tiles) {
    records_[position].back() ^= 1;
    if (in_tiles) {
      served_[position] = merkle::LeafHash(records_[position]);
    }
  }
  merkle::Hash RootAt(size_t size) const {
    return merkle::RootOf({hashes_.begin(), hashes_.begin() + static_cast<ptrdiff_t>(size)});
  }

 private:
  static void Name(const std::string& hash, log::v1::Entry* entry) {
    EvidenceFile file;
    file.set_sha256(hash);
    file.set_title("A photograph");
    file.set_media_type("image/jpeg");
    std::string bytes = file.SerializeAsString();
    log::v1::Event* event = entry->add_events();
    event->set_type("assay.audits.v1.EvidenceAttached");
    event->set_data("\x0a" + std::string(1, static_cast<char>(bytes.size())) + bytes);
  }
  merkle::NodeReader Nodes() const {
    return [this](uint32_t level, uint64_t index) -> Result<merkle::Hash> {
      auto begin = served_.begin() + static_cast<ptrdiff_t>(index << level);
      return merkle::RootOf({begin, begin + (ptrdiff_t{1} << level)});
    };
  }

  static merkle::Signer Witness(const std::string& name) {
    return merkle::Signer::FromSeed("witness.example/" + name, merkle::KeyType::kCosignatureV1,
                                    (name + std::string(merkle::Signer::kSeedBytes, 'w'))
                                        .substr(0, merkle::Signer::kSeedBytes))
        .value();
  }

  std::string origin_;
  std::vector<std::string> witnesses_;
  merkle::Signer signer_;
  std::vector<std::string> stored_;
  std::vector<std::string> records_;
  std::vector<merkle::Hash> hashes_;  // what is signed
  std::vector<merkle::Hash> served_;  // what tiles hold
};

}  // namespace assay::evidence
