#include "services/assayctl/chore_client.h"

#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "assay/base/clock.h"

namespace assay::ctl {
namespace {

namespace json = boost::json;

constexpr int64_t kSilenceMsMax = 30'000;  // of a service that is busy or starts again
constexpr auto kBetweenLooks = std::chrono::milliseconds(100);

Status ToStatus(const Result<ApiAnswer>& answer) {
  if (!answer.ok()) {
    return answer.status();
  }
  if (answer->ok()) {
    return OkStatus();
  }
  std::string detail = answer->Text("detail");
  bool denied = answer->status == 401 || answer->status == 403;
  return denied ? PermissionDenied(detail + " (`assayctl sign-in` as an administrator)")
                : Internal(detail.empty() ? answer->body : detail);
}

// The chore in a service's health; nothing when it does not answer.
Result<const json::object*> FindChore(const std::vector<ServiceHealth>& services,
                                      const std::string& service, const char* member,
                                      const std::string& id) {
  for (const ServiceHealth& health : services) {
    if (health.service != service || health.log_id.empty()) {
      continue;
    }
    const json::value* chore = health.all.if_contains(member);
    const json::object* found = chore == nullptr ? nullptr : chore->if_object();
    if (found == nullptr || TextOf(*found, "id") != id) {
      return Unavailable("the " + service + " service was stopped before it was done: do it again");
    }
    return found;
  }
  return static_cast<const json::object*>(nullptr);
}

}  // namespace

std::string TextOf(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr) {
    return "";
  }
  return value->is_string() ? std::string(value->as_string()) : json::serialize(*value);
}

uint64_t NumberOf(const json::object& object, std::string_view member) {
  return std::strtoull(TextOf(object, member).c_str(), nullptr, 10);
}

Result<std::vector<ServiceHealth>> ListServices(ApiClient* client) {
  Result<ApiAnswer> answer = client->Get("/api/v1/services");
  ASSAY_RETURN_IF_ERROR(ToStatus(answer));
  const json::object* object = answer->json.if_object();
  const json::value* items = object == nullptr ? nullptr : object->if_contains("items");
  std::vector<ServiceHealth> services;
  for (const json::value& item :
       items != nullptr && items->is_array() ? items->as_array() : json::array()) {
    if (const json::object* all = item.if_object()) {
      services.push_back({TextOf(*all, "service"), TextOf(*all, "logId"), TextOf(*all, "origin"),
                          static_cast<uint32_t>(NumberOf(*all, "epoch")), *all});
    }
  }
  return services;
}

Result<json::object> Ask(ApiClient* client, const std::string& path, const std::string& body) {
  Result<ApiAnswer> answer = client->Post(path, body);
  ASSAY_RETURN_IF_ERROR(ToStatus(answer));
  const json::object* object = answer->json.if_object();
  return object == nullptr ? Result<json::object>(Internal(path + " gave no object")) : *object;
}

Result<json::object> RunChore(ApiClient* client, const std::string& service,
                              const std::string& verb, const std::string& body,
                              const std::function<void(unsigned percent)>& progress) {
  ASSAY_ASSIGN_OR_RETURN(json::object begun,
                         Ask(client, "/api/v1/services/" + service + ":" + verb, body));
  const json::value* chore = begun.if_contains("chore");
  std::string id = chore == nullptr || !chore->is_object() ? "" : TextOf(chore->as_object(), "id");
  const char* member = verb == "scrub" ? "lastScrub" : "lastBackup";
  int64_t heard_ms = MonotonicMillis();
  while (MonotonicMillis() - heard_ms < kSilenceMsMax) {
    auto services = ListServices(client);
    if (services.ok()) {
      ASSAY_ASSIGN_OR_RETURN(const json::object* now, FindChore(*services, service, member, id));
      if (now != nullptr && TextOf(*now, "running") != "true") {
        std::string problem = TextOf(*now, "problem");
        return problem.empty() ? Result<json::object>(*now) : DataLoss(problem);
      }
      if (now != nullptr) {
        heard_ms = MonotonicMillis();
        uint64_t total = NumberOf(*now, "total");
        progress(total == 0 ? 0 : static_cast<unsigned>(NumberOf(*now, "done") * 100 / total));
      }
    }
    std::this_thread::sleep_for(kBetweenLooks);
  }
  return Unavailable("the " + service + " service does not answer any more");
}

}  // namespace assay::ctl
