#include "services/directory/person_keys.h"

#include <sodium.h>

#include <filesystem>
#include <utility>

#include "assay/base/hash.h"
#include "assay/base/id.h"
#include "services/directory/secret_files.h"

namespace assay::directory {
namespace {

// docs/formats/sealed.md, "A person's key".
constexpr char kFormat = 1;
constexpr size_t kKeyIdBytes = 16;
constexpr size_t kWrappedBytes = SecretKey::kBytes + kTagBytes;
constexpr size_t kFileBytes = 1 + kKeyIdBytes + kNonceBytes + kWrappedBytes;

constexpr char kMasterName[] = "master.key";

void Overwrite(std::string* secret) {
  sodium_memzero(secret->data(), secret->size());
}

Result<SecretKey> LoadOrMakeMaster(const std::string& keys, const std::string& people) {
  std::string path = keys + "/" + kMasterName;
  ASSAY_ASSIGN_OR_RETURN(auto bytes, ReadSecret(path, SecretKey::kBytes));
  if (!bytes) {
    std::error_code error;
    if (!std::filesystem::is_empty(people, error)) {
      return DataLoss(path + " is missing, and without it the keys in " + people +
                      " cannot be used: restore it from a backup");
    }
    bytes = RandomBytes(SecretKey::kBytes);
    ASSAY_RETURN_IF_ERROR(WriteSecret(keys, kMasterName, *bytes));
  }
  SecretKey master(*bytes);
  Overwrite(&*bytes);
  return master;
}

Status CheckPerson(const std::string& person) {
  return IsId(person) ? OkStatus() : InvalidArgument("a person's id is malformed");
}

void ClearCipher(assay::Sealed* sealed) {
  sealed->clear_key();
  sealed->clear_nonce();
  sealed->clear_ciphertext();
}

}  // namespace

Result<std::unique_ptr<PersonKeys>> PersonKeys::Open(const std::string& data_folder,
                                                     size_t cached_keys_max) {
  if (sodium_init() < 0) {
    return Internal("libsodium does not start: it finds no randomness");
  }
  std::string keys = data_folder + "/keys";
  std::string people = keys + "/people";
  ASSAY_RETURN_IF_ERROR(MakePrivateFolder(people));
  ASSAY_RETURN_IF_ERROR(RemoveUnfinished(people));
  ASSAY_ASSIGN_OR_RETURN(SecretKey master, LoadOrMakeMaster(keys, people));
  return std::unique_ptr<PersonKeys>(new PersonKeys(std::move(people), master, cached_keys_max));
}

PersonKeys::PersonKeys(std::string folder, const SecretKey& master, size_t cached_keys_max)
    : folder_(std::move(folder)), master_(master), cached_keys_max_(cached_keys_max) {}

Result<assay::Sealed> PersonKeys::Seal(const std::string& person, const assay::Address& address,
                                       const std::string& field, const std::string& text) {
  ASSAY_RETURN_IF_ERROR(CheckPerson(person));
  ASSAY_ASSIGN_OR_RETURN(PersonKey key, FindOrMakeKey(person));
  assay::Sealed sealed;
  sealed.set_person(person);
  sealed.set_field(field);
  sealed.set_key(key.id);
  sealed.set_nonce(RandomBytes(kNonceBytes));
  sealed.set_ciphertext(
      Encrypt(key.secret, sealed.nonce(), SealedBinding(person, field, address), text));
  return sealed;
}

Status PersonKeys::Unseal(assay::Sealed* sealed) {
  if (sealed->person().empty() && sealed->ciphertext().empty()) {
    return OkStatus();
  }
  ASSAY_RETURN_IF_ERROR(CheckPerson(sealed->person()));
  ASSAY_ASSIGN_OR_RETURN(auto key, FindKey(sealed->person()));
  if (!key || key->id != sealed->key()) {
    ClearCipher(sealed);
    sealed->set_erased(true);
    return OkStatus();
  }
  auto text = Decrypt(key->secret, sealed->nonce(),
                      SealedBinding(sealed->person(), sealed->field(), sealed->address()),
                      sealed->ciphertext());
  if (!text) {
    return DataLoss("the sealed " + sealed->field() + " at position " +
                    std::to_string(sealed->address().position()) +
                    " was not sealed for this place, or was changed since");
  }
  ClearCipher(sealed);
  sealed->set_text(std::move(*text));
  return OkStatus();
}

Status PersonKeys::Erase(const std::string& person) {
  ASSAY_RETURN_IF_ERROR(CheckPerson(person));
  std::lock_guard<std::mutex> lock(mu_);
  Forget(person);
  return RemoveSecret(folder_, person);
}

Result<std::optional<PersonKeys::PersonKey>> PersonKeys::FindKey(const std::string& person) {
  std::lock_guard<std::mutex> lock(mu_);
  return Load(person);
}

Result<PersonKeys::PersonKey> PersonKeys::FindOrMakeKey(const std::string& person) {
  std::lock_guard<std::mutex> lock(mu_);
  ASSAY_ASSIGN_OR_RETURN(auto key, Load(person));
  return key ? Result<PersonKey>(std::move(*key)) : Make(person);
}

Result<std::optional<PersonKeys::PersonKey>> PersonKeys::Load(const std::string& person) {
  if (auto at = by_person_.find(person); at != by_person_.end()) {
    cached_.splice(cached_.begin(), cached_, at->second);
    return std::optional(at->second->key);
  }
  std::string path = folder_ + "/" + person;
  ASSAY_ASSIGN_OR_RETURN(auto file, ReadSecret(path, kFileBytes));
  if (!file) {
    return std::optional<PersonKey>();
  }
  PersonKey key;
  key.id = file->substr(1, kKeyIdBytes);
  std::string_view rest = std::string_view(*file).substr(1 + kKeyIdBytes);
  auto secret = Decrypt(master_, rest.substr(0, kNonceBytes), KeyBinding(person, key.id),
                        rest.substr(kNonceBytes));
  if (file->front() != kFormat || !secret) {
    return DataLoss(path + " is damaged, or was not made with this master key: restore both from " +
                    "the same backup");
  }
  key.secret = SecretKey(*secret);
  Overwrite(&*secret);
  Remember(person, key);
  return std::optional(std::move(key));
}

Result<PersonKeys::PersonKey> PersonKeys::Make(const std::string& person) {
  PersonKey key;
  key.id = RandomBytes(kKeyIdBytes);
  std::string secret = RandomBytes(SecretKey::kBytes);
  key.secret = SecretKey(secret);
  Overwrite(&secret);
  std::string nonce = RandomBytes(kNonceBytes);
  std::string file(1, kFormat);
  file += key.id + nonce + Encrypt(master_, nonce, KeyBinding(person, key.id), key.secret.view());
  ASSAY_RETURN_IF_ERROR(WriteSecret(folder_, person, file));
  Remember(person, key);
  return key;
}

void PersonKeys::Remember(const std::string& person, const PersonKey& key) {
  cached_.push_front({person, key});
  by_person_[person] = cached_.begin();
  while (cached_.size() > cached_keys_max_) {
    by_person_.erase(cached_.back().person);
    cached_.pop_back();
  }
}

void PersonKeys::Forget(const std::string& person) {
  if (auto at = by_person_.find(person); at != by_person_.end()) {
    cached_.erase(at->second);
    by_person_.erase(at);
  }
}

}  // namespace assay::directory
