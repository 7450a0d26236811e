#pragma once

#include <gtest/gtest.h>

#include <string>

#include "assay/base/id.h"
#include "services/assayctl/api_client.h"

namespace assay::testing {

// The smallest programme in which a finding can be raised: one organisation, site and person, one
// journey, one open audit.
class Programme {
 public:
  explicit Programme(ctl::ApiClient* client, const std::string& name = "programme") : name_(name) {
    Must(client, "organisations/" + organisation() + ":register-organisation",
         R"({"name":"Works","zone":"Europe/Berlin"})");
    Must(client, "sites/" + site() + ":add-site",
         R"({"name":"Main","address":"Hamburg","zone":"Europe/Berlin","centralFunction":true})");
    Must(client, "people/" + owner() + ":register-person",
         R"({"name":"Somebody Who Owns","tie":"STAFF"})");
    Must(client, "people/" + coach() + ":register-person",
         R"({"name":"Somebody Who Coaches","tie":"CONSULTANT_STAFF"})");
    Must(client, "people/" + trainee() + ":register-person", R"({"name":"Somebody Who Learns","tie":"STAFF"})");
    Must(client, "journeys/" + journey() + ":start-journey",
         R"({"name":"Programme","standards":["ISO/IEC 27001"],"siteIds":[")" + site() +
             R"("],"scopeStatement":"All","personnel":40})");
    Must(client, "audits/" + audit() + ":plan-audit",
         R"({"journeyId":")" + journey() +
             R"(","type":"IMPLEMENTATION","standards":["ISO/IEC 27001"],"siteIds":[")" + site() +
             R"("],"plannedFrom":"2023-01-02","plannedTo":"2023-01-03"})");
    Must(client, "audits/" + audit() + ":assign-team-member",
         R"({"member":{"personId":")" + coach() + R"(","role":"COACH"}})");
    Must(client, "audits/" + audit() + ":assign-team-member",
         R"({"member":{"personId":")" + trainee() + R"(","role":"TRAINEE"}})");
    Must(client, "audits/" + audit() + ":open-audit", R"({"occurredOn":"2023-01-02"})");
  }

  std::string organisation() const { return Make("organisation"); }
  std::string site() const { return Make("site"); }
  std::string owner() const { return Make("owner"); }
  std::string coach() const { return Make("coach"); }
  std::string trainee() const { return Make("trainee"); }
  std::string journey() const { return Make("journey"); }
  std::string audit() const { return Make("audit"); }
  std::string path() const { return "/api/v1/organisations/" + organisation() + "/"; }

  // The body that raises the finding with this id.
  std::string FindingBody(const std::string& finding_id) const {
    return R"({"findingId":")" + finding_id +
           R"(","grade":"MINOR","standard":"ISO/IEC 27001","clause":"9.2","siteId":")" + site() +
           R"(","statement":"Not as required.","evidence":"Seen.","ownerId":")" + owner() +
           R"(","occurredOn":"2023-01-02"})";
  }
  Result<ctl::ApiAnswer> RaiseFinding(ctl::ApiClient* client, const std::string& finding_id) const {
    return client->Post(path() + "audits/" + audit() + ":raise-finding", FindingBody(finding_id),
                        "raise " + finding_id);
  }

  void Must(ctl::ApiClient* client, const std::string& command, const std::string& body) const {
    auto answer = client->Post(path() + command, body, "programme " + command + Id::Derived(body).ToString());
    ASSERT_TRUE(answer.ok()) << answer.status().message();
    ASSERT_TRUE(answer->ok()) << command << ": " << answer->body;
  }

 private:
  std::string Make(const std::string& label) const {
    return Id::Derived(name_ + "/" + label).ToString();
  }
  std::string name_;
};

}  // namespace assay::testing
