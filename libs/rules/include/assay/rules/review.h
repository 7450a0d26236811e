#pragma once

#include <span>
#include <string>
#include <vector>

#include "assay/rules/judgement.h"

// Management review (rules.md 8.2): inputs and outputs by standard, as data of the ruleset.
namespace assay::rules {

// The inputs (outputs) that a review of these standards must treat, each once, in the ruleset's
// order. Standards are keys (standard.h); the items' clauses say which standard asks for what.
std::vector<ReviewItem> RequiredInputs(const Ruleset& ruleset,
                                       std::span<const std::string> standards);
std::vector<ReviewItem> RequiredOutputs(const Ruleset& ruleset,
                                        std::span<const std::string> standards);

struct ReviewInput {
  std::string code;
  bool has_content = false;
  bool nothing_to_report = false;  // said explicitly
};

struct Review {
  std::span<const std::string> standards = {};
  std::span<const ReviewInput> inputs = {};
  std::span<const std::string> outputs = {};  // codes with at least one entry
  bool top_management_present = false;
};

// Codes that a review lacks: inputs with neither content nor an explicit "nothing to report";
// outputs without entry.
std::vector<std::string> MissingInputs(const Ruleset& ruleset, const Review& review);
std::vector<std::string> MissingOutputs(const Ruleset& ruleset, const Review& review);

// MR-1 inputs missing, MR-2 nobody of top management took part, MR-3 outputs missing: what stands
// against signing.
Judgement JudgeReview(const Ruleset& ruleset, Basis basis, const Review& review);

}  // namespace assay::rules
