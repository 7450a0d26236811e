#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "assay/common.pb.h"

// The cipher of sealed personal data, and of the keys it is sealed with: XChaCha20-Poly1305.
// docs/formats/sealed.md is the specification. Pure; any thread.
namespace assay::directory {

// 32 secret bytes, overwritten when they are dropped. A value.
class SecretKey {
 public:
  static constexpr size_t kBytes = 32;

  SecretKey() = default;  // all zero: no key
  // REQUIRES: 32 bytes.
  explicit SecretKey(std::string_view bytes);
  ~SecretKey();
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;

  const uint8_t* data() const { return bytes_.data(); }
  std::string_view view() const;

 private:
  std::array<uint8_t, kBytes> bytes_{};
};

inline constexpr size_t kNonceBytes = 24;
inline constexpr size_t kTagBytes = 16;

// What a ciphertext of personal data belongs to: the same text cannot be shown at another place.
std::string SealedBinding(std::string_view person, std::string_view field,
                          const assay::Address& address);
// What a wrapped key belongs to.
std::string KeyBinding(std::string_view person, std::string_view key_id);

// The text encrypted, with its tag of 16 bytes behind. REQUIRES: nonce has kNonceBytes and was
// never used with this key.
std::string Encrypt(const SecretKey& key, std::string_view nonce, std::string_view binding,
                    std::string_view text);
// Nothing when key, nonce, binding or ciphertext is not what it was encrypted with.
std::optional<std::string> Decrypt(const SecretKey& key, std::string_view nonce,
                                   std::string_view binding, std::string_view ciphertext);

}  // namespace assay::directory
