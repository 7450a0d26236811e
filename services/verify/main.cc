#include <CLI/CLI.hpp>
#include <iostream>

#include "services/verify/verify_target.h"

int main(int argc, char** argv) {
  CLI::App app{
      "Verifies an Assay installation's history from outside. Exit code 0: verified, 1: not "
      "verified, 2: could not be checked.",
      "assay-verify"};
  app.set_version_flag("--version", "0.1.0");
  assay::verify::Options options;
  app.add_option("target", options.target,
                 "An evidence file, or the address of an installation: https://assay.example")
      ->required();
  assay::verify::AddOptions(&app, &options);
  CLI11_PARSE(app, argc, argv);
  return assay::verify::VerifyTarget(options, std::cout, std::cerr);
}
