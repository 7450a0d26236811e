#include "tests/system/installation.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace assay::testing {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kGlance = std::chrono::milliseconds(20);

uint16_t FreePort() {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  bind(fd, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  close(fd);
  return ntohs(address.sin_port);
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string Binary(const std::string& name) {
  const char* bin = std::getenv("ASSAY_BIN");
  return std::string(bin == nullptr ? "build/dev/bin" : bin) + "/" +
         (name == "assayd" ? name : "assay-" + name);
}

}  // namespace

std::string Name(Shape shape) {
  return shape == Shape::kIpc ? "Ipc" : shape == Shape::kTcp ? "Tcp" : "OneProcess";
}

Installation::Installation(Options options)
    : data_(folder_.Sub("data")), options_(std::move(options)) {
  std::ostringstream toml;
  config_.data = data_;
  config_.http_port = FreePort();
  toml << "[node]\ndata = \"" << data_
       << "\"\ncode = \"HAM\"\nfree_bytes_reserve = 0\nsimulated_clock = "
       << (options_.simulated_clock ? "true" : "false")
       << (options_.simulated_start.empty()
               ? ""
               : "\nsimulated_start = \"" + options_.simulated_start + "T08:00:00Z\"")
       << "\n[http]\nport = " << config_.http_port << "\n[bus]\ntransport = \""
       << (options_.shape == Shape::kTcp ? "tcp" : "ipc") << "\"\n";
  toml << "[witness]\nlogs = [";
  for (const std::string& log : options_.witnessed_logs) {
    toml << "\"" << log << "\",";
  }
  toml << "]\n";
  if (options_.shape == Shape::kTcp) {
    toml << "[bus.addresses]\n";
    for (const char* service : {"directory", "audits", "actions", "training", "scheduling"}) {
      toml << service << " = \"tcp://127.0.0.1:" << FreePort() << "\"\n";
    }
  }
  config_ = runtime::ParseConfig(toml.str(), "test").value();
  mkdir(data_.c_str(), 0700);
  std::ofstream(data_ + "/assay.toml") << toml.str();
  if (options_.shape == Shape::kTcp) {
    EXPECT_TRUE(runtime::MakeKeys(config_).ok());
  }
}

Installation::~Installation() {
  for (const auto& [name, pid] : pids_) {
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
}

void Installation::Start(bool ready) {
  if (options_.shape == Shape::kOneProcess) {
    StartOne("assayd");
  } else {
    for (const std::string& service : options_.services) {
      StartOne(service);
    }
    StartOne("gateway");
  }
  WaitAnswering();
  if (token_.empty()) {
    SignIn();
  }
  if (ready) {
    WaitReady();
  }
}

void Installation::StartOne(const std::string& name) {
  if (pids_.contains(name)) {
    return;
  }
  std::string binary = Binary(name);
  std::string config = data_ + "/assay.toml";
  std::string out = data_ + "/" + name + ".out";
  pid_t pid = fork();
  if (pid == 0) {
    std::string log_path = data_ + "/" + name + ".log";
    dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDOUT_FILENO);
    dup2(open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
    execl(binary.c_str(), binary.c_str(), "--config", config.c_str(), nullptr);
    _exit(127);
  }
  pids_[name] = pid;
}

std::string Installation::LogOf(const std::string& name) const {
  return ReadFile(data_ + "/" + name + ".log");
}

void Installation::Kill(const std::string& name) {
  pid_t pid = pids_.at(name);
  kill(pid, SIGKILL);
  waitpid(pid, nullptr, 0);
  pids_.erase(name);
}

void Installation::StopOne(const std::string& name) {
  pid_t pid = pids_.at(name);
  kill(pid, SIGTERM);
  int status = 0;
  waitpid(pid, &status, 0);
  pids_.erase(name);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << name << ": " << LogOf(name);
}

void Installation::StopAll() {
  while (!pids_.empty()) {
    StopOne(pids_.contains("gateway") ? "gateway" : pids_.begin()->first);
  }
}

bool WaitUntil(const std::function<bool()>& reached) {
  auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!reached()) {
    if (std::chrono::steady_clock::now() >= deadline) {
      return false;
    }
    std::this_thread::sleep_for(kGlance);
  }
  return true;
}

void Installation::WaitFor(const std::string& path) const {
  ctl::ApiClient client(url(), "");
  bool reached = WaitUntil([&] {
    auto answer = client.Get(path);
    return answer.ok() && answer->ok();
  });
  std::string logs;
  for (const auto& [name, pid] : pids_) {
    logs += name + ": " + LogOf(name) + "\n";
  }
  ASSERT_TRUE(reached) << path << ": " << logs;
}

std::string Installation::StartRefused(const std::string& name) {
  size_t before = LogOf(name).size();
  StartOne(name);
  int status = 0;
  waitpid(pids_.at(name), &status, 0);
  pids_.erase(name);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) != 0) << name;
  return LogOf(name).substr(before);
}

void Installation::SignIn() {
  std::string first = ReadFile(data_ + "/gateway.out") + ReadFile(data_ + "/assayd.out");
  constexpr std::string_view kBefore = "with the password ";
  size_t begin = first.find(kBefore);
  ASSERT_NE(begin, std::string::npos) << first;
  begin += kBefore.size();
  std::string password = first.substr(begin, first.find(' ', begin) - begin);
  ctl::ApiClient client(url(), "");
  auto answer =
      client.Post("/api/v1/sessions", R"({"login":"admin","password":")" + password + "\"}");
  ASSERT_TRUE(answer.ok() && answer->ok())
      << (answer.ok() ? answer->body : answer.status().message());
  token_ = answer->Text("token");
}

std::unique_ptr<ctl::ApiClient> Installation::client() const {
  return std::make_unique<ctl::ApiClient>(url(), token_);
}

std::string Installation::url() const {
  return "http://127.0.0.1:" + std::to_string(config_.http_port);
}

}  // namespace assay::testing
