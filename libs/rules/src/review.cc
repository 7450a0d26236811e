#include "assay/rules/review.h"

#include <algorithm>

#include "text.h"

namespace assay::rules {
namespace {

std::vector<ReviewItem> Required(const std::vector<ReviewItem>& items,
                                 std::span<const std::string> standards) {
  std::vector<ReviewItem> required;
  for (const ReviewItem& item : items) {
    bool asked = std::any_of(standards.begin(), standards.end(), [&item](const std::string& key) {
      return item.clauses.contains(key);
    });
    if (asked) {
      required.push_back(item);
    }
  }
  return required;
}

bool IsTreated(std::span<const ReviewInput> inputs, const std::string& code) {
  return std::any_of(inputs.begin(), inputs.end(), [&code](const ReviewInput& input) {
    return input.code == code && (input.has_content || input.nothing_to_report);
  });
}

}  // namespace

std::vector<ReviewItem> RequiredInputs(const Ruleset& ruleset,
                                       std::span<const std::string> standards) {
  return Required(ruleset.review_inputs(), standards);
}

std::vector<ReviewItem> RequiredOutputs(const Ruleset& ruleset,
                                        std::span<const std::string> standards) {
  return Required(ruleset.review_outputs(), standards);
}

std::vector<std::string> MissingInputs(const Ruleset& ruleset, const Review& review) {
  std::vector<std::string> missing;
  for (const ReviewItem& item : RequiredInputs(ruleset, review.standards)) {
    if (!IsTreated(review.inputs, item.code)) {
      missing.push_back(item.code);
    }
  }
  return missing;
}

std::vector<std::string> MissingOutputs(const Ruleset& ruleset, const Review& review) {
  std::vector<std::string> missing;
  for (const ReviewItem& item : RequiredOutputs(ruleset, review.standards)) {
    if (!Contains(review.outputs, item.code)) {
      missing.push_back(item.code);
    }
  }
  return missing;
}

Judgement JudgeReview(const Ruleset& ruleset, Basis basis, const Review& review) {
  Judgement judgement;
  std::vector<std::string> inputs = MissingInputs(ruleset, review);
  if (!inputs.empty()) {
    judgement.Add(ruleset, basis, "MR-1",
                  "inputs with neither content nor \"nothing to report\": " + Join(inputs));
  }
  if (!review.top_management_present) {
    judgement.Add(ruleset, basis, "MR-2", "nobody of top management took part in the review");
  }
  std::vector<std::string> outputs = MissingOutputs(ruleset, review);
  if (!outputs.empty()) {
    judgement.Add(ruleset, basis, "MR-3", "results without an entry: " + Join(outputs));
  }
  return judgement;
}

}  // namespace assay::rules
