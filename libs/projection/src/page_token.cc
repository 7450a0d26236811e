#include "assay/projection/page_token.h"

#include "assay/base/bytes.h"

namespace assay::projection {

std::string PageToken::Text(const std::string& list) const {
  return ToHex(BigEndian64(offset) + BigEndian64(position) + list);
}

std::optional<PageToken> PageToken::Parse(const std::string& text, const std::string& list,
                                          uint64_t next) {
  Result<std::string> bytes = FromHex(text);
  if (!bytes.ok() || bytes->size() != 24 || bytes->substr(16) != list) {
    return std::nullopt;
  }
  PageToken token{ReadBigEndian64(*bytes), ReadBigEndian64(bytes->substr(8))};
  return token.position <= next ? std::optional(token) : std::nullopt;
}

}  // namespace assay::projection
