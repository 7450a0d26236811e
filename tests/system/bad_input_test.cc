// Every command of proto/, given wrongly in every way that its descriptor knows: each gets a
// problem document with a stable code, and nothing is written.
#include <boost/json.hpp>

#include "assay/evidence.pb.h"
#include "assay/schema/catalog.h"
#include "assay/schema/json.h"
#include "tests/system/installation.h"
#include "tests/system/programme.h"

namespace assay::testing {
namespace {

namespace json = boost::json;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

json::object BodyOf(const google::protobuf::Descriptor* type);

// A value of the right form for a field.
json::value GoodValue(const FieldDescriptor* field) {
  const assay::Is& is = field->options().GetExtension(assay::is);
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return json::value(is.id()                      ? Id::Derived(field->full_name()).ToString()
                         : is.date() || is.occurred() ? "2023-01-02"
                         : is.instant()               ? "2023-01-02T08:00:00Z"
                         : is.decimal()               ? "1"
                         : is.currency()              ? "EUR"
                         : is.zone()                  ? "Europe/Berlin"
                                                      : "x");
    case FieldDescriptor::CPPTYPE_ENUM:
      return json::value(field->enum_type()->value(1)->name());
    case FieldDescriptor::CPPTYPE_BOOL:
      return true;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return BodyOf(field->message_type());
    default:
      return is.min() > 0 ? is.min() : 1;
  }
}

json::object BodyOf(const google::protobuf::Descriptor* type) {
  json::object body;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const assay::Is& is = field->options().GetExtension(assay::is);
    if (is.required() || is.min() > 0) {  // a number that is not sent is 0
      json::value value = GoodValue(field);
      body[field->json_name()] = field->is_repeated() ? json::value(json::array{value}) : value;
    }
  }
  return body;
}

class BadInputTest : public ::testing::Test {
 protected:
  BadInputTest() : installation_({.shape = Shape::kOneProcess}) {
    installation_.Start();
    client_ = installation_.client();
    programme_ = std::make_unique<Programme>(client_.get());
    reader_ = UserWith("READER", programme_->organisation());
  }

  std::unique_ptr<ctl::ApiClient> UserWith(const std::string& role,
                                           const std::string& organisation) {
    std::string id = Id::Derived("user " + role + organisation).ToString();
    auto put =
        client_->Put("/api/v1/users/" + id,
                     R"({"login":")" + id +
                         R"(","password":"long enough for this","memberships":[{"organisation":")" +
                         organisation + R"(","roles":[")" + role + R"("]}]})");
    EXPECT_TRUE(put->ok()) << put->body;
    auto token = client_->Post("/api/v1/users/" + id + ":create-token", R"({"name":"test"})");
    return std::make_unique<ctl::ApiClient>(installation_.url(), token->Text("token"));
  }

  std::string PathOf(const schema::CommandType& command, const std::string& organisation) const {
    std::string path = "/api/v1/organisations/" + organisation + "/" +
                       command.record->options.collection() + "/" +
                       Id::Derived("nothing").ToString() + ":" + command.verb;
    return command.service == "log" ? path + "?service=audits" : path;
  }

  static bool NamesAFile(const schema::CommandType& command) {
    const FieldDescriptor* file = command.message->FindFieldByName("file");
    return file != nullptr && file->message_type() == assay::EvidenceFile::descriptor();
  }

  // The problem is a whole one: status, code, sentence; and of the expected status.
  void ExpectProblem(const Result<ctl::ApiAnswer>& answer,
                     long status,  // NOLINT(google-runtime-int)
                     const std::string& what) {
    ASSERT_TRUE(answer.ok()) << what << ": " << answer.status().message();
    EXPECT_EQ(answer->status, status) << what << ": " << answer->body;
    EXPECT_EQ(answer->headers.at("content-type"), "application/problem+json") << what;
    EXPECT_FALSE(answer->Text("code").empty() || answer->Text("detail").empty() ||
                 answer->Text("title").empty())
        << what << ": " << answer->body;
  }

  std::string Positions() {
    auto services = client_->Get("/api/v1/services");
    std::string positions;
    for (const json::value& service : services->json.at("items").as_array()) {
      positions += json::serialize(service.at("next")) + " ";
    }
    return positions;
  }

  Installation installation_;
  schema::Catalog catalog_;
  std::unique_ptr<ctl::ApiClient> client_;
  std::unique_ptr<ctl::ApiClient> reader_;
  std::unique_ptr<Programme> programme_;
};

TEST_F(BadInputTest, EveryCommandGivenWronglyGetsAProblemAndWritesNothing) {
  std::string before = Positions();
  for (const auto& [name, command] : catalog_.commands()) {
    if (command.options.internal()) {
      continue;
    }
    SCOPED_TRACE(name);
    std::string path = PathOf(command, programme_->organisation());
    json::object good = BodyOf(command.message);
    good.erase("id");  // it stands in the path
    auto post = [&](const json::object& body) {
      return client_->Post(path, json::serialize(body), "bad " + name);
    };

    json::object unknown = good;
    unknown["noSuchField"] = 1;
    ExpectProblem(post(unknown), 400, "unknown field");
    ExpectProblem(client_->Post(path, "{", "bad"), 400, "malformed JSON");
    ExpectProblem(client_->Post(path, "[]", "bad"), 400, "no object");
    ExpectProblem(client_->Post(path, R"({"a":1,"a":1})", "bad"), 400, "duplicate key");
    ExpectProblem(client_->Post(path, json::serialize(good)), 400, "no idempotency key");
    ExpectProblem(reader_->Post(path, json::serialize(good), "bad"), 403, "no permission");
    std::string elsewhere = PathOf(command, Id::Derived("another organisation").ToString());
    ExpectProblem(reader_->Post(elsewhere, json::serialize(good), "bad"), 404,
                  "another organisation");
    if (!command.options.creates() && !command.options.may_create()) {
      // An evidence file that nobody uploaded is met before the record that is not there.
      ExpectProblem(post(good), NamesAFile(command) ? 400 : 404, "unknown id");
    }
  }
  EXPECT_EQ(Positions(), before);
}

TEST_F(BadInputTest, EveryFieldGivenWronglyIsNamed) {
  std::string before = Positions();
  for (const auto& [name, command] : catalog_.commands()) {
    for (int i = 0; i < command.message->field_count() && !command.options.internal(); ++i) {
      const FieldDescriptor* field = command.message->field(i);
      const assay::Is& is = field->options().GetExtension(assay::is);
      if (field->name() == "id") {
        continue;
      }
      SCOPED_TRACE(field->full_name());
      std::string path = PathOf(command, programme_->organisation());
      json::object good = BodyOf(command.message);
      good.erase("id");
      auto refused = [&](const json::value& value, const std::string& what) {
        json::object body = good;
        body[field->json_name()] =
            field->is_repeated() && !value.is_array() ? json::value(json::array{value}) : value;
        auto answer = client_->Post(path, json::serialize(body), "bad");
        ExpectProblem(answer, 400, what);
        return answer->Text("field").starts_with(field->json_name());
      };
      EXPECT_TRUE(refused(json::object{{"wrong", "type"}}, "wrong type"));
      if (is.required() && !field->is_repeated() &&
          field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        EXPECT_TRUE(refused("", "empty"));
        EXPECT_TRUE(refused(" ", "blank"));
      }
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        EXPECT_TRUE(refused(json::value(std::string(30'000, 'x')), "over-long"));
        EXPECT_TRUE(
            refused("a\x01"
                    "b",
                    "control character"));
      }
      if (is.date() || is.occurred()) {
        EXPECT_TRUE(refused("2023-02-30", "impossible date"));
        EXPECT_TRUE(refused("1823-02-03", "date out of range"));
      }
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        EXPECT_TRUE(refused("NO_SUCH_VALUE", "unknown enum name"));
        EXPECT_TRUE(refused(12345, "unknown enum number"));
      }
    }
  }
  EXPECT_EQ(Positions(), before);
}

TEST_F(BadInputTest, WhatIsNotACommandGetsAProblem) {
  std::string org = programme_->path();
  ExpectProblem(client_->Post(org + "audits/" + programme_->audit() + ":no-such-verb", "{}", "k"),
                404, "unknown verb");
  ExpectProblem(
      client_->Post(org + "no-such-things/" + programme_->audit() + ":open-audit", "{}", "k"), 404,
      "unknown collection");
  ExpectProblem(client_->Get(org + "audits/not-an-id"), 404, "no id");
  ExpectProblem(client_->Get(org + "audits?filter=state"), 400, "bad filter");
  ExpectProblem(client_->Get(org + "audits?filter=noSuchField=1"), 400, "unknown filter field");
  ExpectProblem(client_->Get(org + "audits?sort=noSuchField"), 400, "unknown sort field");
  ExpectProblem(client_->Get(org + "audits?pageToken=zz"), 400, "bad page token");
  ExpectProblem(client_->Get(org + "audits?pageSize=many"), 400, "bad page size");
  ExpectProblem(client_->Get(org + "audits?asOf=yesterday"), 400, "bad moment");
  ExpectProblem(client_->Get(org + "audits?format=pdf"), 400, "unknown format");
  ExpectProblem(client_->Get("/no/such/path"), 404, "unknown path");
  ExpectProblem(client_->Put(org + "audits", "{}"), 405, "wrong method");
  ExpectProblem(ctl::ApiClient(installation_.url(), "not a token").Get(org + "audits"), 401,
                "bad token");
  ExpectProblem(ctl::ApiClient(installation_.url(), "").Get(org + "audits"), 401, "no token");
}

TEST_F(BadInputTest, AStaleVersionIsToldTheActualOne) {
  std::string path = programme_->path() + "sites/" + programme_->site() + ":close-site";
  auto answer = client_->Post(path, R"({"occurredOn":"2023-01-02","reason":"Moved."})", "stale", 7);
  ExpectProblem(answer, 412, "stale version");
  EXPECT_EQ(answer->Text("actualVersion"), "1");
}

TEST_F(BadInputTest, WhatLiesInTheFutureCannotHaveHappened) {
  std::string path = programme_->path() + "sites/" + programme_->site() + ":close-site";
  auto answer = client_->Post(path, R"({"occurredOn":"2023-01-03","reason":"Moved."})", "future");
  ExpectProblem(answer, 422, "future");
  EXPECT_EQ(answer->Text("code"), "in-the-future");
  EXPECT_EQ(answer->Text("field"), "occurredOn");
}

}  // namespace
}  // namespace assay::testing
