#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"

namespace assay::http {

// Bounds of a connection; every one of them is enforced before memory is spent.
struct Limits {
  size_t header_bytes = 16'384;
  size_t body_bytes = 1'000'000;
  uint64_t sunk_body_bytes = 64 << 20;  // of a body that a sink takes
  int64_t header_timeout_ms =
      10'000;  // from the first byte, or from accept, to the end of the header
  int64_t body_timeout_ms = 30'000;        // for a sink: between two pieces of it
  int64_t sunk_body_timeout_ms = 900'000;  // for the whole body that a sink takes
  int64_t idle_timeout_ms = 60'000;        // between requests of one connection
  int64_t write_timeout_ms = 30'000;
  int64_t handler_timeout_ms = 60'000;    // then the client gets 503
  size_t connections = 1'000;             // one more is answered 503 and closed
  size_t streams = 200;                   // of the connections; one more is answered 503
  size_t stream_waiting_bytes = 256'000;  // more than so much not yet taken: the reader is cut off
  int64_t heartbeat_ms = 15'000;  // a stream that said nothing for so long sends its heartbeat
};

// Takes a body piece by piece, instead of it being kept in memory.
class BodySink {
 public:
  virtual ~BodySink() = default;
  // False: this cannot be taken; the client is told 507 and the connection ends. Called on the
  // server's thread.
  virtual bool Take(std::string_view piece) = 0;
};

struct Request {
  std::string method;                          // "GET"
  std::string path;                            // percent-decoded, without the query
  std::string target;                          // as it was sent
  std::map<std::string, std::string> query;    // decoded; a repeated name is refused with 400
  std::map<std::string, std::string> headers;  // names in lower case; repeated ones joined by ", "
  std::string body;                            // empty when there is a sink
  std::shared_ptr<BodySink> sink;              // what took the body
  std::string peer;                            // remote address without port
  bool tls = false;

  // Empty when the header is not there.
  std::string_view header(std::string_view lower_case_name) const;
};

// The writing end of a streamed body. Dropped, the stream ends. Any thread.
class BodyStream {
 public:
  virtual ~BodyStream() = default;
  // Sends a piece after those before it. False: nobody reads any more, because the reader left or
  // was too slow (Limits::stream_waiting_bytes), or the server stops; nothing more is sent, then or
  // later.
  virtual bool Write(std::string piece) = 0;
};

// A body that comes piece by piece for as long as somebody reads it.
struct Streaming {
  std::string heartbeat;  // what is sent where nothing else was, so that both ends notice a loss
  // Called on the server's thread when the head is out; must not block. Not called for HEAD.
  std::function<void(std::unique_ptr<BodyStream>)> begin;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // Set: the body is a stream, which begins with `body` and ends with the connection.
  std::optional<Streaming> streaming;
};

// Answers one request: call it once, from any thread. Dropped uncalled, the client gets 500.
using Respond = std::function<void(Response)>;
// Called on the server's thread; must not block.
using Handler = std::function<void(Request, Respond)>;

// Looks at a request without its body and gives a sink for the body, or null. Called on the
// server's thread; must not block.
using SinkFor = std::function<std::shared_ptr<BodySink>(const Request&)>;

struct ServerOptions {
  std::string host = "127.0.0.1";
  uint16_t port = 8080;         // 0: any free one
  std::string tls_certificate;  // PEM files; empty: plain HTTP
  std::string tls_key;
  Limits limits;
  SinkFor sink_for;  // null: every body is kept in memory
};

// An HTTP/1.1 server (RFC 9110, 9112) on one thread of its own. Refuses what is ambiguous: both
// Content-Length and Transfer-Encoding, several Content-Length, a folded header, a missing or
// repeated Host, bad percent-encoding, a path with "..", NUL or invalid UTF-8, an absolute-form
// target for another scheme. Its own refusals are RFC 9457 problems (application/problem+json) with
// code "bad-request", "header-too-large", "body-too-large", "timeout", "too-many-connections".
// Start, Stop and port may be called from any thread.
class Server {
 public:
  // Unavailable when the port is taken; InvalidArgument when certificate or key cannot be used.
  // Says which and why.
  static Result<std::unique_ptr<Server>> Start(ServerOptions options, Handler handler);
  virtual ~Server() = default;
  // Accepts no more, lets requests under way end for `grace_ms`, then closes. Returns when the
  // thread has ended.
  virtual void Stop(int64_t grace_ms) = 0;
  virtual uint16_t port() const = 0;
};

// A problem document as a response; `title` is the phrase of the status.
Response ProblemResponse(unsigned status, std::string_view code, std::string_view detail);

}  // namespace assay::http
