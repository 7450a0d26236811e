#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"
#include "assay/http/server.h"

namespace assay::gateway {

// Uploaded files of all organisations, each under the SHA-256 of its content: one folder for each
// organisation, so that nobody learns what another one has. A file is there whole or not at all,
// and durable before anybody is told so. Any thread.
class Uploads {
 public:
  static constexpr uint64_t kBytesMax = 64 << 20;

  // One file on its way in. What is not kept is gone when it goes.
  class Incoming final : public http::BodySink {
   public:
    ~Incoming() override;
    bool Take(std::string_view piece) override;  // false: the disk refuses

   private:
    friend class Uploads;
    struct State;
    explicit Incoming(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
  };

  struct Kept {
    std::string media_type;
    uint64_t bytes = 0;
    bool was_there = false;
  };

  // A part of the files, read again.
  struct Scrubbed {
    uint64_t files = 0;
    uint64_t bytes = 0;
    std::vector<std::string> damaged;  // "<organisation>/<hash>"
    std::string next;                  // where to go on; empty: that was all
  };

  // Removes what a killed process left half-way. REQUIRES: one process at a time uses the folder.
  explicit Uploads(std::string folder);

  // Null when the disk refuses. REQUIRES: IsId(organisation), IsHash(sha256).
  std::shared_ptr<Incoming> Begin(const std::string& organisation, const std::string& sha256) const;
  // Keeps the file if it is what it was said to be. InvalidArgument: another hash, empty, of a type
  // that is not taken, or of another type than `media_type` says. Blocks for the disk.
  Result<Kept> Finish(Incoming* incoming, const std::string& media_type) const;

  // The file, once its hash was found right: a damaged file is DataLoss, never served.
  Result<std::string> Read(const std::string& organisation, const std::string& sha256) const;
  // Its size. NotFound.
  Result<uint64_t> SizeOf(const std::string& organisation, const std::string& sha256) const;

  // Reads files in the order of their names, from `from` ("": the first) until `bytes_max` are
  // passed, and says which are not what their names say. Internal: a folder cannot be read, so
  // nobody knows what is in it. Blocks for the disk.
  Result<Scrubbed> Scrub(const std::string& from, uint64_t bytes_max) const;

 private:
  Result<std::set<std::string>> NamesFrom(const std::string& from) const;
  std::string PathOf(const std::string& organisation, const std::string& sha256) const;
  std::string folder_;
};

// 64 lower-case hexadecimal digits.
bool IsSha256(std::string_view text);
// The type of the content, by its content. Blocks for a moment.
std::string MediaTypeOf(std::string_view content_start);

}  // namespace assay::gateway
