#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assay/base/status.h"

namespace assay::bus {

// A CURVE key pair in ZeroMQ's Z85 text form, 40 characters each.
struct CurveKeys {
  std::string public_key;
  std::string secret_key;
};
CurveKeys MakeCurveKeys();

struct ContextOptions {
  int io_threads = 1;
  // Z85 public keys that may connect to the CURVE servers of this context. Nobody else gets past the handshake.
  std::vector<std::string> allowed_clients;
};

// The ZeroMQ context of one process and, where CURVE is used, its one ZAP handler thread, which checks client keys against the
// allow-list. A stranger is logged once per minute at most, never per message. Thread-safe. Outlives every socket made with it.
class Context {
 public:
  static Result<std::shared_ptr<Context>> Create(ContextOptions options);
  virtual ~Context() = default;
  // The zmq context, for this library's own sources.
  virtual void* handle() = 0;
};

// Where a server listens or a client connects: "inproc://audits", "ipc:///run/assay/audits", "tcp://127.0.0.1:7101".
// tcp needs CURVE keys on both sides; inproc and ipc take none (ipc is guarded by the permissions of its folder).
struct Endpoint {
  std::string address;
  CurveKeys own;                  // tcp: this side's keys
  std::string server_public_key;  // tcp clients: whom they talk to
};

}  // namespace assay::bus
