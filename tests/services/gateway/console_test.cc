// The console's files and the session of a browser, without HTTP.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "services/gateway/accounts.h"
#include "services/gateway/browser_session.h"
#include "services/gateway/console_files.h"
#include "tests/support/temp_folder.h"

namespace assay::gateway {
namespace {

constexpr char kOrganisation[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
constexpr char kOther[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c";
constexpr char kUser[] = "0190a1b2-c3d4-7e5f-8a9b-0000000000aa";
constexpr char kPassword[] = "a password of some length";
constexpr char kUrl[] = "https://assay.example";

std::string Header(const http::Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) {
      return value;
    }
  }
  return "";
}

class ConsoleFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Write("index.html", "<meta content=\"__NONCE__\"><script src=\"/assets/a-1.js\"></script>");
    Write("assets/a-1.js", "script");
    Write("assets/a-1.js.gz", "compressed");
    Write("icon.svg", "<svg/>");
    console_ = ConsoleFiles::Load(folder_.Sub("console")).value();
  }
  void Write(const std::string& path, const std::string& content) {
    std::filesystem::path file = std::filesystem::path(folder_.Sub("console")) / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << content;
  }
  std::optional<http::Response> Find(const std::string& path,
                                     std::map<std::string, std::string> headers = {},
                                     const std::string& method = "GET") {
    http::Request request;
    request.method = method;
    request.path = path;
    request.headers = std::move(headers);
    return console_.Find(request);
  }

  testing::TempFolder folder_;
  ConsoleFiles console_;
};

TEST_F(ConsoleFilesTest, AnyPageIsTheIndexWithANonceOfItsOwnAndIsNeverKept) {
  auto page = Find("/o/anything/findings", {{"accept", "text/html,application/xhtml+xml"}});
  auto again = Find("/");
  ASSERT_TRUE(page && again);
  EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
  EXPECT_EQ(Header(*page, "Cache-Control"), "no-cache");
  EXPECT_EQ(page->body.find("__NONCE__"), std::string::npos);
  EXPECT_NE(page->body, again->body);
  std::string nonce = page->body.substr(std::string("<meta content=\"").size(), 32);
  EXPECT_NE(Header(*page, "Content-Security-Policy").find("'nonce-" + nonce + "'"),
            std::string::npos);
  EXPECT_EQ(Find("/index.html")->content_type, "text/html; charset=utf-8");
}

TEST_F(ConsoleFilesTest, AToolIsNotGivenAPageForAPathThatIsNotThere) {
  EXPECT_FALSE(Find("/no/such/path"));
  EXPECT_FALSE(Find("/no/such/path", {{"accept", "*/*"}}));
  EXPECT_FALSE(Find("/no/such/path", {{"accept", "application/json"}}));
}

TEST_F(ConsoleFilesTest, ThePolicyAdmitsNoScriptButOurFilesAndNoOtherHost) {
  std::string policy = Header(*Find("/"), "Content-Security-Policy");
  EXPECT_NE(policy.find("default-src 'none'; script-src 'self';"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  for (const char* banned : {"unsafe", "http", "*"}) {
    EXPECT_EQ(policy.find(banned), std::string::npos) << banned;
  }
}

TEST_F(ConsoleFilesTest, AFileIsKeptForEverAndComesCompressedToWhoTakesIt) {
  auto plain = Find("/assets/a-1.js");
  auto small = Find("/assets/a-1.js", {{"accept-encoding", "br, gzip"}});
  ASSERT_TRUE(plain && small);
  EXPECT_EQ(plain->body, "script");
  EXPECT_EQ(Header(*plain, "Content-Encoding"), "");
  EXPECT_EQ(small->body, "compressed");
  EXPECT_EQ(Header(*small, "Content-Encoding"), "gzip");
  EXPECT_EQ(Header(*small, "Vary"), "Accept-Encoding");
  EXPECT_NE(Header(*small, "Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(Header(*Find("/icon.svg"), "Cache-Control"), "no-cache");
  auto known = Find("/assets/a-1.js", {{"if-none-match", Header(*plain, "ETag")}});
  EXPECT_EQ(known->status, 304U);
  EXPECT_EQ(known->body, "");
}

TEST_F(ConsoleFilesTest, WhatIsTheApisOrMissingIsNotAnswered) {
  for (const char* path : {"/api", "/api/v1/me", "/openapi.json", "/healthz", "/log/policy",
                           "/witness/add-checkpoint", "/metrics/audits", "/assets/a-2.js"}) {
    EXPECT_FALSE(Find(path)) << path;
  }
  EXPECT_FALSE(Find("/", {}, "POST"));
  EXPECT_TRUE(Find("/", {}, "HEAD"));
  EXPECT_FALSE(Find("/assets/a-1.js.gz")) << "a compressed form has no address of its own";
}

TEST_F(ConsoleFilesTest, AFolderThatIsNotThereIsAnApiWithoutConsole) {
  console_ = ConsoleFiles::Load(folder_.Sub("nowhere") + "/deeper").value();
  EXPECT_FALSE(Find("/"));
}

TEST_F(ConsoleFilesTest, AFolderThatIsNoConsoleIsNotReadWhole) {
  for (size_t i = 0; i <= ConsoleFiles::kFilesMax; ++i) {
    Write("assets/" + std::to_string(i), "");
  }
  EXPECT_EQ(ConsoleFiles::Load(folder_.Sub("console")).status().code(),
            StatusCode::kInvalidArgument);
}

http::Request Post(std::map<std::string, std::string> headers) {
  http::Request request;
  request.method = "POST";
  request.headers = std::move(headers);
  return request;
}

TEST(BrowserSession, TheBearerTokenCountsBeforeTheCookie) {
  EXPECT_EQ(CredentialOf(Post({{"cookie", "a=1; assay-session=abc; b=2"}})).token, "abc");
  EXPECT_TRUE(CredentialOf(Post({{"cookie", "assay-session=abc"}})).from_cookie);
  Credential both =
      CredentialOf(Post({{"cookie", "assay-session=abc"}, {"authorization", "Bearer xyz"}}));
  EXPECT_EQ(both.token, "xyz");
  EXPECT_FALSE(both.from_cookie);
  EXPECT_EQ(CredentialOf(Post({{"cookie", "other-assay-session=abc; assay-sessions=1"}})).token,
            "");
  EXPECT_FALSE(CredentialOf(Post({{"cookie", "assay-session="}})).from_cookie);
}

TEST(BrowserSession, AWriteWithTheCookieNeedsOurHeaderAndOurOrigin) {
  Credential cookie{"abc", true};
  auto refused = [&](std::map<std::string, std::string> headers) {
    headers["host"] = "127.0.0.1:8080";
    return CheckOrigin(Post(std::move(headers)), cookie, kUrl).has_value();
  };
  EXPECT_TRUE(refused({})) << "a form of another site";
  EXPECT_TRUE(refused({{"origin", "http://127.0.0.1:8080"}})) << "without the header";
  EXPECT_TRUE(refused({{"assay-console", "1"}, {"origin", "https://elsewhere.example"}}));
  EXPECT_TRUE(refused({{"assay-console", "1"}, {"origin", "null"}}));
  EXPECT_TRUE(refused({{"assay-console", "1"}, {"origin", "https://assay.example.evil"}}));
  EXPECT_FALSE(refused({{"assay-console", "1"}, {"origin", "http://127.0.0.1:8080"}}));
  EXPECT_FALSE(refused({{"assay-console", "1"}, {"origin", kUrl}})) << "behind a proxy";
  EXPECT_FALSE(refused({{"assay-console", "1"}}));
}

TEST(BrowserSession, ReadsAndBearerTokensAreNotAskedForIt) {
  EXPECT_FALSE(CheckOrigin(Post({}), {"xyz", false}, kUrl));
  http::Request read;
  read.method = "GET";
  EXPECT_FALSE(CheckOrigin(read, {"abc", true}, kUrl));
}

TEST(BrowserSession, TheCookieIsHiddenFromScriptsAndOtherSites) {
  std::string secure = SessionCookie("abc", kUrl);
  for (const char* part : {"assay-session=abc;", "; Path=/", "; HttpOnly", "; SameSite=Strict",
                           "; Secure", "; Max-Age=43200"}) {
    EXPECT_NE(secure.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(SessionCookie("abc", "http://127.0.0.1:8080").find("Secure"), std::string::npos);
  EXPECT_NE(NoSessionCookie(kUrl).find("assay-session=; Path=/; Max-Age=0"), std::string::npos);
}

class MembersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    accounts_ = Accounts::Open(folder_.Sub("accounts"), &clock_, &first_password_).value();
    v1::PutUser put;
    put.set_login("somebody");
    put.set_password(kPassword);
    v1::Membership* member = put.add_memberships();
    member->set_organisation(kOrganisation);
    member->add_roles(assay::AUDITOR);
    ASSERT_TRUE(accounts_->PutUser(kUser, put).ok());
  }
  std::string SignIn() { return accounts_->SignIn("somebody", kPassword).value().token(); }

  testing::TempFolder folder_;
  ManualClock clock_{1'700'000'000'000'000};
  std::unique_ptr<Accounts> accounts_;
  std::string first_password_;
};

TEST_F(MembersTest, EndingOneSessionLeavesTheOthersAndProgramsTokens) {
  std::string one = SignIn();
  std::string other = SignIn();
  std::string program = accounts_->CreateToken(kUser, "program", 0, false).value();
  ASSERT_TRUE(accounts_->EndSession(one).ok());
  EXPECT_FALSE(accounts_->Authenticate(one));
  EXPECT_TRUE(accounts_->Authenticate(other));
  ASSERT_TRUE(accounts_->EndSession(program).ok());
  ASSERT_TRUE(accounts_->EndSession("unknown").ok());
  EXPECT_TRUE(accounts_->Authenticate(program)) << "only a sign-in's session is ended so";
  ASSERT_TRUE(accounts_->EndSessions(kUser).ok());
  EXPECT_FALSE(accounts_->Authenticate(other));
  EXPECT_TRUE(accounts_->Authenticate(program));
}

TEST_F(MembersTest, MembersAreThoseWithARoleThere) {
  auto here = accounts_->MembersOf(kOrganisation);
  ASSERT_EQ(here.size(), 2U);
  EXPECT_EQ(here[0].login(), "admin");
  EXPECT_EQ(here[1].login(), "somebody");
  EXPECT_EQ(here[1].roles(0), assay::AUDITOR);
  EXPECT_EQ(accounts_->MembersOf(kOther).size(), 1U) << "the administrator, everywhere";
}

TEST_F(MembersTest, AnAccountIsToldItsOrganisationsOnly) {
  auto somebody = accounts_->Authenticate(SignIn());
  EXPECT_EQ(accounts_->OrganisationsOf(*somebody), std::vector<std::string>{kOrganisation});
  v1::PutUser put;
  put.set_login("other");
  put.set_password(kPassword);
  put.add_memberships()->set_organisation(kOther);
  put.mutable_memberships(0)->add_roles(assay::READER);
  ASSERT_TRUE(accounts_->PutUser("0190a1b2-c3d4-7e5f-8a9b-0000000000bb", put).ok());
  EXPECT_EQ(accounts_->OrganisationsOf(*somebody), std::vector<std::string>{kOrganisation});
  auto admin = accounts_->Authenticate(accounts_->SignIn("admin", first_password_)->token());
  EXPECT_EQ(accounts_->OrganisationsOf(*admin), (std::vector<std::string>{kOrganisation, kOther}));
}

}  // namespace
}  // namespace assay::gateway
