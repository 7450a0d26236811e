#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

namespace assay::bus {

// How much may be sent to one subscriber: entries by the credit that it granted, bytes by what it
// has not given back yet. What it grants gives back the oldest entries sent. A value.
class CreditWindow {
 public:
  CreditWindow(uint32_t credit, size_t bytes_max);

  void Sent(uint32_t entries, size_t bytes);
  void Grant(uint32_t entries);
  // All that was sent has arrived, though it is not granted again yet: the bytes are free, the
  // credit is not.
  void Arrived();

  uint32_t entries() const { return credit_; }
  size_t bytes() const { return used_bytes_ >= bytes_max_ ? 0 : bytes_max_ - used_bytes_; }
  bool open() const { return entries() > 0 && bytes() > 0; }

 private:
  struct Batch {
    uint32_t entries;
    size_t bytes;
  };
  size_t bytes_max_;
  size_t used_bytes_ = 0;
  uint32_t credit_;
  std::deque<Batch> under_way_;  // oldest first
};

}  // namespace assay::bus
