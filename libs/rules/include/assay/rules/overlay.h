#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/rules/ruleset.h"

namespace assay::rules {

// What an overlay says otherwise about one rule. What it does not say stays.
struct RuleChange {
  std::string rule;
  uint32_t line = 0;  // of the file
  std::optional<Severity> severity = {};
  std::optional<std::vector<Basis>> applies = {};  // empty list: switched off
  Parameters parameters = {};                      // each in place of the one of its name
};

// What one certification body or one organisation holds otherwise than the built-in rules: a
// version of a small file beside them. A value.
struct Overlay {
  static constexpr size_t kTextBytesMax = 100'000;

  std::string file;     // its name, for messages
  std::string name;     // "nordmark-3": id and version
  std::string extends;  // the ruleset it was written for: "assay-2026.1"
  // Ids it speaks for; one of both is empty. A body has an id in each organisation that registered
  // it.
  std::vector<std::string> organisations = {};
  std::vector<std::string> bodies = {};
  std::vector<RuleChange> changes = {};
  std::vector<AuditTimeTable> audit_times = {};  // each in place of the one for its standard
};

// Reads an overlay from TOML in the form of data/README.md. InvalidArgument, naming the file and
// the line or rule, for malformed TOML, an unknown key, an id or version that a name cannot hold,
// or when it speaks for neither or both of organisation and body. Whether its rules and parameters
// exist and keep their bounds, Ruleset::With finds.
Result<Overlay> ParseOverlay(const std::string& file, std::string_view toml);

}  // namespace assay::rules
