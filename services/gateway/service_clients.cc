#include "services/gateway/service_clients.h"

#include "assay/base/thread.h"

namespace assay::gateway {

Result<std::unique_ptr<ServiceClients>> ServiceClients::Start(
    const runtime::Config& config, std::shared_ptr<bus::Context> context,
    const std::vector<std::string>& services) {
  std::unique_ptr<ServiceClients> clients(new ServiceClients());
  clients->services_ = services;
  ASSAY_ASSIGN_OR_RETURN(clients->loop_, bus::Loop::Create(std::move(context)));
  std::map<std::string, ChangeFeed::Source> sources;
  std::map<std::string, bus::Endpoint> endpoints;
  for (const std::string& service : services) {
    ASSAY_ASSIGN_OR_RETURN(bus::Endpoint endpoint,
                           runtime::ClientEndpoint(config, "gateway", service));
    ASSAY_ASSIGN_OR_RETURN(clients->clients_[service],
                           bus::Client::Connect(clients->loop_.get(), endpoint));
    endpoints[service] = endpoint;
    sources[service] = {endpoint, clients->clients_[service].get()};
  }
  clients->changes_ = std::make_unique<ChangeFeed>(clients->loop_.get(), std::move(sources));
  clients->named_files_ = std::make_unique<NamedFiles>(clients->loop_.get(), std::move(endpoints));
  clients->thread_ = StartThread("bus", [loop = clients->loop_.get()] { loop->Run(); });
  return clients;
}

ServiceClients::~ServiceClients() {
  if (thread_.joinable()) {
    loop_->Stop();
    thread_.join();
  }
  named_files_.reset();
  changes_.reset();
  clients_.clear();
}

void ServiceClients::Ask(const std::string& service, bus::v1::Request request, std::string body,
                         bus::AnswerHandler handler) {
  auto shared = std::make_shared<bus::AnswerHandler>(std::move(handler));
  Status posted = loop_->Post(
      [this, service, request = std::move(request), body = std::move(body), shared]() mutable {
        clients_.at(service)->Call(std::move(request), std::move(body), std::move(*shared));
      });
  if (!posted.ok()) {
    (*shared)(posted);
  }
}

}  // namespace assay::gateway
