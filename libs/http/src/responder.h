#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <utility>

#include "assay/http/server.h"
#include "session.h"

namespace assay::http {

// The far end of a Respond: takes the first answer to the loop, or 500 when it dies without one.
// Any thread.
class Responder {
 public:
  Responder(std::shared_ptr<boost::asio::io_context> io, std::weak_ptr<Session> session)
      : io_(std::move(io)), session_(std::move(session)) {}
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  ~Responder() {
    if (!answered_.test()) {
      Answer(ProblemResponse(500, "internal", "the request was not answered"));
    }
  }

  void Answer(Response response) {
    if (answered_.test_and_set()) {
      return;
    }
    boost::asio::post(*io_, [session = session_, response = std::move(response)]() mutable {
      if (auto live = session.lock()) {
        live->Deliver(std::move(response));
      }
    });
  }

 private:
  const std::shared_ptr<boost::asio::io_context> io_;
  const std::weak_ptr<Session> session_;
  std::atomic_flag answered_;
};

// Asks the handler; what it throws is answered with 500.
inline void CallHandler(const Handler& handler, Request request,
                        const std::shared_ptr<Responder>& responder) {
  try {
    handler(std::move(request),
            [responder](Response response) { responder->Answer(std::move(response)); });
  } catch (...) {
    responder->Answer(ProblemResponse(500, "internal", "the request failed"));
  }
}

}  // namespace assay::http
