#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace assay::projection {

// Where the next page of a list begins, and the state of the log that all its pages show. A value.
struct PageToken {
  uint64_t offset = 0;
  uint64_t position = 0;  // entries below it count

  // `list` names what is paged: 8 bytes of a hash over all that decides its content and order.
  std::string Text(const std::string& list) const;
  // Nothing when it is malformed, of another list, or of a state beyond `next`.
  static std::optional<PageToken> Parse(const std::string& text, const std::string& list,
                                        uint64_t next);
};

}  // namespace assay::projection
