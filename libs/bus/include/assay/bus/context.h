#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"

namespace assay::bus {

// A CURVE key pair in ZeroMQ's Z85 text form, 40 characters each.
struct CurveKeys {
  std::string public_key;
  std::string secret_key;
};
CurveKeys MakeCurveKeys();

// Takes one line about a nuisance that no caller is told of: a stranger at the door, a malformed
// frame. Called from any thread.
using LogSink = std::function<void(std::string_view line)>;

struct ContextOptions {
  int io_threads = 1;
  // Z85 public keys that may connect to the CURVE servers of this context. Nobody else gets past
  // the handshake.
  std::vector<std::string> allowed_clients;
  // Empty: such lines are dropped.
  LogSink log;
};

// The ZeroMQ context of one process and, where CURVE is used, its one ZAP handler thread, which
// checks client keys against the allow-list. A stranger is logged once per minute at most, never
// per message. Thread-safe. Outlives every socket made with it.
class Context {
 public:
  // InvalidArgument when an allowed client is not a key in Z85.
  static Result<std::shared_ptr<Context>> Create(ContextOptions options);
  virtual ~Context() = default;
  // The zmq context, for this library's own sources.
  virtual void* handle() = 0;
};

// Where a server listens or a client connects: "inproc://audits", "ipc:///run/assay/audits",
// "tcp://127.0.0.1:7101". tcp needs CURVE keys on both sides; inproc and ipc take none: an ipc
// socket admits its owner and group, and its folder guards it.
struct Endpoint {
  std::string address;
  CurveKeys own;                  // tcp: this side's keys
  std::string server_public_key;  // tcp clients: whom they talk to
};

}  // namespace assay::bus
