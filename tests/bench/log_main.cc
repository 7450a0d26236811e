// bench_log: the log alone. Prints one line of JSON; tests/bench/compare makes a table of it.
#include <CLI/CLI.hpp>

#include "tests/bench/log_benches.h"
#include "tests/bench/measure.h"

int main(int argc, char** argv) {
  CLI::App app("What the log costs, beside what the machine can do without it.");
  app.require_subcommand(1);
  std::string folder;
  app.add_option("--folder", folder, "an empty folder on the disk to measure")->required();

  uint64_t batches = 300;
  CLI::App* proof = app.add_subcommand("proof", "what the tree and checkpoints cost an append");
  proof->add_option("--batches", batches, "of 512 entries, with and without each");

  uint64_t entries = 200'000;
  int rounds = 3;
  CLI::App* verify = app.add_subcommand("verify", "full verification beside bare SHA-256");
  verify->add_option("--entries", entries, "of the log that is verified");
  verify->add_option("--rounds", rounds, "the middle one counts");

  std::vector<uint64_t> sizes = {100'000, 1'000'000};
  CLI::App* growth = app.add_subcommand("growth", "the same work in a small and a large log");
  growth->add_option("--sizes", sizes, "entries, rising")->delimiter(',');
  CLI11_PARSE(app, argc, argv);

  if (proof->parsed()) {
    assay::bench::Print(assay::bench::MeasureProofCost(folder, batches));
  } else if (verify->parsed()) {
    assay::bench::Print(assay::bench::MeasureVerify(folder, entries, rounds));
  } else {
    assay::bench::Print(assay::bench::MeasureGrowth(folder, sizes));
  }
  return 0;
}
