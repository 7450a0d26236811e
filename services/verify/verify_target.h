#pragma once

#include <iosfwd>
#include <string>

#include "assay/evidence/report.h"

namespace CLI {
class App;
}

namespace assay::verify {

struct Options {
  std::string target;    // an evidence file, or the http or https address of a gateway
  std::string policy;    // a file with the policy to trust; empty: the one of the target
  std::string remember;  // a file with the checkpoints seen last time; empty: none
  bool accept_new_epoch = false;
};

inline constexpr int kVerified = 0;
inline constexpr int kNotVerified = 1;
inline constexpr int kNotChecked = 2;

// Verifies and reports to `out`, progress and what hinders to `err`; one of the exit codes above.
int VerifyTarget(const Options& options, std::ostream& out, std::ostream& err);

// The options of the command line but the target; `options` outlives the parsing.
void AddOptions(CLI::App* app, Options* options);
// Prints the report, to `err` if something hindered the check; its exit code.
int Tell(const evidence::Report& report, std::ostream& out, std::ostream& err);

}  // namespace assay::verify
