#include "assay/runtime/service_main.h"
#include "services/training/module.h"

int main(int argc, char** argv) {
  return assay::runtime::RunServices(argc, argv, "assay-training", "Assay's training service.",
                                     {{"training", assay::training::MakeModule, {}}});
}
