#include "services/gateway/gateway.h"

#include <iostream>
#include <optional>

#include "assay/runtime/logger.h"
#include "assay/runtime/rules_folder.h"
#include "services/gateway/api.h"

namespace assay::gateway {
namespace {

constexpr int64_t kGraceMs = 5'000;
constexpr size_t kPasswordThreads = 1;  // hashing uses 64 MiB and a core each

std::string PublicUrl(const runtime::Config& config) {
  if (!config.http_public_url.empty()) {
    return config.http_public_url;
  }
  return (config.tls_certificate.empty() ? "http://" : "https://") + config.http_host + ":" +
         std::to_string(config.http_port);
}

class RunningGateway final : public Gateway {
 public:
  ~RunningGateway() override { Stop(); }

  Status StartAll(const runtime::Config& config, std::shared_ptr<bus::Context> context) {
    std::string first_password;
    ASSAY_ASSIGN_OR_RETURN(accounts_, Accounts::Open(config.Folder("gateway") + "/accounts",
                                                     &clock_, &first_password));
    // Before anybody can be served, and even if nobody can: it is not made again.
    if (!first_password.empty()) {
      std::cout << "First start. Sign in as \"admin\" with the password " << first_password
                << " and change it; it is not shown again. A browser at " << PublicUrl(config)
                << " asks for it to set the administrator." << std::endl;
    }
    ASSAY_ASSIGN_OR_RETURN(clients_,
                           ServiceClients::Start(config, std::move(context), catalog_.services()));
    pool_ = std::make_unique<runtime::Pool>(kPasswordThreads);
    ASSAY_ASSIGN_OR_RETURN(witness_,
                           Witness::Open({.folder = config.Folder("gateway") + "/witness",
                                          .name = config.origin + "/" + config.node + "/witness",
                                          .logs = config.witnessed_logs,
                                          .clock = &clock_}));
    uploads_ = std::make_unique<Uploads>(config.Folder("uploads"));
    ASSAY_ASSIGN_OR_RETURN(
        console_, ConsoleFiles::Load(config.http_console.empty() ? ConsoleFiles::DefaultFolder()
                                                                 : config.http_console));
    ASSAY_ASSIGN_OR_RETURN(rules_, runtime::LoadRulebook(config));
    api_ = std::make_unique<Api>(Api::Options{
        &catalog_, accounts_.get(), clients_.get(), pool_.get(), witness_.get(), uploads_.get(),
        &console_, &*rules_, PublicUrl(config), config.origin + "/" + config.node});
    http::ServerOptions server;
    server.host = config.http_host;
    server.port = config.http_port;
    server.tls_certificate = config.tls_certificate;
    server.tls_key = config.tls_key;
    server.limits.sunk_body_bytes = Uploads::kBytesMax;
    server.sink_for = [this](const http::Request& request) { return api_->SinkFor(request); };
    ASSAY_ASSIGN_OR_RETURN(
        server_, http::Server::Start(server, [this](http::Request request, http::Respond respond) {
          api_->Handle(std::move(request), std::move(respond));
        }));
    runtime::Log(runtime::Level::kInfo, "gateway", "started",
                 {{"address", (config.tls_certificate.empty() ? "http://" : "https://") +
                                  config.http_host + ":" + std::to_string(server_->port())}});
    return OkStatus();
  }

  void Stop() override {
    if (server_ == nullptr) {
      return;
    }
    server_->Stop(kGraceMs);
    server_.reset();
    pool_->Stop();
    clients_.reset();
    runtime::Log(runtime::Level::kInfo, "gateway", "stopped");
  }

  uint16_t port() const override { return server_->port(); }

 private:
  SystemClock clock_;
  schema::Catalog catalog_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<ServiceClients> clients_;
  std::unique_ptr<runtime::Pool> pool_;
  std::unique_ptr<Witness> witness_;
  std::unique_ptr<Uploads> uploads_;
  ConsoleFiles console_;
  std::optional<rules::Rulebook> rules_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace

Result<std::unique_ptr<Gateway>> Gateway::Start(const runtime::Config& config,
                                                std::shared_ptr<bus::Context> context) {
  auto gateway = std::make_unique<RunningGateway>();
  ASSAY_RETURN_IF_ERROR(gateway->StartAll(config, std::move(context)));
  return std::unique_ptr<Gateway>(std::move(gateway));
}

}  // namespace assay::gateway
