#include "tests/bench/service_under_load.h"

#include <future>

#include "assay/base/thread.h"
#include "services/actions/module.h"
#include "tests/bench/measure.h"

namespace assay::bench {

ServiceUnderLoad::ServiceUnderLoad(const std::string& folder) {
  config_.data = folder;
  config_.transport = runtime::Transport::kIpc;
  config_.log_level = "warning";
  context_ = Must(bus::Context::Create({}));
  runtime::HostOptions options;
  options.config = config_;
  options.module = std::make_shared<const aggregate::Module>(actions::MakeModule());
  options.catalog = std::make_shared<const schema::Catalog>();
  options.rules = &rules::Rulebook::Default();
  options.clock = &clock_;
  options.context = context_;
  host_ = Must(runtime::ServiceHost::Start(options));
  loop_ = Must(bus::Loop::Create(context_));
  thread_ = StartThread("load", [this] { loop_->Run(); });
}

ServiceUnderLoad::~ServiceUnderLoad() {
  loop_->Stop();
  thread_.join();
  host_->Stop();
}

bus::Endpoint ServiceUnderLoad::endpoint() const {
  return Must(runtime::ClientEndpoint(config_, "bench", "actions"));
}

void ServiceUnderLoad::OnLoop(const std::function<void()>& work) {
  std::promise<void> done;
  Must(loop_->Post([&] {
    work();
    done.set_value();
  }));
  done.get_future().wait();
}

}  // namespace assay::bench
