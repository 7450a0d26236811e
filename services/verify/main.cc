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
  app.add_option("--policy", options.policy,
                 "File with the keys to trust (tlog-policy); default: those the target names");
  app.add_option("--remember", options.remember,
                 "File that keeps what was seen: the next run proves that none of it was cut or "
                 "changed");
  CLI11_PARSE(app, argc, argv);
  return assay::verify::VerifyTarget(options, std::cout, std::cerr);
}
