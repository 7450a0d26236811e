#include "assay/base/hash.h"

#include <sodium.h>

#include <cstdint>

#include "assay/base/bytes.h"
#include "assay/base/check.h"

namespace assay {
namespace {

const unsigned char* Data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Data(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string Sha256(std::string_view bytes) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(Data(digest), Data(bytes), bytes.size());
  return digest;
}

std::string KeyedHash(std::string_view key, std::string_view bytes) {
  ASSAY_CHECK(key.size() == crypto_generichash_KEYBYTES);
  std::string digest(crypto_generichash_BYTES, '\0');
  crypto_generichash(Data(digest), digest.size(), Data(bytes), bytes.size(), Data(key), key.size());
  return digest;
}

HashInput& HashInput::Add(std::string_view part) {
  AppendBigEndian64(&bytes_, part.size());
  bytes_.append(part);
  return *this;
}

}  // namespace assay
