#pragma once

#include <cstdint>
#include <map>
#include <set>
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

// Bounds of a file, which the writer keeps and the reader checks.
inline constexpr size_t kEntriesMax = 100'000;
inline constexpr size_t kUploadsMax = 100'000;
inline constexpr uint64_t kFileBytesMax = uint64_t{1} << 30;  // unpacked, all together

// Writes a new file; Conflict when there is one already. InvalidArgument, and nothing is written,
// when it would exceed a bound.
Status WriteEvidenceFile(const std::string& path, const Evidence& evidence);

// Reads a file of anybody's making. InvalidArgument, saying what is wrong, when it is not exactly
// an evidence file, PermissionDenied when it cannot be opened; nothing in it has been verified yet.
Result<Evidence> ReadEvidenceFile(const std::string& path);

// The hashes of the uploaded files that an entry names: wherever its bytes hold an EvidenceFile
// (docs/formats/evidence.md).
std::set<std::string> FilesNamedIn(std::string_view stored);

}  // namespace assay::evidence
