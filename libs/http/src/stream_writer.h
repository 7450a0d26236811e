#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <string>
#include <utility>

#include "assay/http/server.h"
#include "session.h"

namespace assay::http {

// What both ends of a stream know of it. Any thread.
struct StreamState {
  std::atomic<bool> ended = false;
  std::atomic<size_t> waiting_bytes = 0;  // written, and not yet taken by the socket
};

// The far end of a streamed body: takes pieces to the loop, as long as few wait there. Any thread.
class StreamWriter final : public BodyStream {
 public:
  StreamWriter(std::shared_ptr<boost::asio::io_context> io, std::weak_ptr<Session> session,
               std::shared_ptr<StreamState> state, size_t waiting_bytes_max)
      : io_(std::move(io)),
        session_(std::move(session)),
        state_(std::move(state)),
        waiting_bytes_max_(waiting_bytes_max) {}
  ~StreamWriter() override { Tell(&Session::EndStream); }

  bool Write(std::string piece) override {
    if (state_->ended) {
      return false;
    }
    if (state_->waiting_bytes.fetch_add(piece.size()) + piece.size() > waiting_bytes_max_) {
      state_->ended = true;
      Tell(&Session::Close);
      return false;
    }
    boost::asio::post(*io_, [session = session_, piece = std::move(piece)]() mutable {
      if (auto live = session.lock()) {
        live->Stream(std::move(piece));
      }
    });
    return true;
  }

 private:
  void Tell(void (Session::*what)()) {
    boost::asio::post(*io_, [session = session_, what] {
      if (auto live = session.lock()) {
        (*live.*what)();
      }
    });
  }

  // Constant after construction.
  const std::shared_ptr<boost::asio::io_context> io_;
  const std::weak_ptr<Session> session_;
  const std::shared_ptr<StreamState> state_;
  const size_t waiting_bytes_max_;
};

}  // namespace assay::http
