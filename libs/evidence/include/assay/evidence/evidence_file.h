#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"

namespace assay::evidence {

struct ProvedEntry {
  std::string service;
  uint64_t position = 0;
  std::string stored;   // the entry's bytes
  std::string receipt;  // tlog-proof
};

// The content of an evidence file (docs/formats/evidence.md).
struct Evidence {
  std::string policy;  // tlog-policy
  std::vector<ProvedEntry> entries;
  std::map<std::string, std::string> uploads;  // content by SHA-256 in hexadecimal
};

inline constexpr size_t kEntriesMax = 100'000;
inline constexpr uint64_t kFileBytesMax = uint64_t{1} << 30;  // unpacked, all together

// Writes a new file; Conflict when there is one already.
Status WriteEvidenceFile(const std::string& path, const Evidence& evidence);

// Reads a file of anybody's making. InvalidArgument, saying what is wrong, when it is not exactly
// an evidence file; nothing in it has been verified yet.
Result<Evidence> ReadEvidenceFile(const std::string& path);

}  // namespace assay::evidence
