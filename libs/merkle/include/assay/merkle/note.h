#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"

// Texts with signatures below them (C2SP signed-note v1.0.0) and the cosignatures of witnesses
// (C2SP tlog-cosignature v1.0.1).
namespace assay::merkle {

enum class KeyType : uint8_t {
  kEd25519 = 0x01,
  kCosignatureV1 = 0x04,  // Ed25519 over the text and the time
};

// A public key under a name: "example.com/foo+530d903a+AekyeRrm56h...". A value.
class VerifierKey {
 public:
  // InvalidArgument: malformed, of an unknown type, or a key id that does not match.
  static Result<VerifierKey> Parse(std::string_view vkey);
  // REQUIRES: public_key is 32 bytes and `name` a key name.
  VerifierKey(std::string name, KeyType type, std::string public_key);

  const std::string& name() const { return name_; }
  uint32_t id() const { return id_; }
  KeyType type() const { return type_; }
  const std::string& public_key() const { return public_key_; }
  std::string ToString() const;

  // Whether `signature` (without the key id) is this key's over `text`; one Ed25519 verification.
  bool Verify(std::string_view text, std::string_view signature) const;

 private:
  std::string name_;
  KeyType type_;
  std::string public_key_;
  uint32_t id_;
};

struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  std::string bytes;  // without the key id

  // Seconds since 1970 in a cosignature; 0 when it is too short to be one.
  uint64_t cosigned_at() const;
};

struct Note {
  std::string text;  // ends with a newline
  std::vector<NoteSignature> signatures;

  std::string ToString() const;
};

inline constexpr size_t kNoteBytesMax = 64 << 10;
inline constexpr size_t kNoteSignaturesMax = 100;

Result<Note> ParseNote(std::string_view bytes);

// The keys among `keys` that signed. A signature by an unknown key is ignored; one by a known key
// that does not verify, or none that does, is InvalidArgument: then nothing in the note may be
// used.
Result<std::vector<VerifierKey>> VerifyNote(const Note& note, const std::vector<VerifierKey>& keys);

// A private Ed25519 key under a name. Its memory is wiped when it goes. Movable.
class Signer {
 public:
  static constexpr size_t kSeedBytes = 32;

  // InvalidArgument unless `seed` is 32 bytes and `name` a key name.
  static Result<Signer> FromSeed(std::string name, KeyType type, std::string_view seed);
  // "PRIVATE+KEY+<name>+<key id>+<base64 of type and seed>", as the Go tools write it.
  static Result<Signer> Parse(std::string_view text);
  std::string ToString() const;  // the secret: for a file of mode 0600 only
  ~Signer();
  Signer(Signer&& other) noexcept;
  Signer& operator=(Signer&&) = delete;

  const VerifierKey& key() const { return key_; }
  // REQUIRES: the key's type is kEd25519.
  NoteSignature Sign(std::string_view text) const;
  // REQUIRES: the key's type is kCosignatureV1.
  NoteSignature Cosign(std::string_view checkpoint_text, uint64_t unix_seconds) const;

 private:
  Signer(VerifierKey key, std::string secret);

  VerifierKey key_;
  std::string secret_;
};

}  // namespace assay::merkle
