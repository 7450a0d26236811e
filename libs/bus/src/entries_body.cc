#include "entries_body.h"

#include "assay/base/bytes.h"

namespace assay::bus {
namespace {
constexpr size_t kEntryLengthBytes = 4;
}  // namespace

std::string EncodeEntries(const std::vector<std::string>& entries) {
  size_t size = 0;
  for (const std::string& entry : entries) {
    size += kEntryLengthBytes + entry.size();
  }
  std::string body;
  body.reserve(size);
  for (const std::string& entry : entries) {
    AppendBigEndian32(&body, static_cast<uint32_t>(entry.size()));
    body += entry;
  }
  return body;
}

std::optional<std::vector<std::string>> DecodeEntries(std::string_view body, uint32_t count) {
  if (count > body.size() / kEntryLengthBytes) {
    return std::nullopt;
  }
  std::vector<std::string> entries;
  entries.reserve(count);
  while (body.size() >= kEntryLengthBytes) {
    size_t size = ReadBigEndian32(body);
    body.remove_prefix(kEntryLengthBytes);
    if (size > body.size()) {
      return std::nullopt;
    }
    entries.emplace_back(body.substr(0, size));
    body.remove_prefix(size);
  }
  if (!body.empty() || entries.size() != count) {
    return std::nullopt;
  }
  return entries;
}

}  // namespace assay::bus
