#include "fixture.h"

#include <algorithm>
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

FakeLog::FakeLog(uint64_t entries, uint64_t tail) : tail_(tail) {
  hello_.set_log_id("0190a4b2-0000-7000-8000-000000000001");
  hello_.set_origin("assay.example/audits");
  hello_.set_epoch(1);
  Append(entries);
}

v1::Hello FakeLog::Describe() {
  std::lock_guard<std::mutex> lock(mu_);
  v1::Hello hello = hello_;
  hello.set_next(entries_.size());
  return hello;
}

Result<EntryBatch> FakeLog::Read(uint64_t from, size_t entries_max, size_t bytes_max) {
  std::lock_guard<std::mutex> lock(mu_);
  ++reads_;
  if (!failure_.ok()) {
    return failure_;
  }
  return Take(from, entries_max, bytes_max);
}

EntryBatch FakeLog::ReadTail(uint64_t from, size_t entries_max, size_t bytes_max) {
  std::lock_guard<std::mutex> lock(mu_);
  return from + tail_ < entries_.size() ? EntryBatch() : Take(from, entries_max, bytes_max);
}

EntryBatch FakeLog::Take(uint64_t from, size_t entries_max, size_t bytes_max) const {
  ASSAY_CHECK(entries_max > 0 && bytes_max > 0);
  EntryBatch batch{from, {}};
  size_t bytes = 0;
  while (from < entries_.size() && batch.entries.size() < entries_max && bytes < bytes_max) {
    bytes += entries_[from].size();
    batch.entries.push_back(entries_[from++]);
  }
  return batch;
}

void FakeLog::Append(uint64_t entries) {
  std::lock_guard<std::mutex> lock(mu_);
  for (uint64_t i = 0; i < entries; ++i) {
    uint64_t position = entries_.size();
    entries_.push_back("entry " + std::to_string(position) + std::string(position % 97, '.'));
  }
}

void FakeLog::Replace(uint64_t position, std::string entry) {
  std::lock_guard<std::mutex> lock(mu_);
  entries_[position] = std::move(entry);
}

void FakeLog::Truncate(uint64_t next) {
  std::lock_guard<std::mutex> lock(mu_);
  entries_.resize(next);
}

void FakeLog::Become(std::string log_id, uint32_t epoch) {
  std::lock_guard<std::mutex> lock(mu_);
  hello_.set_log_id(std::move(log_id));
  hello_.set_epoch(epoch);
}

void FakeLog::Fail(Status failure) {
  std::lock_guard<std::mutex> lock(mu_);
  failure_ = std::move(failure);
}

std::string FakeLog::At(uint64_t position) const {
  std::lock_guard<std::mutex> lock(mu_);
  return entries_.at(position);
}

uint64_t FakeLog::reads() const {
  std::lock_guard<std::mutex> lock(mu_);
  return reads_;
}

void Follower::Start(SubscriptionOptions options) {
  {
    std::lock_guard<std::mutex> lock(mu_);
    next_ = options.from;
  }
  host_.Do([&] { subscription_ = Subscription::Start(host_.loop(), options, this).value(); });
}

void Follower::Stop() {
  host_.Do([this] { subscription_.reset(); });
}

void Follower::GrantInLumps(uint32_t lump) {
  host_.Do([&] {
    lump_ = lump;
    GrantLump();
  });
}

void Follower::GrantLump() {
  uint32_t lump = by_hand_ ? lump_ : unapplied_;
  if (lump > 0 && unapplied_ >= lump) {
    unapplied_ -= lump;
    subscription_->Grant(lump);
  }
}

void Follower::OnEntries(uint64_t first, std::vector<std::string> entries, uint64_t next) {
  {
    std::lock_guard<std::mutex> lock(mu_);
    EXPECT_EQ(first, next_);
    EXPECT_FALSE(forked_);
    EXPECT_GE(next, first + entries.size());
    for (size_t i = 0; i < entries.size(); ++i) {
      ASSERT_EQ(entries[i], log_->At(first + i));
    }
    next_ = first + entries.size();
    largest_batch_ = std::max(largest_batch_, entries.size());
    EXPECT_EQ(subscription_->next(), next_);
  }
  changed_.notify_all();
  unapplied_ += static_cast<uint32_t>(entries.size());
  GrantLump();
}

void Follower::OnFork(const v1::Hello& hello) {
  std::lock_guard<std::mutex> lock(mu_);
  EXPECT_FALSE(forked_);
  forked_ = true;
  hello_ = hello;
  changed_.notify_all();
}

void Follower::OnPresence(bool present, const v1::Hello& hello) {
  std::lock_guard<std::mutex> lock(mu_);
  EXPECT_NE(present, present_);
  present_ = present;
  hello_ = hello;
  changed_.notify_all();
}

bool Follower::WaitFor(const std::function<bool()>& holds) {
  std::unique_lock<std::mutex> lock(mu_);
  return changed_.wait_for(lock, kPatience, holds);
}

bool Follower::WaitForNext(uint64_t next) {
  return WaitFor([&] { return next_ >= next; });
}

bool Follower::WaitForFork() {
  return WaitFor([&] { return forked_; });
}

bool Follower::WaitForPresence(bool present) {
  return WaitFor([&] { return present_ == present; });
}

uint64_t Follower::next() const {
  std::lock_guard<std::mutex> lock(mu_);
  return next_;
}

size_t Follower::largest_batch() const {
  std::lock_guard<std::mutex> lock(mu_);
  return largest_batch_;
}

v1::Hello Follower::hello() const {
  std::lock_guard<std::mutex> lock(mu_);
  return hello_;
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
