#pragma once

#include <iosfwd>
#include <string>

namespace assay::verify {

struct Options {
  std::string target;    // an evidence file, or the http or https address of a gateway
  std::string policy;    // a file with the policy to trust; empty: the one of the target
  std::string remember;  // a file with the checkpoints seen last time; empty: none
};

inline constexpr int kVerified = 0;
inline constexpr int kNotVerified = 1;
inline constexpr int kNotChecked = 2;

// Verifies and reports to `out`, progress and what hinders to `err`; one of the exit codes above.
int VerifyTarget(const Options& options, std::ostream& out, std::ostream& err);

}  // namespace assay::verify
