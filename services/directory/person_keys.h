#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "assay/aggregate/sealer.h"
#include "services/directory/sealed_text.h"

namespace assay::directory {

// The keys that people's names and addresses are sealed with: one per person, in a file of its own
// in <data>/keys/people, wrapped by the master key in <data>/keys/master.key. Whoever has both
// folders can read everything; whoever lacks a person's file can read nothing of that person,
// whatever else he has. File and cipher formats: docs/formats/sealed.md. Only one process may have
// a folder open. Any thread; a call may wait for the disk, and for others that do.
class PersonKeys final : public aggregate::Vault {
 public:
  static constexpr size_t kCachedKeysMax = 10'000;

  // Makes folders and master key at the first start. PermissionDenied when others than this
  // process's user may use them; DataLoss when the master key has another size than 32 bytes, or is
  // missing although keys of people are there.
  static Result<std::unique_ptr<PersonKeys>> Open(const std::string& data_folder,
                                                  size_t cached_keys_max = kCachedKeysMax);

  // A new key is on disk before this returns, so before the first entry that uses it. If we crash
  // in between, a key remains that nothing was sealed with: no harm. InvalidArgument when `person`
  // is no id.
  Result<assay::Sealed> Seal(const std::string& person, const assay::Address& address,
                             const std::string& field, const std::string& text) override;

  // A value that holds nothing (no person, no ciphertext) stays as it is. A value sealed with a key
  // that was erased is `erased`, also when the person has got another key since. On failure
  // `sealed` is unchanged.
  Status Unseal(assay::Sealed* sealed) override;

  // Forgets the person: nothing sealed so far can be opened any more once this returns ok. No error
  // when there is no key. The event, and removing keys that a restored backup brought back, are the
  // caller's.
  Status Erase(const std::string& person);

 private:
  struct PersonKey {
    std::string id;
    SecretKey secret;
  };
  struct Cached {
    std::string person;
    PersonKey key;
  };

  PersonKeys(std::string folder, const SecretKey& master, size_t cached_keys_max);

  Result<std::optional<PersonKey>> FindKey(const std::string& person);
  Result<PersonKey> FindOrMakeKey(const std::string& person);
  Result<std::optional<PersonKey>> Load(const std::string& person);
  Result<PersonKey> Make(const std::string& person);
  void Remember(const std::string& person, const PersonKey& key);
  void Forget(const std::string& person);

  // Constant after construction.
  const std::string folder_;
  const SecretKey master_;
  const size_t cached_keys_max_;

  // Guarded by mu_, as are the files.
  std::mutex mu_;
  std::list<Cached> cached_;  // most recently used first
  std::unordered_map<std::string, std::list<Cached>::iterator> by_person_;
};

}  // namespace assay::directory
