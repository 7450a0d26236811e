#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assay/base/status.h"

namespace assay::evidence {

enum class Verdict {
  kVerified,
  kNotVerified,  // a check failed
  kNotChecked,   // something needed for a check could not be had: nothing is said against the
                 // history
};

// Sentences about what was checked, in order, and the verdict. A value.
struct Report {
  std::vector<std::string> lines;
  std::string failure;  // what is wrong, or what hinders; empty: verified
  Verdict verdict = Verdict::kVerified;

  bool ok() const { return verdict == Verdict::kVerified; }
  // Ends the report with a check that failed or, for Unavailable, NotFound and PermissionDenied,
  // one that could not be made.
  void Fail(const Status& status);
  // For people: the lines, then the verdict; each Printable.
  std::string ToString() const;
};

// `text` with every byte that is not printable ASCII, and the backslash, as "\x1b": what a stranger
// wrote can then neither begin a line of its own nor move a terminal's cursor.
std::string Printable(std::string_view text);

}  // namespace assay::evidence
