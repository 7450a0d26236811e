#include "assay/runtime/service_main.h"
#include "services/directory/module.h"
#include "services/directory/open_person_keys.h"

int main(int argc, char** argv) {
  return assay::runtime::RunServices(
      argc, argv, "assay-directory", "Assay's directory service.",
      {{"directory", assay::directory::MakeModule, assay::directory::OpenPersonKeys}});
}
