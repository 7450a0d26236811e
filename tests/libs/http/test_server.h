#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "assay/http/server.h"

namespace assay::http {

// A server on a free port, or a failed test.
inline std::unique_ptr<Server> StartServer(Handler handler, ServerOptions options = {}) {
  options.port = 0;
  auto server = Server::Start(std::move(options), std::move(handler));
  EXPECT_TRUE(server.ok()) << server.status().message();
  return std::move(server).value();
}

// Tells what arrived: "METHOD path|name=value;...|body".
inline Response Describe(const Request& request) {
  Response response;
  response.content_type = "text/plain";
  response.body = request.method + " " + request.path + "|";
  for (const auto& [name, value] : request.query) {
    response.body.append(name).append("=").append(value).append(";");
  }
  response.body += "|" + request.body;
  return response;
}

// A handler that describes the request at once.
inline void Echo(const Request& request, const Respond& respond) {
  respond(Describe(request));
}

}  // namespace assay::http
