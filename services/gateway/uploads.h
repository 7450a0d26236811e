#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

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

  explicit Uploads(std::string folder) : folder_(std::move(folder)) {}

  // Null when the disk refuses. REQUIRES: IsId(organisation), IsHash(sha256).
  std::shared_ptr<Incoming> Begin(const std::string& organisation, const std::string& sha256) const;
  // Keeps the file if it is what it was said to be. InvalidArgument: another hash, empty, of a type
  // that is not taken, or of another type than `media_type` says. Blocks for the disk.
  Result<Kept> Finish(Incoming* incoming, const std::string& media_type) const;

  // The file, once its hash was found right: a damaged file is DataLoss, never served.
  Result<std::string> Read(const std::string& organisation, const std::string& sha256) const;
  // Its size. NotFound.
  Result<uint64_t> SizeOf(const std::string& organisation, const std::string& sha256) const;

 private:
  std::string PathOf(const std::string& organisation, const std::string& sha256) const;
  std::string folder_;
};

// 64 lower-case hexadecimal digits.
bool IsSha256(std::string_view text);
// The type of the content, by its content. Blocks for a moment.
std::string MediaTypeOf(std::string_view content_start);

}  // namespace assay::gateway
