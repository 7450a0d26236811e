#include "assay/runtime/service_main.h"
#include "services/audits/module.h"

int main(int argc, char** argv) {
  return assay::runtime::RunServices(argc, argv, "assay-audits", "Assay's audits service.",
                                     {{"audits", assay::audits::MakeModule, {}}});
}
