#include "problem.h"

#include <cctype>
#include <string_view>
#include <utility>

#include "assay/aggregate/processor.h"

namespace assay::aggregate {

std::string Spoken(std::string name) {
  for (char& c : name) {
    c = c == '_' || c == '-' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return name;
}

assay::Problem ToProblem(const Rejection& rejection) {
  static constexpr std::pair<std::string_view, uint32_t> kStatuses[] = {
      {"not-found", 404},          {"already-exists", 409},
      {"wrong-state", 409},        {"version-conflict", 412},
      {"forbidden", 403},          {"unauthenticated", 401},
      {"missing-field", 400},      {"invalid-field", 400},
      {"malformed-json", 400},     {"unknown-command", 404},
      {"unavailable", 503},        {"too-many-requests", 429},
      {"method-not-allowed", 405}, {"unsupported-media-type", 415},
      {"internal", 500},           {"missing-idempotency-key", 400},
      {"malformed-body", 400},     {"invalid-filter", 400},
      {"invalid-sort", 400},       {"invalid-page-token", 400},
      {"too-large", 413},          {"invalid-upload", 400},
  };
  assay::Problem problem;
  problem.set_status(422);
  for (const auto& [code, status] : kStatuses) {
    if (code == rejection.code) {
      problem.set_status(status);
    }
  }
  problem.set_code(rejection.code);
  problem.set_title(Spoken(rejection.code));
  problem.set_detail(rejection.message);
  problem.set_field(rejection.field);
  problem.set_rule(rejection.rule);
  problem.set_clause(rejection.clause);
  problem.set_ruleset(rejection.ruleset);
  return problem;
}

}  // namespace assay::aggregate
