#include "fixture.h"

#include <cstdlib>
#include <filesystem>

#include "assay/base/clock.h"

namespace assay::bus {

TempFolder::TempFolder() : path_("/tmp/assay-bus-XXXXXX") {
  ASSAY_CHECK(::mkdtemp(path_.data()) != nullptr);
}

TempFolder::~TempFolder() {
  std::filesystem::remove_all(path_);
}

Host::Host(std::shared_ptr<Context> context)
    : loop_(Loop::Create(std::move(context)).value()), thread_([this] { loop_->Run(); }) {}

Host::~Host() {
  loop_->Stop();
  thread_.join();
}

bool Host::Eventually(std::function<bool()> holds) {
  auto seen = std::make_shared<std::promise<bool>>();
  auto outcome = seen->get_future();
  int64_t give_up_ms =
      MonotonicMillis() + std::chrono::duration_cast<std::chrono::milliseconds>(kPatience).count();
  Do([&] { Look(std::make_shared<std::function<bool()>>(std::move(holds)), seen, give_up_ms); });
  return outcome.get();
}

void Host::Look(std::shared_ptr<std::function<bool()>> holds,
                std::shared_ptr<std::promise<bool>> seen, int64_t give_up_ms) {
  bool held = (*holds)();
  if (held || MonotonicMillis() > give_up_ms) {
    seen->set_value(held);
    return;
  }
  loop_->After(1, [this, holds, seen, give_up_ms] { Look(holds, seen, give_up_ms); });
}

Pool::Pool() : thread_([this] { Work(); }) {}

Pool::~Pool() {
  {
    std::lock_guard<std::mutex> lock(mu_);
    end_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Status Pool::Run(std::function<void()> work) {
  {
    std::lock_guard<std::mutex> lock(mu_);
    waiting_.push_back(std::move(work));
  }
  changed_.notify_all();
  return OkStatus();
}

void Pool::Work() {
  std::unique_lock<std::mutex> lock(mu_);
  for (;;) {
    changed_.wait(lock, [this] { return end_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      return;
    }
    auto work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
  }
}

std::string TransportName(const testing::TestParamInfo<Transport>& info) {
  switch (info.param) {
    case Transport::kInproc:
      return "Inproc";
    case Transport::kIpc:
      return "Ipc";
    case Transport::kCurve:
      return "Curve";
  }
  return "";
}

Wire::Wire(Transport transport) {
  server_context = Context::Create({1, {client_keys.public_key}, nullptr}).value();
  client_context = Context::Create({}).value();
  switch (transport) {
    case Transport::kInproc:
      client_context = server_context;
      server.address = "inproc://audits";
      break;
    case Transport::kIpc:
      server.address = "ipc://" + folder.path() + "/audits";
      break;
    case Transport::kCurve:
      server.address = "tcp://127.0.0.1:*";
      server.own = server_keys;
      client.own = client_keys;
      client.server_public_key = server_keys.public_key;
      break;
  }
  client.address = server.address;
}

void EchoService::ServeAlso(const std::string& log) {
  host_.Do([&] { server_->ServeFeed(log, log_); });
}

void EchoService::Handle(RequestHandler handler) {
  host_.Do([&] { handler_ = std::move(handler); });
}

void EchoService::RefuseReads(int times) {
  refuse_reads_ = times;
}

EchoService::EchoService(Wire* wire, FakeLog* log, int64_t subscriber_silence_ms)
    : handler_([](IncomingRequest request, const Responder& respond) {
        v1::Reply reply;
        reply.set_id(request.header.method());
        respond(std::move(reply), std::move(request.body));
      }),
      wire_(wire),
      log_(log),
      subscriber_silence_ms_(subscriber_silence_ms),
      host_(wire->server_context) {
  StartServer();
}

EchoService::~EchoService() {
  StopServer();
}

void EchoService::StartServer() {
  ServerOptions options;
  options.endpoint = wire_->server;
  options.read_executor = [this](std::function<void()> work) {
    return refuse_reads_-- > 0 ? Unavailable("the pool is full") : pool_.Run(std::move(work));
  };
  options.subscriber_silence_ms = subscriber_silence_ms_;
  bool bound = host_.Eventually([&] {
    auto server = Server::Bind(host_.loop(), options, [this](IncomingRequest request, Responder r) {
      handler_(std::move(request), std::move(r));
    });
    if (!server.ok()) {
      EXPECT_EQ(server.status().code(), StatusCode::kUnavailable) << server.status().message();
      return false;
    }
    server_ = std::move(server).value();
    if (log_ != nullptr) {
      server_->ServeFeed("audits", log_);
    }
    return true;
  });
  ASSAY_CHECK(bound);
  wire_->server.address = server_->address();
  wire_->client.address = server_->address();
}

void EchoService::StopServer() {
  host_.Do([this] { server_.reset(); });
}

void EchoService::Append(uint64_t entries) {
  log_->Append(entries);
  server_->NotifyHead("audits");
}

Caller::Caller(Wire* wire) : host_(wire->client_context) {
  host_.Do([&] { client_ = Client::Connect(host_.loop(), wire->client).value(); });
}

Caller::~Caller() {
  host_.Do([this] { client_.reset(); });
}

Result<Answer> Caller::Call(std::string body, uint32_t timeout_ms) {
  auto answer = std::make_shared<std::promise<Result<Answer>>>();
  auto outcome = answer->get_future();
  host_.Do([&] {
    client_->Call(RequestNamed("assay.test.v1.Echo", timeout_ms), std::move(body),
                  [answer](Result<Answer> result) { answer->set_value(std::move(result)); });
  });
  ASSAY_CHECK(outcome.wait_for(kPatience) == std::future_status::ready);
  return outcome.get();
}

v1::Request RequestNamed(std::string method, uint32_t timeout_ms) {
  v1::Request request;
  request.set_method(std::move(method));
  request.set_timeout_ms(timeout_ms);
  return request;
}

}  // namespace assay::bus
