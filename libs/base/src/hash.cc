#include "assay/base/hash.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <array>
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

// Looked up once: OpenSSL 3 takes longer to find a method than to hash an entry. Never freed.
const EVP_MD* Sha256Method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  ASSAY_CHECK(method != nullptr);
  return method;
}

// Randomness of the operating system, asked for in larger pieces: a system call for every id and
// salt would be a tenth of what a command costs. What was given out is wiped here. One thread.
class RandomPool {
 public:
  std::string Take(size_t count) {
    std::string bytes(count, '\0');
    if (count > pool_.size()) {
      randombytes_buf(bytes.data(), count);
      return bytes;
    }
    if (count > left_) {
      randombytes_buf(pool_.data(), pool_.size());
      left_ = pool_.size();
    }
    char* taken = pool_.data() + pool_.size() - left_;
    std::copy_n(taken, count, bytes.data());
    sodium_memzero(taken, count);
    left_ -= count;
    return bytes;
  }

 private:
  std::array<char, 4096> pool_{};
  size_t left_ = 0;  // at the pool's end
};

}  // namespace

std::string RandomBytes(size_t count) {
  static thread_local RandomPool pool;
  return pool.Take(count);
}

std::string_view ToView(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
  ASSAY_CHECK(context_ != nullptr && EVP_DigestInit_ex2(context_, Sha256Method(), nullptr) == 1);
}
Sha256Stream::~Sha256Stream() {
  EVP_MD_CTX_free(context_);
}

Sha256Stream& Sha256Stream::Add(std::string_view bytes) {
  ASSAY_CHECK(EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1);
  return *this;
}

Digest Sha256Stream::Finish() {
  Digest digest;
  ASSAY_CHECK(EVP_DigestFinal_ex(context_, digest.data(), nullptr) == 1);
  ASSAY_CHECK(EVP_DigestInit_ex2(context_, nullptr, nullptr) == 1);
  return digest;
}

std::string Sha256(std::string_view bytes) {
  static thread_local Sha256Stream stream;  // a context is dearer than a short hash
  return std::string(ToView(stream.Add(bytes).Finish()));
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
