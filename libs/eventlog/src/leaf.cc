#include "assay/eventlog/leaf.h"

#include "assay/base/bytes.h"
#include "assay/base/check.h"
#include "assay/base/hash.h"
#include "assay/eventlog/entry.h"

namespace assay::eventlog {

std::string LeafRecord(std::string_view entry_id, int64_t recorded_at_us, std::string_view stored) {
  ASSAY_CHECK(entry_id.size() == Id::kBytes);
  static thread_local Sha256Stream stream;
  std::string record;
  record.reserve(kLeafBytes);
  record.append(1, static_cast<char>(kLeafVersion)).append(entry_id);
  AppendBigEndian64(&record, static_cast<uint64_t>(recorded_at_us));
  record.append(ToView(stream.Add(stored).Finish()));
  return record;
}

Result<std::string> LeafRecordOf(std::string_view stored) {
  ASSAY_ASSIGN_OR_RETURN(log::v1::Entry entry, ParseEntry(stored));
  if (entry.entry_id().size() != Id::kBytes) {
    return DataLoss("an entry has no id");
  }
  return LeafRecord(entry.entry_id(), entry.recorded_at(), stored);
}

}  // namespace assay::eventlog
