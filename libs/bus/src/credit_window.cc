#include "credit_window.h"

#include <algorithm>

#include "assay/base/check.h"
#include "bus_limits.h"

namespace assay::bus {

CreditWindow::CreditWindow(uint32_t credit, size_t bytes_max)
    : bytes_max_(bytes_max), credit_(std::min(credit, kCreditMax)) {}

void CreditWindow::Sent(uint32_t entries, size_t bytes) {
  ASSAY_CHECK(entries <= credit_);
  credit_ -= entries;
  used_bytes_ += bytes;
  under_way_.push_back({entries, bytes});
}

void CreditWindow::Grant(uint32_t entries) {
  credit_ += std::min(entries, kCreditMax - credit_);
  while (entries > 0 && !under_way_.empty()) {
    Batch& oldest = under_way_.front();
    uint32_t back = std::min(entries, oldest.entries);
    entries -= back;
    oldest.entries -= back;
    if (oldest.entries == 0) {
      used_bytes_ -= oldest.bytes;
      under_way_.pop_front();
    }
  }
}

void CreditWindow::Arrived() {
  used_bytes_ = 0;
  under_way_.clear();
}

}  // namespace assay::bus
