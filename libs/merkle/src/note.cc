#include "assay/merkle/note.h"

#include <sodium.h>

#include <algorithm>

#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "text.h"

namespace assay::merkle {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014, space
constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr size_t kKeyIdBytes = 4;
constexpr size_t kTimeBytes = 8;

const unsigned char* Data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Data(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

std::string TypedKey(KeyType type, std::string_view public_key) {
  return std::string(1, static_cast<char>(type)).append(public_key);
}

std::string CosignedMessage(std::string_view checkpoint_text, uint64_t unix_seconds) {
  return "cosignature/v1\ntime " + std::to_string(unix_seconds) + "\n" +
         std::string(checkpoint_text);
}

bool VerifyEd25519(std::string_view public_key, std::string_view message,
                   std::string_view signature) {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(Data(signature), Data(message), message.size(),
                                     Data(public_key)) == 0;
}

Result<NoteSignature> ParseSignatureLine(std::string_view line) {
  size_t space = line.rfind(' ');
  if (!line.starts_with(kDash) || space < kDash.size()) {
    return InvalidArgument("a signature line is malformed");
  }
  NoteSignature signature;
  signature.name = line.substr(kDash.size(), space - kDash.size());
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, FromBase64(line.substr(space + 1)));
  if (!IsKeyName(signature.name) || bytes.size() <= kKeyIdBytes) {
    return InvalidArgument("a signature line is malformed");
  }
  signature.key_id = ReadBigEndian32(bytes);
  signature.bytes = bytes.substr(kKeyIdBytes);
  return signature;
}

}  // namespace

VerifierKey::VerifierKey(std::string name, KeyType type, std::string public_key)
    : name_(std::move(name)),
      type_(type),
      public_key_(std::move(public_key)),
      id_(ReadBigEndian32(Sha256(name_ + "\n" + TypedKey(type_, public_key_)))) {
  ASSAY_CHECK(public_key_.size() == crypto_sign_PUBLICKEYBYTES && IsKeyName(name_));
}

Result<VerifierKey> VerifierKey::Parse(std::string_view vkey) {
  // base64 may hold a "+": only the first two separate.
  size_t first = vkey.find('+');
  size_t second = first == std::string_view::npos ? first : vkey.find('+', first + 1);
  if (second == std::string_view::npos || !IsKeyName(vkey.substr(0, first))) {
    return InvalidArgument("a verifier key is <name>+<8 hexadecimal digits>+<base64>");
  }
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, FromBase64(vkey.substr(second + 1)));
  if (bytes.size() != 1 + crypto_sign_PUBLICKEYBYTES ||
      (bytes[0] != static_cast<char>(KeyType::kEd25519) &&
       bytes[0] != static_cast<char>(KeyType::kCosignatureV1))) {
    return InvalidArgument("a verifier key is of a type that this program does not know");
  }
  VerifierKey key(std::string(vkey.substr(0, first)), static_cast<KeyType>(bytes[0]),
                  bytes.substr(1));
  if (key.ToString() != vkey) {
    return InvalidArgument("a verifier key's id does not belong to its name and key");
  }
  return key;
}

std::string VerifierKey::ToString() const {
  std::string id;
  AppendBigEndian32(&id, id_);
  return name_ + "+" + ToHex(id) + "+" + ToBase64(TypedKey(type_, public_key_));
}

bool VerifierKey::Verify(std::string_view text, std::string_view signature) const {
  if (type_ == KeyType::kEd25519) {
    return VerifyEd25519(public_key_, text, signature);
  }
  return signature.size() == kTimeBytes + crypto_sign_BYTES &&
         VerifyEd25519(public_key_, CosignedMessage(text, ReadBigEndian64(signature)),
                       signature.substr(kTimeBytes));
}

uint64_t NoteSignature::cosigned_at() const {
  return bytes.size() < kTimeBytes ? 0 : ReadBigEndian64(bytes);
}

std::string Note::ToString() const {
  std::string note = text + "\n";
  for (const NoteSignature& signature : signatures) {
    std::string bytes;
    AppendBigEndian32(&bytes, signature.key_id);
    bytes.append(signature.bytes);
    note.append(kDash).append(signature.name).append(" ").append(ToBase64(bytes)).append("\n");
  }
  return note;
}

Result<Note> ParseNote(std::string_view bytes) {
  size_t split = bytes.rfind("\n\n");
  if (bytes.size() > kNoteBytesMax || split == std::string_view::npos || bytes.back() != '\n' ||
      !IsNoteText(bytes)) {
    return InvalidArgument("not a signed note");
  }
  Note note;
  note.text = bytes.substr(0, split + 1);
  std::string_view lines = bytes.substr(split + 2);
  if (lines.empty()) {
    return InvalidArgument("a note without signatures");
  }
  while (!lines.empty()) {
    ASSAY_ASSIGN_OR_RETURN(std::string_view line, TakeLine(&lines));
    ASSAY_ASSIGN_OR_RETURN(NoteSignature signature, ParseSignatureLine(line));
    note.signatures.push_back(std::move(signature));
    if (note.signatures.size() > kNoteSignaturesMax) {
      return InvalidArgument("a note has more than 100 signatures");
    }
  }
  return note;
}

Result<std::vector<VerifierKey>> VerifyNote(const Note& note,
                                            const std::vector<VerifierKey>& keys) {
  std::vector<VerifierKey> signers;
  for (const NoteSignature& signature : note.signatures) {
    auto is_signer = [&signature](const VerifierKey& key) {
      return key.name() == signature.name && key.id() == signature.key_id;
    };
    auto key = std::find_if(keys.begin(), keys.end(), is_signer);
    if (key == keys.end()) {
      continue;
    }
    if (!key->Verify(note.text, signature.bytes)) {
      return InvalidArgument("the signature of " + key->name() + " does not verify");
    }
    if (std::none_of(signers.begin(), signers.end(), is_signer)) {
      signers.push_back(*key);
    }
  }
  if (signers.empty()) {
    return InvalidArgument("no signature by a known key");
  }
  return signers;
}

Signer::Signer(VerifierKey key, std::string secret)
    : key_(std::move(key)), secret_(std::move(secret)) {}
Signer::Signer(Signer&& other) noexcept
    : key_(other.key_), secret_(std::exchange(other.secret_, {})) {}
Signer::~Signer() {
  sodium_memzero(secret_.data(), secret_.size());
}

Result<Signer> Signer::FromSeed(std::string name, KeyType type, std::string_view seed) {
  if (seed.size() != kSeedBytes || !IsKeyName(name)) {
    return InvalidArgument("a signing key needs a seed of 32 bytes and a name without spaces or +");
  }
  std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_seed_keypair(Data(public_key), Data(secret), Data(seed));
  return Signer(VerifierKey(std::move(name), type, std::move(public_key)), std::move(secret));
}

Result<Signer> Signer::Parse(std::string_view text) {
  if (!text.starts_with(kPrivate)) {
    return InvalidArgument("a signing key starts with " + std::string(kPrivate));
  }
  std::string_view rest = text.substr(kPrivate.size());
  std::string_view name = rest.substr(0, rest.find('+'));
  size_t second = rest.find('+', std::min(rest.size(), name.size() + 1));
  if (second == std::string_view::npos) {
    return InvalidArgument("a signing key is cut short");
  }
  ASSAY_ASSIGN_OR_RETURN(std::string bytes, FromBase64(rest.substr(second + 1)));
  if (bytes.empty() || (bytes[0] != static_cast<char>(KeyType::kEd25519) &&
                        bytes[0] != static_cast<char>(KeyType::kCosignatureV1))) {
    return InvalidArgument("a signing key is of a type that this program does not know");
  }
  ASSAY_ASSIGN_OR_RETURN(Signer signer, FromSeed(std::string(name), static_cast<KeyType>(bytes[0]),
                                                 std::string_view(bytes).substr(1)));
  if (signer.ToString() != text) {
    return InvalidArgument("a signing key's id does not belong to its name and key");
  }
  return signer;
}

std::string Signer::ToString() const {
  std::string id;
  AppendBigEndian32(&id, key_.id());
  return std::string(kPrivate) + key_.name() + "+" + ToHex(id) + "+" +
         ToBase64(TypedKey(key_.type(), std::string_view(secret_).substr(0, kSeedBytes)));
}

NoteSignature Signer::Sign(std::string_view text) const {
  ASSAY_CHECK(key_.type() == KeyType::kEd25519);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(Data(signature), nullptr, Data(text), text.size(), Data(secret_));
  return {key_.name(), key_.id(), std::move(signature)};
}

NoteSignature Signer::Cosign(std::string_view checkpoint_text, uint64_t unix_seconds) const {
  ASSAY_CHECK(key_.type() == KeyType::kCosignatureV1);
  std::string message = CosignedMessage(checkpoint_text, unix_seconds);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(Data(signature), nullptr, Data(message), message.size(), Data(secret_));
  return {key_.name(), key_.id(), BigEndian64(unix_seconds) + signature};
}

}  // namespace assay::merkle
