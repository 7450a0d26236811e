#include "bundle.h"

#include "assay/base/bytes.h"
#include "bus_limits.h"

namespace assay::bus {
namespace {
constexpr size_t kPartLengthBytes = 4;
}  // namespace

bool BundleWriter::Add(const v1::Frame& frame, std::string_view body) {
  const size_t header_bytes = frame.ByteSizeLong();
  const size_t bytes = bytes_.size() + 2 * kPartLengthBytes + header_bytes + body.size();
  if (count_ >= kBundleFramesMax || bytes > kBundleBytesMax) {
    return false;
  }
  AppendBigEndian32(&bytes_, static_cast<uint32_t>(header_bytes));
  frame.AppendToString(&bytes_);
  AppendBigEndian32(&bytes_, static_cast<uint32_t>(body.size()));
  bytes_ += body;
  ++count_;
  return true;
}

void BundleWriter::Clear() {
  count_ = 0;
  bytes_.clear();
}

std::optional<std::string_view> BundleReader::TakePart() {
  std::string_view rest = std::string_view(bytes_).substr(at_);
  if (rest.size() < kPartLengthBytes) {
    return std::nullopt;
  }
  const size_t size = ReadBigEndian32(rest);
  rest.remove_prefix(kPartLengthBytes);
  if (size > rest.size()) {
    return std::nullopt;
  }
  at_ += kPartLengthBytes + size;
  return rest.substr(0, size);
}

bool BundleReader::Next(v1::Frame* frame, std::string* body) {
  --left_;
  auto header = TakePart();
  auto content = header ? TakePart() : std::nullopt;
  bool whole = content && frame->ParseFromArray(header->data(), static_cast<int>(header->size())) &&
               (left_ > 0 || at_ == bytes_.size());
  if (!whole) {
    left_ = 0;
    return false;
  }
  body->assign(*content);
  return true;
}

}  // namespace assay::bus
