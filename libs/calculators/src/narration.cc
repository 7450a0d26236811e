#include "narration.h"

#include <algorithm>
#include <utility>

#include "assay/base/check.h"

namespace assay::calculators {
namespace {

rules::Basis BasisOf(v1::Basis basis) {
  return basis == v1::act    ? rules::Basis::kAct
         : basis == v1::fact ? rules::Basis::kFact
                             : rules::Basis::kPlan;
}

v1::Verdict VerdictOf(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::kInfo:
      return v1::INFO;
    case rules::Severity::kWarn:
      return v1::WARN;
    case rules::Severity::kBlock:
      return v1::BLOCK;
  }
  return v1::BLOCK;
}

}  // namespace

Narration::Narration(const rules::Ruleset& ruleset, v1::Basis basis)
    : ruleset_(ruleset), basis_(BasisOf(basis)) {}

void Narration::Step(std::string_view rule, std::string text) {
  const rules::Rule* found = ruleset_.Find(rule);
  ASSAY_CHECK(found != nullptr);
  v1::Step& step = steps_.emplace_back();
  step.set_rule(found->id);
  step.set_clause(found->clause);
  step.set_ruleset(ruleset_.name());
  step.set_text(std::move(text));
}

v1::Verdict Narration::Verdict() const {
  v1::Verdict worst = v1::OK;
  for (const rules::Breach& breach : judgement_.breaches()) {
    worst = std::max(worst, VerdictOf(breach.severity));
  }
  return worst;
}

std::vector<v1::Warning> Narration::Warnings() const {
  std::vector<v1::Warning> warnings;
  for (const rules::Breach& breach : judgement_.breaches()) {
    v1::Warning& warning = warnings.emplace_back();
    warning.set_rule(breach.rule);
    warning.set_clause(breach.clause);
    warning.set_ruleset(breach.ruleset);
    warning.set_severity(VerdictOf(breach.severity));
    warning.set_text(breach.message);
  }
  return warnings;
}

Rejection Missing(std::string field, std::string message) {
  return {.code = "missing-field", .message = std::move(message), .field = std::move(field)};
}

Rejection Invalid(std::string field, std::string message) {
  return {.code = "invalid-field", .message = std::move(message), .field = std::move(field)};
}

std::optional<calendar::Date> DateOf(const std::string& text) {
  Result<std::optional<calendar::Date>> date = calendar::Date::ParseOptional(text);
  return date.ok() ? *date : std::nullopt;
}

calendar::Date RequiredDate(const std::string& text) {
  return calendar::Date::Parse(text).value();
}

std::string Counted(int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace assay::calculators
