#include "services/gateway/accounts.h"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace assay::gateway {
namespace {

constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
constexpr char kUser[] = "0190a1b2-c3d4-7e5f-8a9b-0000000000aa";
constexpr char kPassword[] = "a password of some length";

class AccountsTest : public ::testing::Test {
 protected:
  void SetUp() override { Reopen(); }
  void Reopen() {
    accounts_.reset();
    std::string first;
    accounts_ = Accounts::Open(folder_.Sub("accounts"), &clock_, &first).value();
    first_password_ = first.empty() ? first_password_ : first;
  }
  static v1::PutUser Somebody(const std::string& login = "somebody",
                              const std::string& password = kPassword) {
    v1::PutUser put;
    put.set_login(login);
    put.set_password(password);
    v1::Membership* member = put.add_memberships();
    member->set_organisation(kOrganisation);
    member->add_roles(assay::AUDITOR);
    return put;
  }
  StatusCode SignIn(const std::string& login, const std::string& password) {
    return accounts_->SignIn(login, password).status().code();
  }

  testing::TempFolder folder_;
  ManualClock clock_{1'700'000'000'000'000};
  std::unique_ptr<Accounts> accounts_;
  std::string first_password_;
};

TEST_F(AccountsTest, TheFirstStartMakesOneAdministratorAndSaysThePasswordOnce) {
  EXPECT_GE(first_password_.size(), Accounts::kPasswordMin);
  auto signed_in = accounts_->SignIn("admin", first_password_);
  ASSERT_TRUE(signed_in.ok());
  auto identity = accounts_->Authenticate(signed_in->token());
  ASSERT_TRUE(identity);
  EXPECT_TRUE(identity->administrator());
  EXPECT_EQ(identity->authentication, log::v1::Actor::PASSWORD);
  std::string again = first_password_;
  Reopen();
  EXPECT_EQ(first_password_, again);
  EXPECT_TRUE(accounts_->Authenticate(signed_in->token())) << "sessions outlive a restart";
}

TEST_F(AccountsTest, AWrongLoginAndAWrongPasswordLookTheSame) {
  Status password = accounts_->SignIn("admin", "wrong").status();
  Status login = accounts_->SignIn("nobody", "wrong").status();
  EXPECT_EQ(password.code(), StatusCode::kPermission);
  EXPECT_EQ(login.code(), StatusCode::kPermission);
  EXPECT_EQ(password.message(), login.message());
}

TEST_F(AccountsTest, AfterFiveWrongPasswordsALoginWaitsAMinute) {
  for (int i = 0; i < Accounts::kFailuresMax; ++i) {
    EXPECT_EQ(SignIn("admin", "wrong"), StatusCode::kPermission);
  }
  EXPECT_EQ(SignIn("admin", first_password_), StatusCode::kUnavailable);
  EXPECT_EQ(SignIn("somebody else", "wrong"), StatusCode::kPermission) << "others do not wait";
  clock_.AdvanceTo(clock_.NowMicros() + Accounts::kLockedUs + 1);
  EXPECT_EQ(SignIn("admin", first_password_), StatusCode::kOk);
}

TEST_F(AccountsTest, AGoodPasswordForgetsTheWrongOnesBefore) {
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i + 1 < Accounts::kFailuresMax; ++i) {
      EXPECT_EQ(SignIn("admin", "wrong"), StatusCode::kPermission);
    }
    EXPECT_EQ(SignIn("admin", first_password_), StatusCode::kOk);
  }
}

TEST_F(AccountsTest, RolesHoldInTheirOrganisationOnly) {
  ASSERT_TRUE(accounts_->PutUser(kUser, Somebody()).ok());
  auto identity = accounts_->Authenticate(accounts_->SignIn("somebody", kPassword)->token());
  ASSERT_TRUE(identity);
  EXPECT_FALSE(identity->administrator());
  EXPECT_EQ(identity->ActorIn(kOrganisation).roles_size(), 1);
  EXPECT_EQ(identity->ActorIn("0190a1b2-c3d4-7e5f-8a9b-000000000000").roles_size(), 0);
}

TEST_F(AccountsTest, ALoginIsTakenOnceAndAPasswordHasALength) {
  ASSERT_TRUE(accounts_->PutUser(kUser, Somebody()).ok());
  std::string other = "0190a1b2-c3d4-7e5f-8a9b-0000000000bb";
  EXPECT_EQ(accounts_->PutUser(other, Somebody()).status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(accounts_->PutUser(other, Somebody("other", "short")).status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(accounts_->PutUser(other, Somebody("other", "")).status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_TRUE(accounts_->PutUser(kUser, Somebody("somebody", "")).ok()) << "unchanged";
  EXPECT_EQ(SignIn("somebody", kPassword), StatusCode::kOk);
}

TEST_F(AccountsTest, ASessionEndsAfterTwelveHoursWithTheUserOrWithTheirPassword) {
  ASSERT_TRUE(accounts_->PutUser(kUser, Somebody()).ok());
  std::string session = accounts_->SignIn("somebody", kPassword)->token();
  std::string program = accounts_->CreateToken(kUser, "program", 0, false).value();
  v1::ChangePassword change;
  change.set_password("another password of some length");
  change.set_current("wrong");
  EXPECT_EQ(accounts_->ChangePassword(kUser, change, false).code(), StatusCode::kPermission);
  EXPECT_TRUE(accounts_->Authenticate(session));
  change.set_current(kPassword);
  ASSERT_TRUE(accounts_->ChangePassword(kUser, change, false).ok());
  EXPECT_FALSE(accounts_->Authenticate(session));
  EXPECT_TRUE(accounts_->Authenticate(program)) << "a program's token stays";

  session = accounts_->SignIn("somebody", change.password())->token();
  ASSERT_TRUE(accounts_->PutUser(kUser, Somebody("somebody", kPassword)).ok());
  EXPECT_FALSE(accounts_->Authenticate(session)) << "the administrator set another password";

  session = accounts_->SignIn("somebody", kPassword)->token();
  clock_.AdvanceTo(clock_.NowMicros() + Accounts::kSessionUs);
  EXPECT_FALSE(accounts_->Authenticate(session));
  v1::PutUser disabled = Somebody("somebody", "");
  disabled.set_disabled(true);
  ASSERT_TRUE(accounts_->PutUser(kUser, disabled).ok());
  EXPECT_FALSE(accounts_->Authenticate(program));
  EXPECT_EQ(SignIn("somebody", kPassword), StatusCode::kPermission);
}

TEST_F(AccountsTest, NothingThatOpensAnAccountIsStored) {
  ASSERT_TRUE(accounts_->PutUser(kUser, Somebody()).ok());
  std::string token = accounts_->SignIn("somebody", kPassword)->token();
  accounts_.reset();
  auto store = storage::OpenRocksStore(
                   {.folder = folder_.Sub("accounts"), .columns = {{"users"}, {"tokens", true}}})
                   .value();
  int rows = 0;
  for (uint32_t column : {0U, 1U}) {
    auto at = store->NewIterator(column, "", "");
    for (at->SeekToFirst(); at->Valid(); at->Next(), ++rows) {
      std::string row = std::string(at->key()) + std::string(at->value());
      EXPECT_EQ(row.find(kPassword), std::string::npos);
      EXPECT_EQ(row.find(token), std::string::npos);
    }
  }
  EXPECT_GE(rows, 3);
}

v1::SetAdministrator NewAdministrator(const std::string& secret) {
  v1::SetAdministrator set;
  set.set_secret(secret);
  set.set_login("jonas");
  set.set_password(kPassword);
  return set;
}

TEST_F(AccountsTest, WhoeverKnowsThePrintedSecretSetsTheAdministratorOnce) {
  EXPECT_TRUE(accounts_->IsFirstRun());
  EXPECT_EQ(accounts_->SetAdministrator(NewAdministrator("guessed")).status().code(),
            StatusCode::kPermission);
  auto signed_in = accounts_->SetAdministrator(NewAdministrator(first_password_));
  ASSERT_TRUE(signed_in.ok()) << signed_in.status().message();
  EXPECT_TRUE(accounts_->Authenticate(signed_in->token())->administrator());
  EXPECT_FALSE(accounts_->IsFirstRun());
  EXPECT_EQ(accounts_->SetAdministrator(NewAdministrator(first_password_)).status().code(),
            StatusCode::kNotFound);
  EXPECT_EQ(SignIn("admin", first_password_), StatusCode::kPermission);
  EXPECT_EQ(SignIn("jonas", kPassword), StatusCode::kOk);
  Reopen();
  EXPECT_FALSE(accounts_->IsFirstRun());
}

TEST_F(AccountsTest, AWeakPasswordLeavesTheFirstRunOpen) {
  v1::SetAdministrator set = NewAdministrator(first_password_);
  set.set_password("short");
  EXPECT_EQ(accounts_->SetAdministrator(set).status().code(), StatusCode::kInvalidArgument);
  EXPECT_TRUE(accounts_->IsFirstRun());
}

TEST_F(AccountsTest, TheFirstRunIsOverOnceTheHandedOutPasswordIsUsedOrReplaced) {
  EXPECT_EQ(SignIn("admin", first_password_), StatusCode::kOk);
  EXPECT_FALSE(accounts_->IsFirstRun());
}

TEST_F(AccountsTest, GuessesAtTheSecretAndAtACurrentPasswordAreSlowedDown) {
  for (int i = 0; i < Accounts::kFailuresMax; ++i) {
    EXPECT_FALSE(accounts_->SetAdministrator(NewAdministrator("guessed")).ok());
  }
  EXPECT_EQ(accounts_->SetAdministrator(NewAdministrator(first_password_)).status().code(),
            StatusCode::kUnavailable);
  ASSERT_TRUE(accounts_->PutUser(kUser, Somebody()).ok());
  v1::ChangePassword change;
  change.set_current("guessed");
  change.set_password("another long password");
  for (int i = 0; i < Accounts::kFailuresMax; ++i) {
    EXPECT_EQ(accounts_->ChangePassword(kUser, change, false).code(), StatusCode::kPermission);
  }
  change.set_current(kPassword);
  EXPECT_EQ(accounts_->ChangePassword(kUser, change, false).code(), StatusCode::kUnavailable);
}

}  // namespace
}  // namespace assay::gateway
