#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay {

// A 128-bit identifier, written as a lower-case UUID (RFC 9562). Made at the edge, carried in
// commands; says nothing about what it names. A value.
class Id {
 public:
  static constexpr size_t kBytes = 16;
  static constexpr size_t kTextLength = 36;

  constexpr Id() = default;  // the nil id: no id at all
  explicit Id(const std::array<uint8_t, kBytes>& bytes) : bytes_(bytes) {}

  // A UUIDv7: ordered by `unix_ms`, the rest random.
  static Id TimeOrdered(int64_t unix_ms);
  // A UUIDv8 whose bits are a hash of `name`: the same name gives the same id.
  static Id Derived(std::string_view name);

  // Accepts exactly the 36-character lower-case form. InvalidArgument otherwise.
  static Result<Id> Parse(std::string_view text);
  // Accepts exactly 16 bytes. InvalidArgument otherwise.
  static Result<Id> FromBytes(std::string_view bytes);
  // The text of the id in 16 bytes; empty for bytes that are none.
  static std::string TextOf(std::string_view bytes);

  bool is_nil() const { return *this == Id(); }
  std::string ToString() const;
  std::string ToBytes() const { return std::string(bytes()); }
  std::string_view bytes() const {  // valid as long as the id
    return {reinterpret_cast<const char*>(bytes_.data()), kBytes};
  }

  auto operator<=>(const Id&) const = default;

 private:
  std::array<uint8_t, kBytes> bytes_{};
};

// True when `text` is an id in its one written form; cheaper than Parse.
bool IsId(std::string_view text);

// An id, or any other text where ids stand, as part of a key: no such part is the beginning of
// another one. Ids take 17 bytes and keep their order.
void AppendKeyText(std::string* key, std::string_view text);
// The text again. DataLoss when the bytes do not begin with such a part.
Result<std::string> ReadKeyText(std::string_view bytes);

// The organisation that owns records shared by all, such as the register of certification bodies.
inline constexpr std::string_view kSharedOrganisation = "00000000-0000-0000-0000-000000000000";

}  // namespace assay

template <>
struct std::hash<assay::Id> {
  size_t operator()(const assay::Id& id) const noexcept {
    return std::hash<std::string_view>()(id.bytes());
  }
};
