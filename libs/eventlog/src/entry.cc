#include "assay/eventlog/entry.h"

#include <string>

namespace assay::eventlog {

Status ParseEntryInto(std::string_view stored, log::v1::Entry* entry) {
  if (!entry->ParseFromArray(stored.data(), static_cast<int>(stored.size()))) {
    return DataLoss("stored bytes are not an entry");
  }
  if (entry->format() == 0 || entry->format() > kEntryFormat) {
    return DataLoss("an entry has format " + std::to_string(entry->format()) +
                    ", this program reads up to " + std::to_string(kEntryFormat));
  }
  return OkStatus();
}

Result<log::v1::Entry> ParseEntry(std::string_view stored) {
  log::v1::Entry entry;
  ASSAY_RETURN_IF_ERROR(ParseEntryInto(stored, &entry));
  return entry;
}

}  // namespace assay::eventlog
