#include "assay/runtime/service_main.h"
#include "services/scheduling/module.h"

int main(int argc, char** argv) {
  return assay::runtime::RunServices(argc, argv, "assay-scheduling", "Assay's scheduling service.",
                                     {{"scheduling", assay::scheduling::MakeModule, {}}});
}
