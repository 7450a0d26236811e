#include <algorithm>

#include "assay/base/bytes.h"
#include "assay/eventlog/leaf.h"
#include "assay/evidence/verify.h"
#include "assay/merkle/tile.h"

namespace assay::evidence {
namespace {

using merkle::Hash;
using merkle::kTileWidth;

// One log, by its URL.
class LogWalk {
 public:
  LogWalk(std::string url, const Fetch& fetch, const Progress& progress)
      : url_(std::move(url)), fetch_(fetch), progress_(progress) {}

  // The checkpoint, once every leaf record and every tile is what it says.
  Result<merkle::Checkpoint> Verify(const merkle::Policy& policy) {
    ASSAY_ASSIGN_OR_RETURN(std::string text, fetch_(url_ + "/checkpoint"));
    ASSAY_ASSIGN_OR_RETURN(merkle::Note note, merkle::ParseNote(text));
    ASSAY_ASSIGN_OR_RETURN(checkpoint_, policy.Open(note));
    ASSAY_RETURN_IF_ERROR(ReadRecords());
    merkle::Hash root = merkle::RootOf(hashes_);
    if (root != checkpoint_.root) {
      return InvalidArgument("its leaf records are not those that the checkpoint was signed over");
    }
    ASSAY_RETURN_IF_ERROR(CheckTiles());
    return checkpoint_;
  }

  Hash RootAt(uint64_t size) const {
    return merkle::RootOf({hashes_.begin(), hashes_.begin() + static_cast<ptrdiff_t>(size)});
  }

 private:
  Result<std::string> FetchTile(merkle::Tile tile, uint64_t count) const {
    tile.width =
        static_cast<uint32_t>(std::min<uint64_t>(kTileWidth, count - tile.index * kTileWidth));
    return fetch_(url_ + "/" + merkle::TilePath(tile));
  }

  Status ReadRecords() {
    for (uint64_t index = 0; index * kTileWidth < checkpoint_.size; ++index) {
      ASSAY_ASSIGN_OR_RETURN(std::string bundle,
                             FetchTile({.entries = true, .index = index}, checkpoint_.size));
      ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> records, merkle::ParseBundle(bundle));
      for (const std::string& record : records) {
        if (record.size() != eventlog::kLeafBytes ||
            record.front() != static_cast<char>(eventlog::kLeafVersion)) {
          return InvalidArgument("entry bundle " + std::to_string(index) +
                                 " holds something that is no leaf record");
        }
        hashes_.push_back(merkle::LeafHash(record));
      }
      if (hashes_.size() != std::min(checkpoint_.size, (index + 1) * kTileWidth)) {
        return InvalidArgument("entry bundle " + std::to_string(index) + " is not full");
      }
      progress_(checkpoint_.origin, hashes_.size(), checkpoint_.size);
    }
    return OkStatus();
  }

  Status CheckTiles() const {
    std::vector<Hash> level_hashes = hashes_;
    for (uint32_t level = 0; !level_hashes.empty(); ++level) {
      std::vector<Hash> above;
      for (uint64_t index = 0; index * kTileWidth < level_hashes.size(); ++index) {
        auto begin = level_hashes.begin() + static_cast<ptrdiff_t>(index * kTileWidth);
        auto end =
            level_hashes.end() - begin > kTileWidth ? begin + kTileWidth : level_hashes.end();
        ASSAY_ASSIGN_OR_RETURN(std::string tile,
                               FetchTile({.level = level, .index = index}, level_hashes.size()));
        std::string expected;
        std::for_each(begin, end, [&](const Hash& hash) { expected.append(ToView(hash)); });
        if (tile != expected) {
          return InvalidArgument("tile " + std::to_string(index) + " of level " +
                                 std::to_string(level) + " is not the one of its entries");
        }
        if (end - begin == kTileWidth) {
          above.push_back(merkle::RootOf({begin, end}));
        }
      }
      level_hashes = std::move(above);
    }
    return OkStatus();
  }

  std::string url_;
  const Fetch& fetch_;
  const Progress& progress_;
  merkle::Checkpoint checkpoint_;
  std::vector<Hash> hashes_;
};

Status CheckSeen(const LogWalk& walk, const merkle::Checkpoint& now,
                 const merkle::Checkpoint& then) {
  if (then.size > now.size) {
    return InvalidArgument("it was cut: you have seen " + std::to_string(then.size) +
                           " entries, now it has " + std::to_string(now.size));
  }
  return walk.RootAt(then.size) == then.root
             ? OkStatus()
             : InvalidArgument("its first " + std::to_string(then.size) +
                               " entries are not those that you have seen");
}

}  // namespace

Report VerifyLogs(const merkle::Policy& policy, const Fetch& fetch, const Progress& progress,
                  std::map<std::string, merkle::Checkpoint>* seen) {
  Report report;
  std::map<std::string, merkle::Checkpoint> now;
  for (const merkle::Policy::Log& log : policy.logs()) {
    const std::string& origin = log.key.name();
    if (log.url.empty() || now.contains(origin)) {
      continue;  // no address, or another key of the same log
    }
    LogWalk walk(log.url, fetch, progress);
    Result<merkle::Checkpoint> checkpoint = walk.Verify(policy);
    Status status = checkpoint.status();
    if (status.ok() && checkpoint->origin != origin) {
      status = InvalidArgument("its address shows another log, " + checkpoint->origin);
    }
    auto then = seen->find(origin);
    if (status.ok() && then != seen->end()) {
      status = CheckSeen(walk, *checkpoint, then->second);
    }
    if (!status.ok()) {
      report.failure = origin + ": " + status.message();
      return report;
    }
    now[origin] = *checkpoint;
    report.lines.push_back(
        origin + ": " + std::to_string(checkpoint->size) + " entries, root " +
        ToBase64(ToView(checkpoint->root)) +
        (then == seen->end()
             ? ""
             : "; it still holds the " + std::to_string(then->second.size) + " seen before"));
  }
  if (now.empty()) {
    report.failure = "the policy names no log with an address";
    return report;
  }
  for (const auto& [origin, checkpoint] : now) {
    (*seen)[origin] = checkpoint;
  }
  return report;
}

}  // namespace assay::evidence
