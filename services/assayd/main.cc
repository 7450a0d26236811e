#include "assay/runtime/service_main.h"
#include "services/actions/module.h"
#include "services/audits/module.h"
#include "services/directory/module.h"
#include "services/directory/open_person_keys.h"
#include "services/gateway/gateway.h"
#include "services/scheduling/module.h"
#include "services/training/module.h"

namespace {

assay::Result<std::unique_ptr<assay::runtime::Running>> StartGateway(
    const assay::runtime::Config& config, std::shared_ptr<assay::bus::Context> context) {
  ASSAY_ASSIGN_OR_RETURN(auto gateway, assay::gateway::Gateway::Start(config, std::move(context)));
  return std::unique_ptr<assay::runtime::Running>(std::move(gateway));
}

}  // namespace

int main(int argc, char** argv) {
  return assay::runtime::RunServices(
      argc, argv, "assayd", "All of Assay in one process.",
      {{"directory", assay::directory::MakeModule, assay::directory::OpenPersonKeys},
       {"audits", assay::audits::MakeModule, {}},
       {"actions", assay::actions::MakeModule, {}},
       {"training", assay::training::MakeModule, {}},
       {"scheduling", assay::scheduling::MakeModule, {}}},
      {{"gateway", StartGateway}});
}
