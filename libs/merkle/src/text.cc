#include "text.h"

#include <algorithm>
#include <boost/locale/utf.hpp>
#include <charconv>

#include "assay/base/bytes.h"

namespace assay::merkle {
namespace {

namespace utf = boost::locale::utf;

// Calls `accept` for each code point; false when it is once, or when the bytes are not UTF-8.
template <typename Accept>
bool AllCodePoints(std::string_view text, Accept accept) {
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    utf::code_point point = utf::utf_traits<char>::decode(at, end);
    if (point == utf::illegal || point == utf::incomplete || !accept(point)) {
      return false;
    }
  }
  return true;
}

// White_Space of the Unicode character database.
bool IsSpace(utf::code_point point) {
  static constexpr utf::code_point kSpaces[] = {0x20,   0x85,   0xA0,   0x1680, 0x2028,
                                                0x2029, 0x202F, 0x205F, 0x3000};
  return (point >= 0x09 && point <= 0x0D) || (point >= 0x2000 && point <= 0x200A) ||
         std::find(std::begin(kSpaces), std::end(kSpaces), point) != std::end(kSpaces);
}

}  // namespace

Result<uint64_t> ParseDecimal(std::string_view text) {
  uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || std::to_string(number) != text) {
    return InvalidArgument("not a number written plainly");
  }
  return number;
}

std::optional<Hash> ToHash(std::string_view bytes) {
  if (bytes.size() != kSha256Bytes) {
    return std::nullopt;
  }
  Hash hash;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

Result<Hash> ParseHashLine(std::string_view line) {
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, FromBase64(line));
  std::optional<Hash> hash = ToHash(bytes);
  if (!hash || ToBase64(bytes) != line) {
    return InvalidArgument("a line is not a hash of 32 bytes");
  }
  return *hash;
}

std::string HashLine(const Hash& hash) {
  return ToBase64(ToView(hash)) + "\n";
}

Result<std::string_view> TakeLine(std::string_view* text) {
  size_t end = text->find('\n');
  if (end == std::string_view::npos) {
    return InvalidArgument("a line is missing or has no end");
  }
  std::string_view line = text->substr(0, end);
  text->remove_prefix(end + 1);
  return line;
}

bool IsNoteText(std::string_view text) {
  return AllCodePoints(text, [](utf::code_point point) { return point >= 0x20 || point == '\n'; });
}

bool IsKeyName(std::string_view name) {
  return !name.empty() && AllCodePoints(name, [](utf::code_point point) {
    return point >= 0x20 && point != '+' && !IsSpace(point);
  });
}

}  // namespace assay::merkle
