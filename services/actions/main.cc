#include "assay/runtime/service_main.h"
#include "services/actions/module.h"

int main(int argc, char** argv) {
  return assay::runtime::RunServices(argc, argv, "assay-actions", "Assay's actions service.",
                                     {{"actions", assay::actions::MakeModule, {}}});
}
