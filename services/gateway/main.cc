#include "assay/runtime/service_main.h"
#include "services/gateway/gateway.h"

int main(int argc, char** argv) {
  return assay::runtime::RunServices(
      argc, argv, "assay-gateway", "Serves Assay's HTTP API and signs people in.", {},
      {{"gateway",
        [](const assay::runtime::Config& config, std::shared_ptr<assay::bus::Context> context)
            -> assay::Result<std::unique_ptr<assay::runtime::Running>> {
          ASSAY_ASSIGN_OR_RETURN(auto gateway,
                                 assay::gateway::Gateway::Start(config, std::move(context)));
          return std::unique_ptr<assay::runtime::Running>(std::move(gateway));
        }}});
}
