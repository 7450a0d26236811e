#pragma once

#include <string>

namespace assay {

// The domain's no: a value that travels to the caller as a problem document (RFC 9457). Nothing was
// written.
struct Rejection {
  std::string code;     // stable, kebab-case: "finding-closed", "rule-broken", "not-found"
  std::string message;  // one sentence for a person: what is wrong and what would be right; no
                        // personal data
  std::string field;    // the command field it is about, dotted path; empty if none
  std::string rule;     // rule id of the ruleset ("DE-1"); empty unless a rule of the field said no
  std::string clause;   // where the rule comes from ("ISO/IEC 17021-1:2015 9.5.1.1")
  std::string ruleset;  // id and version of the ruleset that judged

  bool operator==(const Rejection&) const = default;
};

}  // namespace assay
