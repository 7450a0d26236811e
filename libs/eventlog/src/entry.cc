#include "assay/eventlog/entry.h"

#include <string>

namespace assay::eventlog {

Status CheckEntryFormat(uint64_t format) {
  if (format == 0 || format > kEntryFormat) {
    return DataLoss("an entry has format " + std::to_string(format) +
                    ", this program reads up to " + std::to_string(kEntryFormat));
  }
  return OkStatus();
}

Status ParseEntryInto(std::string_view stored, log::v1::Entry* entry) {
  if (!entry->ParseFromArray(stored.data(), static_cast<int>(stored.size()))) {
    return DataLoss("stored bytes are not an entry");
  }
  return CheckEntryFormat(entry->format());
}

Result<log::v1::Entry> ParseEntry(std::string_view stored) {
  log::v1::Entry entry;
  ASSAY_RETURN_IF_ERROR(ParseEntryInto(stored, &entry));
  return entry;
}

}  // namespace assay::eventlog
