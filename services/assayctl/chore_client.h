#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <vector>

#include "services/assayctl/api_client.h"

namespace assay::ctl {

// A running service as its health shows it.
struct ServiceHealth {
  std::string service;
  std::string log_id;  // empty when it does not answer
  std::string origin;
  uint32_t epoch = 0;
  boost::json::object all;
};

// Unavailable when the gateway does not answer; PermissionDenied when it does not let us.
Result<std::vector<ServiceHealth>> ListServices(ApiClient* client);

// A POST whose good answer is an object; a problem becomes its text.
Result<boost::json::object> Ask(ApiClient* client, const std::string& path,
                                const std::string& body);

// Begins a backup ("back-up") or a scrub ("scrub") of a service and waits until it ends; `progress`
// hears percents. The chore as it ended. Fails when it did, or when the service stopped meanwhile.
Result<boost::json::object> RunChore(ApiClient* client, const std::string& service,
                                     const std::string& verb, const std::string& body,
                                     const std::function<void(unsigned percent)>& progress);

// A member as text; numbers that JSON carries as text too. Empty when it is not there.
std::string TextOf(const boost::json::object& object, std::string_view member);
uint64_t NumberOf(const boost::json::object& object, std::string_view member);

}  // namespace assay::ctl
