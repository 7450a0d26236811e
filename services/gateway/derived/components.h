#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

namespace assay::gateway {

// The components of the OpenAPI document that no descriptor gives: forms of texts, the answer to a
// command, the problem document, parameters and headers common to many routes, the way to sign in.
// `services` are the values that the parameter Service admits. Pure; any thread.
boost::json::object CommonComponents(const std::vector<std::string>& services);

}  // namespace assay::gateway
