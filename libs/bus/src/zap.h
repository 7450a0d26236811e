#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "assay/base/status.h"

namespace zmq {
class context_t;
class socket_t;
}  // namespace zmq

namespace assay::bus {

// The ZAP handler (ZeroMQ RFC 27) of a context: one thread that admits CURVE clients whose key is
// on the list and tells the server their key as User-Id. Ends when the context is shut down.
class Zap {
 public:
  using Log = std::function<void(std::string_view)>;

  // Bound to inproc://zeromq.zap.01 when it returns, so CURVE sockets may be bound from then on.
  // `allowed` holds 32-byte keys.
  static Result<std::unique_ptr<Zap>> Start(zmq::context_t* context, std::set<std::string> allowed,
                                            Log log);
  // Joins the thread. REQUIRES: the context has been shut down.
  ~Zap();

 private:
  Zap(std::unique_ptr<zmq::socket_t> socket, std::set<std::string> allowed, Log log);
  void Run();
  bool AnswerOne();
  void NoteStranger(std::string_view address);

  // Constant after construction.
  const std::set<std::string> allowed_;
  const Log log_;
  // Owned by the handler's thread.
  std::unique_ptr<zmq::socket_t> socket_;
  int64_t log_again_ms_ = 0;
  uint64_t refused_ = 0;

  std::thread thread_;
};

}  // namespace assay::bus
