#include "assay/eventlog/verify.h"

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <unordered_map>

#include "assay/base/thread.h"
#include "assay/eventlog/entry_view.h"
#include "assay/eventlog/leaf.h"
#include "assay/merkle/proof.h"
#include "assay/merkle/tile.h"

namespace assay::eventlog {
namespace {

constexpr size_t kRunEntries = 4'096;  // a multiple of a tile's width
constexpr size_t kBytesAtOnce = 16 << 20;

// A record, by the number of its kind in the run or walk. Ids that are no Id go by their hash.
struct StreamKey {
  uint16_t record = 0;
  Id id;

  bool operator==(const StreamKey&) const = default;
};

struct StreamKeyHash {
  size_t operator()(const StreamKey& key) const { return std::hash<Id>()(key.id) ^ key.record; }
};

struct EventStep {
  StreamKey stream;
  uint32_t version = 0;
  uint32_t entry = 0;  // its place in the run
};

// What entries that follow each other turned out to be, whatever stands before them.
struct Run {
  uint64_t entries = 0;
  uint64_t bytes = 0;
  int64_t first_recorded_us = 0;
  int64_t last_recorded_us = 0;
  std::vector<merkle::Hash> roots;   // of the full tiles over their leaves
  std::vector<std::string> records;  // kinds of record, numbered by their place here
  std::vector<EventStep> steps;      // of all events, in order
};

// Checks one level's tiles from `first` on: that they hold these hashes. Gives the roots of the
// full ones.
Result<std::vector<merkle::Hash>> CheckTiles(const EventLog& log, uint32_t level, uint64_t first,
                                             const std::vector<merkle::Hash>& hashes) {
  std::vector<merkle::Hash> roots;
  for (size_t at = 0; at < hashes.size(); at += merkle::kTileWidth) {
    size_t width = std::min<size_t>(merkle::kTileWidth, hashes.size() - at);
    uint64_t index = first + at / merkle::kTileWidth;
    ASSAY_ASSIGN_OR_RETURN(std::string tile,
                           log.ReadTile(level, index, static_cast<uint32_t>(width)));
    std::string expected;
    for (size_t i = at; i < at + width; ++i) {
      expected.append(ToView(hashes[i]));
    }
    if (tile != expected) {
      return DataLoss("tile " + std::to_string(index) + " of level " + std::to_string(level) +
                      " is not the one of the entries");
    }
    if (width == merkle::kTileWidth) {
      roots.push_back(merkle::TileRoot(tile));
    }
  }
  return roots;
}

// Reads one run. One thread; any number of runs beside each other.
class RunReader {
 public:
  RunReader(const EventLog& log, uint64_t from) : log_(log), from_(from) {}

  Result<Run> Read(uint64_t count) {
    ASSAY_ASSIGN_OR_RETURN(std::string leaves, log_.ReadLeaves(from_, count));
    while (run_.entries < count) {
      uint64_t next = from_ + run_.entries;
      ASSAY_ASSIGN_OR_RETURN(std::vector<std::string> stored,
                             log_.ReadStored(next, count - run_.entries, kBytesAtOnce));
      for (const std::string& entry : stored) {
        std::string_view leaf =
            std::string_view(leaves).substr(run_.entries * kLeafBytes, kLeafBytes);
        Status status = Add(entry, leaf);
        if (!status.ok()) {
          return status.In("position " + std::to_string(from_ + run_.entries));
        }
      }
    }
    ASSAY_ASSIGN_OR_RETURN(run_.roots, CheckTiles(log_, 0, from_ / merkle::kTileWidth, hashes_));
    return std::move(run_);
  }

 private:
  Status Add(const std::string& stored, std::string_view leaf) {
    ASSAY_RETURN_IF_ERROR(entry_.Read(stored));
    if (entry_.entry_id().size() != Id::kBytes ||
        LeafRecord(entry_.entry_id(), entry_.recorded_at(), stored) != leaf) {
      return DataLoss("the entry is not the one that the tree holds");
    }
    if (run_.entries == 0) {
      run_.first_recorded_us = entry_.recorded_at();
    } else if (entry_.recorded_at() < run_.last_recorded_us) {
      return DataLoss("the entry was recorded before the one below it");
    }
    run_.last_recorded_us = entry_.recorded_at();
    for (const EntryView::Event& event : entry_.events()) {
      Result<Id> id = Id::Parse(event.id);
      run_.steps.push_back({{NumberOf(event.record), id.ok() ? *id : Id::Derived(event.id)},
                            event.version,
                            static_cast<uint32_t>(run_.entries)});
    }
    hashes_.push_back(merkle::LeafHash(leaf));
    run_.bytes += stored.size();
    ++run_.entries;
    return OkStatus();
  }

  uint16_t NumberOf(std::string_view record) {
    auto at = std::find(run_.records.begin(), run_.records.end(), record);
    if (at == run_.records.end()) {
      at = run_.records.emplace(at, record);
    }
    return static_cast<uint16_t>(at - run_.records.begin());
  }

  const EventLog& log_;
  uint64_t from_;
  Run run_;
  std::vector<merkle::Hash> hashes_;  // of the leaves
  EntryView entry_;                   // used again and again
};

// The walk, one run after another.
class Walk {
 public:
  Walk(const EventLog& log, uint64_t end) : log_(log), end_(end) {}

  uint64_t done() const { return verified_.entries; }

  // Takes in the next run; those after it are being read meanwhile.
  Status Step() {
    while (reading_.size() < Processors() + 1 && begun_ < end_) {
      uint64_t count = std::min<uint64_t>(kRunEntries, end_ - begun_);
      reading_.push_back(std::async(std::launch::async, [log = &log_, from = begun_, count] {
        return RunReader(*log, from).Read(count);
      }));
      begun_ += count;
    }
    Result<Run> run = reading_.front().get();
    reading_.pop_front();
    ASSAY_RETURN_IF_ERROR(run.status());
    return TakeIn(*run);
  }

  // Every tile of the levels above; then the tiles are those of the entries, and so is the root.
  Result<Verified> Finish() {
    for (uint32_t level = 1; !roots_.empty(); ++level) {
      ASSAY_ASSIGN_OR_RETURN(roots_, CheckTiles(log_, level, 0, roots_));
    }
    ASSAY_ASSIGN_OR_RETURN(verified_.root, merkle::RootAt(end_, log_.Nodes()));
    verified_.streams = versions_.size();
    return verified_;
  }

 private:
  Status TakeIn(const Run& run) {
    if (run.first_recorded_us < last_recorded_us_) {
      return DataLoss("the entry was recorded before the one below it")
          .In("position " + std::to_string(verified_.entries));
    }
    last_recorded_us_ = run.last_recorded_us;
    std::vector<uint16_t> numbers;
    for (const std::string& record : run.records) {
      numbers.push_back(
          records_.try_emplace(record, static_cast<uint16_t>(records_.size())).first->second);
    }
    for (EventStep step : run.steps) {
      step.stream.record = numbers[step.stream.record];
      if (step.version != ++versions_[step.stream]) {
        return DataLoss("the events of a record are not numbered one after the other")
            .In("position " + std::to_string(verified_.entries + step.entry));
      }
    }
    roots_.insert(roots_.end(), run.roots.begin(), run.roots.end());
    verified_.bytes += run.bytes;
    verified_.entries += run.entries;
    return OkStatus();
  }

  const EventLog& log_;
  uint64_t end_;
  uint64_t begun_ = 0;
  std::deque<std::future<Result<Run>>> reading_;  // in order of their positions
  Verified verified_;
  int64_t last_recorded_us_ = 0;
  std::map<std::string, uint16_t> records_;  // numbers of the kinds of record
  std::unordered_map<StreamKey, uint32_t, StreamKeyHash> versions_;
  std::vector<merkle::Hash> roots_;  // of the full tiles of the lowest level
};

}  // namespace

Result<Verified> Verify(const EventLog& log,
                        const std::function<bool(uint64_t done, uint64_t total)>& progress) {
  uint64_t end = log.Tree().size;
  Walk walk(log, end);
  while (walk.done() < end) {
    ASSAY_RETURN_IF_ERROR(walk.Step());
    if (!progress(walk.done(), end)) {
      return Unavailable("stopped");
    }
  }
  return walk.Finish();
}

}  // namespace assay::eventlog
