#include "services/directory/sealed_text.h"

#include <sodium.h>

#include <algorithm>

#include "assay/base/check.h"
#include "assay/base/hash.h"

namespace assay::directory {
namespace {

static_assert(SecretKey::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);

constexpr std::string_view kSealedPrefix = "assay sealed 1";
constexpr std::string_view kKeyPrefix = "assay person key 1";

const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}
uint8_t* Bytes(std::string* text) {
  return reinterpret_cast<uint8_t*>(text->data());
}

}  // namespace

SecretKey::SecretKey(std::string_view bytes) {
  ASSAY_CHECK(bytes.size() == kBytes);
  std::copy(bytes.begin(), bytes.end(), bytes_.begin());
}

SecretKey::~SecretKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::string_view SecretKey::view() const {
  return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

std::string SealedBinding(std::string_view person, std::string_view field,
                          const assay::Address& address) {
  return HashInput()
      .Add(kSealedPrefix)
      .Add(person)
      .Add(field)
      .Add(address.log_id())
      .Add(std::to_string(address.epoch()))
      .Add(std::to_string(address.position()))
      .Add(std::to_string(address.ordinal()))
      .bytes();
}

std::string KeyBinding(std::string_view person, std::string_view key_id) {
  return HashInput().Add(kKeyPrefix).Add(person).Add(key_id).bytes();
}

std::string Encrypt(const SecretKey& key, std::string_view nonce, std::string_view binding,
                    std::string_view text) {
  ASSAY_CHECK(nonce.size() == kNonceBytes);
  std::string ciphertext(text.size() + kTagBytes, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(Bytes(&ciphertext), nullptr, Bytes(text), text.size(),
                                             Bytes(binding), binding.size(), nullptr, Bytes(nonce),
                                             key.data());
  return ciphertext;
}

std::optional<std::string> Decrypt(const SecretKey& key, std::string_view nonce,
                                   std::string_view binding, std::string_view ciphertext) {
  if (nonce.size() != kNonceBytes || ciphertext.size() < kTagBytes) {
    return std::nullopt;
  }
  std::string text(ciphertext.size() - kTagBytes, '\0');
  int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      Bytes(&text), nullptr, nullptr, Bytes(ciphertext), ciphertext.size(), Bytes(binding),
      binding.size(), Bytes(nonce), key.data());
  return failed == 0 ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace assay::directory
