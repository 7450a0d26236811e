#include "assay/eventlog/read_ahead.h"

#include <system_error>

namespace assay::eventlog {

Result<std::vector<std::string>> ReadAhead::Read(uint64_t from) {
  bool known = reading_.valid() && from == next_;
  Result<std::vector<std::string>> entries =
      known ? reading_.get() : log_->Read(from, kEntries, kBytes);
  if (!entries.ok()) {
    return entries;
  }
  next_ = from + entries->size();
  if (next_ < log_->next()) {
    try {
      reading_ = std::async(std::launch::async, [log = log_, next = next_] {
        return log->Read(next, kEntries, kBytes);
      });
    } catch (const std::system_error&) {
      reading_ = {};  // no thread to be had: it is read when it is asked for
    }
  }
  return entries;
}

}  // namespace assay::eventlog
