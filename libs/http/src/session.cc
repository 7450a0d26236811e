#include "session.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <tuple>
#include <utility>

#include "assay/base/clock.h"
#include "head_scanner.h"
#include "request_parser.h"
#include "responder.h"
#include "response_head.h"
#include "stream_writer.h"

namespace assay::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr auto kUseTuple = asio::as_tuple(asio::use_awaitable);

// How long, and for how many bytes, a closed connection is still read: closing over unread bytes
// would reset it, and the client might lose the answer (RFC 9112 9.6).
constexpr int64_t kHangUpMs = 2'000;
constexpr size_t kHangUpBytes = 1'048'576;

// The write timeout holds for each piece: a large answer may take longer, a client that takes
// nothing may not.
constexpr size_t kWritePieceBytes = 262'144;

}  // namespace

Session::Session(asio::ip::tcp::socket socket, asio::ssl::context* tls, SessionContext* context,
                 bool surplus)
    : context_(*context),
      surplus_(surplus),
      socket_(std::move(socket)),
      watchdog_(*context->io),
      answered_(*context->io, asio::steady_timer::time_point::max()) {
  error_code ec;
  socket_.set_option(asio::ip::tcp::no_delay(true), ec);
  auto remote = socket_.remote_endpoint(ec);
  peer_ = ec ? "" : remote.address().to_string();
  if (tls != nullptr) {
    tls_.emplace(socket_, *tls);
  }
}

asio::awaitable<void> Session::Run(std::shared_ptr<Session> self) {
  self->Arm(self->context_.limits.header_timeout_ms);
  bool open = co_await self->Handshake();
  if (open && self->surplus_) {
    Response full = ProblemResponse(503, "too-many-connections", "try again later");
    open = co_await self->WriteResponse(std::move(full), false, true);
  } else if (open) {
    while (co_await self->ServeOne()) {
    }
  }
  if (open) {
    co_await self->HangUp();
  }
  self->Close();
}

void Session::Drain() {
  if (idle_) {
    Close();
  }
  EndStream();
}

void Session::Close() {
  error_code ec;
  closed_ = true;
  socket_.close(ec);
  watchdog_.cancel();
  answered_.cancel();
}

void Session::Deliver(Response response) {
  if (waiting_ && !answer_.has_value()) {
    answer_ = std::move(response);
    answered_.cancel();
  }
}

void Session::Stream(std::string piece) {
  if (streaming_ && !closed_) {
    streamed_ += piece;
    answered_.cancel();
  }
}

void Session::EndStream() {
  if (streaming_) {
    stream_ended_ = true;
    answered_.cancel();
  }
}

void Session::Arm(int64_t timeout_ms) {
  expired_ = false;
  watchdog_.expires_after(std::chrono::milliseconds(timeout_ms));
  watchdog_.async_wait([self = shared_from_this()](error_code ec) {
    if (!ec) {
      self->Expire();
    }
  });
}

void Session::Expire() {
  if (watchdog_.expiry() > asio::steady_timer::clock_type::now()) {
    return;  // armed again after this wait had ended
  }
  error_code ec;
  expired_ = true;
  socket_.cancel(ec);
  answered_.cancel();
}

asio::awaitable<bool> Session::Handshake() {
  if (!tls_.has_value()) {
    co_return true;
  }
  auto [ec] = co_await tls_->async_handshake(asio::ssl::stream_base::server, kUseTuple);
  co_return !ec;
}

asio::awaitable<bool> Session::ServeOne() {
  RequestParser parser(context_.limits, context_.sink_for, tls_.has_value());
  bool received = co_await ReadHead(&parser);
  if (received) {
    received = co_await ReadBody(&parser);
  }
  bool without_body = parser.request().method == "HEAD";
  if (!received) {
    if (parser.refusal().has_value()) {
      const Refusal& refusal = *parser.refusal();
      Response problem = ProblemResponse(refusal.status, refusal.code, refusal.detail);
      co_await WriteResponse(std::move(problem), without_body, true);
    }
    co_return false;
  }
  bool keep = parser.wants_keep_alive();
  Response response = co_await Answer(std::move(parser.request()));
  if (response.streaming.has_value() && !without_body) {
    co_await WriteStream(std::move(response));
    co_return false;
  }
  keep = keep && !expired_ && !closed_ && !context_.stopping;
  bool written = co_await WriteResponse(std::move(response), without_body, !keep);
  served_ = true;
  co_return written&& keep;
}

asio::awaitable<bool> Session::ReadHead(RequestParser* parser) {
  const Limits& limits = context_.limits;
  HeadScanner scanner;
  HeadScanner::State state = HeadScanner::State::kMore;
  idle_ = received_.empty();
  if (idle_ && context_.stopping) {
    co_return false;  // the stop came while the answer was written
  }
  Arm(idle_ && served_ ? limits.idle_timeout_ms : limits.header_timeout_ms);
  for (;;) {
    state = scanner.Scan(std::string_view(received_).substr(0, limits.header_bytes));
    if (state == HeadScanner::State::kDone) {
      break;
    }
    if (state == HeadScanner::State::kBad) {
      parser->Refuse(BadRequest(std::string(scanner.fault())));
      co_return false;
    }
    if (received_.size() >= limits.header_bytes) {
      parser->Refuse({431, "header-too-large", "the header is larger than this server takes"});
      co_return false;
    }
    bool more = co_await ReadMore();
    if (!more) {
      if (expired_ && !idle_) {
        parser->Refuse({408, "timeout", "the header did not come in time"});
      }
      co_return false;
    }
    if (idle_ && served_) {
      Arm(limits.header_timeout_ms);
    }
    idle_ = false;
  }
  bool served = parser->ParseHead(std::string_view(received_).substr(0, scanner.size()));
  received_.erase(0, scanner.size());
  co_return served;
}

asio::awaitable<bool> Session::ReadBody(RequestParser* parser) {
  if (parser->done()) {
    co_return true;
  }
  if (parser->expects_continue() && received_.empty()) {
    bool told = co_await WriteBytes("HTTP/1.1 100 Continue\r\n\r\n", "");
    if (!told) {
      co_return false;
    }
  }
  Arm(context_.limits.body_timeout_ms);
  auto sunk_by = asio::steady_timer::clock_type::now() +
                 std::chrono::milliseconds(context_.limits.sunk_body_timeout_ms);
  for (;;) {
    if (!received_.empty()) {
      received_.erase(0, parser->ParseBody(received_));
    }
    if (parser->refusal().has_value() || parser->done()) {
      co_return !parser->refusal().has_value();
    }
    if (received_.size() > context_.limits.header_bytes) {
      parser->Refuse({431, "header-too-large", "a chunk's header or the trailer is too large"});
      co_return false;
    }
    if (parser->request().sink && asio::steady_timer::clock_type::now() < sunk_by) {
      Arm(context_.limits.body_timeout_ms);
    }
    bool more = co_await ReadMore();
    if (!more) {
      if (expired_) {
        parser->Refuse({408, "timeout", "the body did not come in time"});
      }
      co_return false;
    }
  }
}

asio::awaitable<bool> Session::ReadMore() {
  error_code ec;
  size_t count = 0;
  if (tls_.has_value()) {
    std::tie(ec, count) = co_await tls_->async_read_some(asio::buffer(chunk_), kUseTuple);
  } else {
    std::tie(ec, count) = co_await socket_.async_read_some(asio::buffer(chunk_), kUseTuple);
  }
  received_.append(chunk_.data(), count);
  co_return !ec;
}

asio::awaitable<Response> Session::Answer(Request request) {
  request.peer = peer_;
  Arm(context_.limits.handler_timeout_ms);
  answer_.reset();
  waiting_ = true;
  CallHandler(context_.handler, std::move(request),
              std::make_shared<Responder>(context_.io, weak_from_this()));
  while (!answer_.has_value() && !expired_ && !closed_) {
    co_await answered_.async_wait(kUseTuple);
  }
  waiting_ = false;
  if (!answer_.has_value()) {
    co_return ProblemResponse(503, "timeout", "the request was not answered in time");
  }
  if (!IsSendable(*answer_)) {
    co_return ProblemResponse(500, "internal", "the answer cannot be sent");
  }
  co_return std::move(*answer_);
}

asio::awaitable<bool> Session::WriteResponse(Response response, bool without_body, bool close) {
  std::string head = EncodeHead(response, close, SystemClock().NowMicros());
  if (without_body || !HasContent(response.status)) {
    response.body.clear();
  }
  co_return co_await WriteBytes(std::move(head), std::move(response.body));
}

asio::awaitable<void> Session::WriteStream(Response response) {
  if (context_.streams >= context_.limits.streams) {
    Response full =
        ProblemResponse(503, "too-many-streams", "try again later, or ask now and then");
    co_await WriteResponse(std::move(full), false, true);
    co_return;
  }
  auto state = std::make_shared<StreamState>();
  Streaming streaming = std::move(*response.streaming);
  streaming_ = true;
  stream_ended_ = context_.stopping;
  ++context_.streams;
  bool begun = co_await WriteBytes(EncodeHead(response, true, SystemClock().NowMicros()),
                                   std::move(response.body));
  if (begun) {
    asio::co_spawn(*context_.io, WatchReader(shared_from_this()), asio::detached);
    streaming.begin(std::make_unique<StreamWriter>(context_.io, weak_from_this(), state,
                                                   context_.limits.stream_waiting_bytes));
    co_await WritePieces(streaming.heartbeat, state.get());
  }
  state->ended = true;
  streaming_ = false;
  --context_.streams;
  Close();
}

asio::awaitable<void> Session::WritePieces(const std::string& heartbeat, StreamState* state) {
  bool open = true;
  while (open && !closed_ && (!stream_ended_ || !streamed_.empty())) {
    watchdog_.expires_at(asio::steady_timer::time_point::max());  // only writing is timed
    bool quiet = false;
    if (streamed_.empty()) {
      answered_.expires_after(std::chrono::milliseconds(context_.limits.heartbeat_ms));
      auto [cancelled] = co_await answered_.async_wait(kUseTuple);
      quiet = !cancelled;
    }
    std::string piece = std::exchange(streamed_, "");
    size_t taken = piece.size();
    if (piece.empty() && quiet) {
      piece = heartbeat;
    }
    if (!piece.empty()) {
      open = co_await WriteBytes("", std::move(piece));
    }
    state->waiting_bytes -= taken;
  }
}

asio::awaitable<void> Session::WatchReader(std::shared_ptr<Session> self) {
  bool open = true;
  while (open) {
    self->received_.clear();
    open = co_await self->ReadMore();
  }
  self->Close();
}

asio::awaitable<bool> Session::WriteBytes(std::string head, std::string body) {
  error_code ec;
  size_t sent = 0;
  do {
    size_t piece = std::min(kWritePieceBytes, body.size() - sent);
    std::array<asio::const_buffer, 2> buffers = {asio::buffer(head),
                                                 asio::buffer(body.data() + sent, piece)};
    Arm(context_.limits.write_timeout_ms);
    size_t count = 0;
    if (tls_.has_value()) {
      std::tie(ec, count) = co_await asio::async_write(*tls_, buffers, kUseTuple);
    } else {
      std::tie(ec, count) = co_await asio::async_write(socket_, buffers, kUseTuple);
    }
    head.clear();
    sent += piece;
  } while (!ec && sent < body.size());
  if (ec) {
    Close();  // a client that does not read is not waited for
  }
  co_return !ec;
}

asio::awaitable<void> Session::HangUp() {
  Arm(kHangUpMs);
  if (tls_.has_value()) {
    co_await tls_->async_shutdown(kUseTuple);
  }
  error_code ec;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ec);
  size_t drained = 0;
  while (!ec && !expired_ && drained < kHangUpBytes) {
    size_t count = 0;
    std::tie(ec, count) = co_await socket_.async_read_some(asio::buffer(chunk_), kUseTuple);
    drained += count;
  }
}

}  // namespace assay::http
