#include "assay/http/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "assay/base/thread.h"
#include "session.h"
#include "tls_context.h"

namespace assay::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kUseTuple = asio::as_tuple(asio::use_awaitable);
constexpr size_t kSurplusMax =
    64;  // connections beyond the limit that are told so; further ones are closed unanswered
constexpr auto kAcceptPause =
    std::chrono::milliseconds(100);  // after a failed accept, e.g. no descriptors left

Result<tcp::acceptor> Listen(asio::io_context& io, const std::string& host, uint16_t port) {
  std::string where = host + ":" + std::to_string(port);
  error_code ec;
  auto found = tcp::resolver(io).resolve(host, std::to_string(port), tcp::resolver::passive, ec);
  if (ec || found.empty()) {
    return InvalidArgument("listen on " + where + ": " + ec.message());
  }
  tcp::endpoint endpoint = *found.begin();
  tcp::acceptor acceptor(io);
  acceptor.open(endpoint.protocol(), ec);
  if (!ec) {
    acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
  }
  if (!ec) {
    acceptor.bind(endpoint, ec);
  }
  if (!ec) {
    acceptor.listen(asio::socket_base::max_listen_connections, ec);
  }
  if (ec) {
    return Unavailable("listen on " + where + ": " + ec.message());
  }
  return acceptor;
}

class AsioServer final : public Server {
 public:
  AsioServer(const ServerOptions& options, Handler handler, std::shared_ptr<asio::io_context> io,
             tcp::acceptor acceptor, TlsContext tls);
  ~AsioServer() override { Stop(0); }

  void Stop(int64_t grace_ms) override;
  uint16_t port() const override { return port_; }

 private:
  asio::awaitable<void> Accept();
  void Serve(tcp::socket socket);
  void Ended(const std::shared_ptr<Session>& session);
  void BeginStop(int64_t grace_ms);
  void CloseAll();

  // Constant after construction, but for context_.stopping.
  SessionContext context_;
  std::optional<asio::ssl::context> tls_;
  uint16_t port_;

  // Owned by the loop thread.
  tcp::acceptor acceptor_;
  asio::steady_timer accept_pause_;
  asio::steady_timer grace_;
  std::set<std::shared_ptr<Session>> sessions_;

  std::once_flag stopped_;
  std::thread thread_;
};

AsioServer::AsioServer(const ServerOptions& options, Handler handler,
                       std::shared_ptr<asio::io_context> io, tcp::acceptor acceptor, TlsContext tls)
    : context_{options.limits, std::move(handler), options.sink_for, std::move(io)},
      port_(acceptor.local_endpoint().port()),
      acceptor_(std::move(acceptor)),
      accept_pause_(*context_.io),
      grace_(*context_.io) {
  if (tls != nullptr) {
    tls_.emplace(tls.release());
  }
  asio::co_spawn(*context_.io, Accept(),
                 [](const std::exception_ptr& failure) { ASSAY_CHECK(failure == nullptr); });
  thread_ = StartThread("http", [io = context_.io] { io->run(); });
}

void AsioServer::Stop(int64_t grace_ms) {
  ASSAY_CHECK(std::this_thread::get_id() != thread_.get_id());
  std::call_once(stopped_, [&] {
    asio::post(*context_.io, [this, grace_ms] { BeginStop(grace_ms); });
    thread_.join();
  });
}

void AsioServer::BeginStop(int64_t grace_ms) {
  error_code ec;
  context_.stopping = true;
  acceptor_.close(ec);
  accept_pause_.cancel();
  for (const auto& session : sessions_) {
    session->Drain();
  }
  if (grace_ms <= 0) {
    CloseAll();
    return;
  }
  grace_.expires_after(std::chrono::milliseconds(grace_ms));
  grace_.async_wait([this](error_code cancelled) {
    if (!cancelled) {
      CloseAll();
    }
  });
  if (sessions_.empty()) {
    grace_.cancel();
  }
}

void AsioServer::CloseAll() {
  for (const auto& session : sessions_) {
    session->Close();
  }
}

asio::awaitable<void> AsioServer::Accept() {
  while (!context_.stopping) {
    auto [ec, socket] = co_await acceptor_.async_accept(kUseTuple);
    if (!ec) {
      Serve(std::move(socket));
    } else if (!context_.stopping) {
      accept_pause_.expires_after(kAcceptPause);
      co_await accept_pause_.async_wait(kUseTuple);
    }
  }
}

void AsioServer::Serve(tcp::socket socket) {
  size_t connections_max = context_.limits.connections;
  if (context_.stopping || sessions_.size() >= connections_max + kSurplusMax) {
    return;
  }
  bool surplus = sessions_.size() >= connections_max;
  auto session = std::make_shared<Session>(std::move(socket), tls_.has_value() ? &*tls_ : nullptr,
                                           &context_, surplus);
  sessions_.insert(session);
  asio::co_spawn(*context_.io, Session::Run(session),
                 [this, session](const std::exception_ptr& /*out of memory, say: this one ends*/) {
                   Ended(session);
                 });
}

void AsioServer::Ended(const std::shared_ptr<Session>& session) {
  session->Close();
  sessions_.erase(session);
  if (context_.stopping && sessions_.empty()) {
    grace_.cancel();
  }
}

}  // namespace

// Options are taken by value, as the contract says.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
Result<std::unique_ptr<Server>> Server::Start(ServerOptions options, Handler handler) {
  TlsContext tls;
  if (!options.tls_certificate.empty() || !options.tls_key.empty()) {
    ASSAY_ASSIGN_OR_RETURN(tls, MakeTlsContext(options.tls_certificate, options.tls_key));
  }
  try {
    auto io = std::make_shared<asio::io_context>(1);
    ASSAY_ASSIGN_OR_RETURN(tcp::acceptor acceptor, Listen(*io, options.host, options.port));
    return std::unique_ptr<Server>(std::make_unique<AsioServer>(
        options, std::move(handler), std::move(io), std::move(acceptor), std::move(tls)));
  } catch (const std::exception& failure) {  // no descriptors or no thread left
    return Unavailable(std::string("the HTTP server cannot start: ") + failure.what());
  }
}

}  // namespace assay::http
