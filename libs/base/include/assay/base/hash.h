#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace assay {

// Randomness from the operating system. Any thread.
std::string RandomBytes(size_t count);

inline constexpr size_t kSha256Bytes = 32;
using Digest = std::array<uint8_t, kSha256Bytes>;

// SHA-256 (FIPS 180-4); 32 bytes.
std::string Sha256(std::string_view bytes);

std::string_view ToView(const Digest& digest);

// SHA-256 of what comes in parts. One thread.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  Sha256Stream& Add(std::string_view bytes);
  // The digest of all that was added; what is added next begins anew.
  Digest Finish();

 private:
  evp_md_ctx_st* context_;
};

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
