#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace assay {

// Randomness from the operating system. Any thread.
std::string RandomBytes(size_t count);

// SHA-256 (FIPS 180-4); 32 bytes.
std::string Sha256(std::string_view bytes);

// BLAKE2b-256 keyed with `key` (RFC 7693); 32 bytes. REQUIRES: key is 32 bytes.
std::string KeyedHash(std::string_view key, std::string_view bytes);

// Joins parts so that no two different lists of parts give the same bytes: each is preceded by its
// length.
class HashInput {
 public:
  HashInput& Add(std::string_view part);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace assay
