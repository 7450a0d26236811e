#include "services/gateway/accounts.h"

#include <sodium.h>

#include <algorithm>
#include <set>

#include "assay/base/bytes.h"
#include "assay/base/hash.h"
#include "assay/base/id.h"

namespace assay::gateway {
namespace {

enum AccountColumn : uint32_t { kUsers, kTokens };
constexpr size_t kFailuresRemembered = 10'000;
constexpr char kEverywhere[] = "*";

std::string HashPassword(const std::string& password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  int failed =
      crypto_pwhash_str(hash.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
  return failed != 0 ? "" : hash.substr(0, hash.find('\0'));
}

bool PasswordFits(const std::string& hash, const std::string& password) {
  // An unknown login takes as long as a wrong password.
  static const std::string nobody = HashPassword(RandomBytes(16));
  const std::string& against = hash.empty() ? nobody : hash;
  return crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0 &&
         !hash.empty();
}

std::string NewSecret(size_t bytes) {
  std::string secret = RandomBytes(bytes);
  std::string text(sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                   '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(secret.data()),
                    secret.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();
  return text;
}

}  // namespace

bool Identity::administrator() const {
  log::v1::Actor everywhere = ActorIn(kEverywhere);
  for (int role : everywhere.roles()) {
    if (role == assay::ADMINISTRATOR) {
      return true;
    }
  }
  return false;
}

log::v1::Actor Identity::ActorIn(const std::string& organisation) const {
  log::v1::Actor actor;
  actor.set_user(user.id());
  actor.set_authentication(authentication);
  for (const v1::Membership& membership : user.memberships()) {
    if (membership.organisation() != organisation && membership.organisation() != kEverywhere) {
      continue;
    }
    for (int role : membership.roles()) {
      if (role != assay::SERVICE) {  // nobody outside is a service
        actor.add_roles(static_cast<assay::Role>(role));
      }
    }
    if (membership.organisation() == organisation) {
      actor.set_person(membership.person());
    }
  }
  return actor;
}

v1::Account ToAccount(const v1::User& user) {
  v1::Account account;
  account.set_id(user.id());
  account.set_login(user.login());
  account.set_disabled(user.disabled());
  *account.mutable_memberships() = user.memberships();
  return account;
}

Result<std::unique_ptr<Accounts>> Accounts::Open(const std::string& folder, const Clock* clock,
                                                 std::string* first_password) {
  ASSAY_ASSIGN_OR_RETURN(
      auto store, storage::OpenRocksStore({.folder = folder, .columns = {{"users"}, {"tokens"}}}));
  return OpenOn(std::move(store), clock, first_password);
}

Result<std::unique_ptr<Accounts>> Accounts::OpenOn(std::unique_ptr<storage::Store> store,
                                                   const Clock* clock,
                                                   std::string* first_password) {
  std::unique_ptr<Accounts> accounts(new Accounts(std::move(store), clock));
  ASSAY_RETURN_IF_ERROR(accounts->Load());
  if (accounts->users_.empty()) {
    *first_password = NewSecret(18);
    v1::PutUser administrator;
    administrator.set_login("admin");
    administrator.set_password(*first_password);
    v1::Membership* membership = administrator.add_memberships();
    membership->set_organisation(kEverywhere);
    membership->add_roles(assay::ADMINISTRATOR);
    std::string id = Id::TimeOrdered(clock->NowMicros() / 1000).ToString();
    ASSAY_RETURN_IF_ERROR(accounts->PutUser(id, administrator).status());
    v1::User made = accounts->users_[id];
    made.set_first_run(true);
    ASSAY_RETURN_IF_ERROR(accounts->Save(made));
  }
  return accounts;
}

Status Accounts::Load() {
  std::lock_guard lock(mu_);
  auto users = store_->NewIterator(kUsers, "", "");
  for (users->SeekToFirst(); users->Valid(); users->Next()) {
    v1::User user;
    if (!user.ParseFromString(std::string(users->value()))) {
      return DataLoss("an account cannot be read");
    }
    users_[std::string(users->key())] = std::move(user);
  }
  ASSAY_RETURN_IF_ERROR(users->status());
  auto tokens = store_->NewIterator(kTokens, "", "");
  for (tokens->SeekToFirst(); tokens->Valid(); tokens->Next()) {
    v1::Token token;
    if (!token.ParseFromString(std::string(tokens->value()))) {
      return DataLoss("a token cannot be read");
    }
    tokens_[std::string(tokens->key())] = std::move(token);
  }
  return tokens->status();
}

Status Accounts::Save(const v1::User& user) {
  std::lock_guard lock(mu_);
  storage::WriteBatch batch;
  batch.Put(kUsers, user.id(), user.SerializeAsString());
  ASSAY_RETURN_IF_ERROR(store_->Write(batch, storage::Durability::kSynced));
  users_[user.id()] = user;
  return OkStatus();
}

std::optional<v1::User> Accounts::FindByLogin(const std::string& login) const {
  for (const auto& [id, user] : users_) {
    if (user.login() == login) {
      return user;
    }
  }
  return std::nullopt;
}

Status Accounts::CheckPassword(const std::string& login, const std::optional<v1::User>& user,
                               const std::string& password) {
  int64_t now = clock_->NowMicros();
  {
    std::lock_guard lock(mu_);
    auto failed = failures_.find(login);
    if (failed != failures_.end() && failed->second.until_us > now) {
      return Unavailable("too many wrong passwords for this login: wait a minute");
    }
  }
  bool fits = PasswordFits(user ? user->password_hash() : "", password) && !user->disabled();
  std::lock_guard lock(mu_);
  if (fits) {
    failures_.erase(login);
    return OkStatus();
  }
  if (failures_.size() > kFailuresRemembered) {
    failures_.clear();
  }
  Failures& failures = failures_[login];
  if (++failures.count >= kFailuresMax) {
    failures = {0, now + kLockedUs};
  }
  return PermissionDenied("login or password is wrong");
}

Result<v1::SignedIn> Accounts::BeginSession(const std::string& user) {
  int64_t expires = clock_->NowMicros() + kSessionUs;
  v1::SignedIn answer;
  ASSAY_ASSIGN_OR_RETURN(*answer.mutable_token(), CreateToken(user, "session", expires, true));
  answer.set_expires_at(FormatInstant(expires));
  answer.set_user(user);
  return answer;
}

Result<v1::SignedIn> Accounts::SignIn(const std::string& login, const std::string& password) {
  std::optional<v1::User> user;
  {
    std::lock_guard lock(mu_);
    user = FindByLogin(login);
  }
  ASSAY_RETURN_IF_ERROR(CheckPassword(login, user, password));
  if (user->first_run()) {
    user->set_first_run(false);
    ASSAY_RETURN_IF_ERROR(Save(*user));
  }
  return BeginSession(user->id());
}

bool Accounts::IsFirstRun() const {
  std::lock_guard lock(mu_);
  return std::any_of(users_.begin(), users_.end(),
                     [](const auto& user) { return user.second.first_run(); });
}

Result<v1::SignedIn> Accounts::SetAdministrator(const v1::SetAdministrator& request) {
  std::optional<v1::User> first;
  {
    std::lock_guard lock(mu_);
    auto found = std::find_if(users_.begin(), users_.end(),
                              [](const auto& user) { return user.second.first_run(); });
    if (found == users_.end()) {
      return NotFound("the administrator of this installation is set already: sign in");
    }
    first = found->second;
  }
  ASSAY_RETURN_IF_ERROR(CheckPassword(first->login(), first, request.secret()));
  v1::PutUser put;
  put.set_login(request.login());
  put.set_password(request.password());
  *put.mutable_memberships() = first->memberships();
  ASSAY_RETURN_IF_ERROR(PutUser(first->id(), put).status());
  return BeginSession(first->id());
}

std::optional<Identity> Accounts::Authenticate(const std::string& token) const {
  std::lock_guard lock(mu_);
  auto found = tokens_.find(Sha256(token));
  if (found == tokens_.end() ||
      (found->second.expires_at() != 0 && found->second.expires_at() <= clock_->NowMicros())) {
    return std::nullopt;
  }
  auto user = users_.find(found->second.user());
  if (user == users_.end() || user->second.disabled()) {
    return std::nullopt;
  }
  return Identity{user->second,
                  found->second.session() ? log::v1::Actor::PASSWORD : log::v1::Actor::API_TOKEN};
}

Result<v1::Account> Accounts::PutUser(const std::string& id, const v1::PutUser& request) {
  v1::User user;
  {
    std::lock_guard lock(mu_);
    if (auto found = users_.find(id); found != users_.end()) {
      user = found->second;
    }
    auto same_login = FindByLogin(request.login());
    if (same_login && same_login->id() != id) {
      return InvalidArgument("this login is taken");
    }
  }
  if (user.password_hash().empty() || !request.password().empty()) {
    if (request.password().size() < kPasswordMin) {
      return InvalidArgument("a password has at least 12 characters");
    }
    user.set_password_hash(HashPassword(request.password()));
  }
  user.set_id(id);
  user.set_login(request.login());
  user.set_disabled(request.disabled());
  user.set_first_run(user.first_run() && request.password().empty());
  *user.mutable_memberships() = request.memberships();
  ASSAY_RETURN_IF_ERROR(Save(user));
  if (!request.password().empty()) {
    ASSAY_RETURN_IF_ERROR(EndSessions(id));
  }
  return ToAccount(user);
}

Status Accounts::ChangePassword(const std::string& id, const v1::ChangePassword& request,
                                bool by_administrator) {
  v1::User user;
  {
    std::lock_guard lock(mu_);
    auto found = users_.find(id);
    if (found == users_.end()) {
      return NotFound("there is no such user");
    }
    user = found->second;
  }
  if (!by_administrator) {
    Status known = CheckPassword(user.login(), user, request.current());
    if (known.code() == StatusCode::kPermission) {
      return PermissionDenied("the current password is wrong");
    }
    ASSAY_RETURN_IF_ERROR(known);
  }
  if (request.password().size() < kPasswordMin) {
    return InvalidArgument("a password has at least 12 characters");
  }
  user.set_password_hash(HashPassword(request.password()));
  user.set_first_run(false);
  ASSAY_RETURN_IF_ERROR(Save(user));
  return EndSessions(id);
}

Status Accounts::EndSessions(const std::string& user) {
  std::lock_guard lock(mu_);
  storage::WriteBatch batch;
  std::erase_if(tokens_, [&](const auto& token) {
    bool ends = token.second.user() == user && token.second.session();
    if (ends) {
      batch.Remove(kTokens, token.first);
    }
    return ends;
  });
  return batch.empty() ? OkStatus() : store_->Write(batch, storage::Durability::kSynced);
}

Status Accounts::EndSession(const std::string& token) {
  std::lock_guard lock(mu_);
  auto found = tokens_.find(Sha256(token));
  if (found == tokens_.end() || !found->second.session()) {
    return OkStatus();
  }
  storage::WriteBatch batch;
  batch.Remove(kTokens, found->first);
  tokens_.erase(found);
  return store_->Write(batch, storage::Durability::kSynced);
}

Result<std::string> Accounts::CreateToken(const std::string& user, const std::string& name,
                                          int64_t expires_at_us, bool session) {
  std::string text = NewSecret(32);
  v1::Token token;
  token.set_user(user);
  token.set_name(name);
  token.set_created_at(clock_->NowMicros());
  token.set_expires_at(expires_at_us);
  token.set_session(session);
  std::lock_guard lock(mu_);
  if (!users_.contains(user)) {
    return NotFound("there is no such user");
  }
  storage::WriteBatch batch;
  batch.Put(kTokens, Sha256(text), token.SerializeAsString());
  ASSAY_RETURN_IF_ERROR(store_->Write(batch, storage::Durability::kSynced));
  tokens_[Sha256(text)] = token;
  return text;
}

Result<uint32_t> Accounts::BackUp(const std::string& folder, const std::vector<uint32_t>& keep) {
  return store_->Backup(folder, keep, [] { return true; });
}

std::vector<v1::Member> Accounts::MembersOf(const std::string& organisation) const {
  std::vector<v1::Member> members;
  std::lock_guard lock(mu_);
  for (const auto& [id, user] : users_) {
    log::v1::Actor actor = Identity{user}.ActorIn(organisation);
    if (actor.roles().empty()) {
      continue;
    }
    v1::Member& member = members.emplace_back();
    member.set_user(id);
    member.set_login(user.login());
    member.set_person(actor.person());
    *member.mutable_roles() = actor.roles();
    member.set_disabled(user.disabled());
  }
  std::sort(members.begin(), members.end(),
            [](const auto& a, const auto& b) { return a.login() < b.login(); });
  return members;
}

std::vector<std::string> Accounts::OrganisationsOf(const Identity& identity) const {
  std::set<std::string> organisations;
  std::lock_guard lock(mu_);
  for (const auto& [id, user] : users_) {
    for (const v1::Membership& membership : user.memberships()) {
      const std::string& organisation = membership.organisation();
      if (organisation != kEverywhere && !identity.ActorIn(organisation).roles().empty()) {
        organisations.insert(organisation);
      }
    }
  }
  return {organisations.begin(), organisations.end()};
}

std::optional<v1::Account> Accounts::Find(const std::string& id) const {
  std::lock_guard lock(mu_);
  auto found = users_.find(id);
  return found == users_.end() ? std::nullopt : std::optional(ToAccount(found->second));
}

}  // namespace assay::gateway
