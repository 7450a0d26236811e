#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <string>

#include "assay/http/server.h"

namespace assay::http {

class RequestParser;

// What the sessions of one server share; outlives them all.
struct SessionContext {
  // Constant while the server runs.
  Limits limits;
  Handler handler;
  SinkFor sink_for;
  std::shared_ptr<boost::asio::io_context>
      io;  // also held by every Respond, which may outlive the server
  // Owned by the loop thread.
  bool stopping = false;
  size_t streams = 0;  // connections whose answer is a stream
};

struct StreamState;

// One connection: reads a request, asks the handler, writes the answer, and again; never two
// requests at a time, so pipelined ones are answered in order. Everything that waits has a
// deadline. Loop thread only.
class Session final : public std::enable_shared_from_this<Session> {
 public:
  // `tls` is null for plain HTTP. With `surplus` the connection is told 503 and closed.
  Session(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
          SessionContext* context, bool surplus);

  // The whole life of the connection.
  static boost::asio::awaitable<void> Run(std::shared_ptr<Session> self);

  // Closes at once between requests; a request under way is answered first.
  void Drain();
  // Closes at once.
  void Close();
  // Hands over the handler's answer; ignored when nobody waits for it any more.
  void Deliver(Response response);
  // The next piece of a streamed body, and its end.
  void Stream(std::string piece);
  void EndStream();

 private:
  boost::asio::awaitable<bool> Handshake();
  boost::asio::awaitable<bool> ServeOne();
  boost::asio::awaitable<bool> ReadHead(RequestParser* parser);
  boost::asio::awaitable<bool> ReadBody(RequestParser* parser);
  boost::asio::awaitable<bool> ReadMore();
  boost::asio::awaitable<Response> Answer(Request request);
  boost::asio::awaitable<bool> WriteResponse(Response response, bool without_body, bool close);
  boost::asio::awaitable<bool> WriteBytes(std::string head, std::string body);
  boost::asio::awaitable<void> WriteStream(Response response);
  boost::asio::awaitable<void> WritePieces(const std::string& heartbeat, StreamState* state);
  // Notices that a stream's reader leaves; what it says is not looked at.
  static boost::asio::awaitable<void> WatchReader(std::shared_ptr<Session> self);
  boost::asio::awaitable<void> HangUp();

  // From now the one thing that is waited for must end within `timeout_ms`, or it is cancelled and
  // expired_ is set.
  void Arm(int64_t timeout_ms);
  void Expire();

  // Constant after construction.
  SessionContext& context_;
  const bool surplus_;
  std::string peer_;

  // Owned by the loop thread.
  boost::asio::ip::tcp::socket socket_;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
  boost::asio::steady_timer watchdog_;
  boost::asio::steady_timer answered_;  // never expires: cancelled when there is something to see
  std::array<char, 16'384> chunk_{};
  std::string received_;  // not yet parsed; bounded by Limits::header_bytes and one chunk
  std::optional<Response> answer_;
  std::string streamed_;  // not yet written of a stream
  bool streaming_ = false;
  bool stream_ended_ = false;
  bool served_ = false;   // at least one request
  bool idle_ = true;      // no byte of a request is there
  bool waiting_ = false;  // for the handler
  bool expired_ = false;
  bool closed_ = false;
};

}  // namespace assay::http
