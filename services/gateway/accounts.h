#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "assay/base/clock.h"
#include "assay/base/status.h"
#include "assay/gateway/v1/accounts.pb.h"
#include "assay/log/v1/entry.pb.h"
#include "assay/storage/store.h"

namespace assay::gateway {

// Who somebody is, after authentication.
struct Identity {
  v1::User user;
  log::v1::Actor::Authentication authentication = log::v1::Actor::API_TOKEN;

  bool administrator() const;
  // The actor in an organisation: roles there and those held everywhere. No roles: not a member.
  log::v1::Actor ActorIn(const std::string& organisation) const;
};

// The users and tokens of this installation, in a store of their own. Passwords are kept as
// Argon2id hashes, tokens as SHA-256. Any thread; SignIn, PutUser and ChangePassword take about 0.1
// s of CPU for the hash.
class Accounts {
 public:
  static constexpr int kFailuresMax = 5;            // wrong passwords for a login ...
  static constexpr int64_t kLockedUs = 60'000'000;  // ... then it waits so long
  static constexpr int64_t kSessionUs = int64_t{12} * 3600 * 1'000'000;
  static constexpr size_t kPasswordMin = 12;

  // Opens or creates the store in `folder`. When there is no user yet, makes the administrator
  // "admin" and hands out the password.
  static Result<std::unique_ptr<Accounts>> Open(const std::string& folder, const Clock* clock,
                                                std::string* first_password);
  static Result<std::unique_ptr<Accounts>> OpenOn(std::unique_ptr<storage::Store> store,
                                                  const Clock* clock, std::string* first_password);

  // PermissionDenied for a wrong login or password (which of them is not told); Unavailable after
  // too many failures.
  Result<v1::SignedIn> SignIn(const std::string& login, const std::string& password);
  // True until the password that the first start handed out is used, or replaced.
  bool IsFirstRun() const;
  // Gives the administrator of the first start a login and a password and signs in, for whoever
  // knows the password that was handed out. NotFound when the first run is over; else fails as
  // SignIn and PutUser.
  Result<v1::SignedIn> SetAdministrator(const v1::SetAdministrator& request);
  // Nothing for an unknown, expired or disabled user's token.
  std::optional<Identity> Authenticate(const std::string& token) const;
  // InvalidArgument for a login that is taken or a password that is too short.
  Result<v1::Account> PutUser(const std::string& id, const v1::PutUser& request);
  // The current password is asked for unless `by_administrator`, and wrong ones count as those of
  // SignIn; all sessions of the user end.
  Status ChangePassword(const std::string& id, const v1::ChangePassword& request,
                        bool by_administrator);
  Result<std::string> CreateToken(const std::string& user, const std::string& name,
                                  int64_t expires_at_us, bool session);
  // Ends all sessions of a user, or the one with this token; tokens of programs stay.
  Status EndSessions(const std::string& user);
  Status EndSession(const std::string& token);
  std::optional<v1::Account> Find(const std::string& id) const;
  // The accounts with a role in the organisation, by login; those who hold one everywhere included.
  std::vector<v1::Member> MembersOf(const std::string& organisation) const;
  // The organisations that the identity has a role in, of those that any account's memberships
  // name; sorted.
  std::vector<std::string> OrganisationsOf(const Identity& identity) const;
  // Store::Backup of the users and tokens.
  Result<uint32_t> BackUp(const std::string& folder, const std::vector<uint32_t>& keep);

 private:
  Accounts(std::unique_ptr<storage::Store> store, const Clock* clock)
      : store_(std::move(store)), clock_(clock) {}
  Status Load();
  Status Save(const v1::User& user);
  std::optional<v1::User> FindByLogin(const std::string& login) const;
  // Compares, and counts what is wrong by login; nobody has no user.
  Status CheckPassword(const std::string& login, const std::optional<v1::User>& user,
                       const std::string& password);
  Result<v1::SignedIn> BeginSession(const std::string& user);

  struct Failures {
    int count = 0;
    int64_t until_us = 0;
  };
  std::unique_ptr<storage::Store> store_;
  const Clock* clock_;
  mutable std::mutex mu_;
  std::map<std::string, v1::User> users_;     // guarded by mu_; by id
  std::map<std::string, v1::Token> tokens_;   // guarded by mu_; by SHA-256 of the token
  std::map<std::string, Failures> failures_;  // guarded by mu_; by login
};

v1::Account ToAccount(const v1::User& user);

}  // namespace assay::gateway
