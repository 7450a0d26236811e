#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "assay/bus/v1/frames.pb.h"

namespace assay::bus {

// Requests or replies that were ready together, to be sent in one message: most of what a small
// message costs is the message (docs/formats/bus.md). One thread.
class BundleWriter {
 public:
  // Says false, and takes nothing, when it would grow beyond kBundleFramesMax or kBundleBytesMax.
  bool Add(const v1::Frame& frame, std::string_view body);

  uint32_t count() const { return count_; }
  std::string* bytes() { return &bytes_; }
  void Clear();

 private:
  uint32_t count_ = 0;
  std::string bytes_;
};

// What a bundle holds, one after the other.
class BundleReader {
 public:
  // `bytes` are those of a BundleWriter, or a stranger's.
  BundleReader(std::string bytes, uint32_t count) : bytes_(std::move(bytes)), left_(count) {}

  // The next one; nothing when the bytes are not a bundle of that many, whose rest is then void.
  // REQUIRES: left() > 0.
  bool Next(v1::Frame* frame, std::string* body);

  uint32_t left() const { return left_; }

 private:
  std::optional<std::string_view> TakePart();

  std::string bytes_;
  size_t at_ = 0;
  uint32_t left_;
};

}  // namespace assay::bus
