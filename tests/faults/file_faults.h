#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace assay::testing {

// Faults of the C library's write, fsync and rename in this process, as the code that keeps keys
// and checkpoints meets them. One thread at a time.
class FileFaults {
 public:
  enum class Partly { kNothing, kHalf, kAll };

  // From now on the calls on files below `folder` are counted; number `index` and all after it
  // fail with EIO, the first of them having done its work `partly`.
  FileFaults(const std::string& folder, uint64_t index, Partly partly);
  ~FileFaults();
  FileFaults(const FileFaults&) = delete;
  FileFaults& operator=(const FileFaults&) = delete;

  bool met() const;
  // What was called, in order: "write checkpoint.new", "fsync checkpoint.new", ...
  const std::vector<std::string>& calls() const;
};

}  // namespace assay::testing
