#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/base/rejection.h"
#include "assay/calculators/v1/calculators.pb.h"
#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"

namespace assay::calculators {

// The way to an answer, told while it is computed: steps, and what the rules have to say. One
// thread.
class Narration {
 public:
  // `ruleset` outlives it.
  Narration(const rules::Ruleset& ruleset, v1::Basis basis);

  const rules::Ruleset& ruleset() const { return ruleset_; }
  rules::Basis basis() const { return basis_; }

  // REQUIRES: `rule` is in the ruleset.
  void Step(std::string_view rule, std::string text);
  void Judge(const rules::Judgement& judgement) { judgement_.Merge(judgement); }

  // Puts steps, warnings, verdict and ruleset into an answer.
  template <typename Answer>
  void Finish(Answer* answer) const {
    answer->set_ruleset(ruleset_.name());
    answer->set_verdict(Verdict());
    for (const v1::Step& step : steps_) {
      *answer->add_steps() = step;
    }
    for (const v1::Warning& warning : Warnings()) {
      *answer->add_warnings() = warning;
    }
  }

 private:
  v1::Verdict Verdict() const;
  std::vector<v1::Warning> Warnings() const;

  const rules::Ruleset& ruleset_;
  rules::Basis basis_;
  std::vector<v1::Step> steps_;
  rules::Judgement judgement_;
};

Rejection Missing(std::string field, std::string message);
Rejection Invalid(std::string field, std::string message);

// The date of a field that was validated; none for the empty text.
std::optional<calendar::Date> DateOf(const std::string& text);
// REQUIRES: the field was required.
calendar::Date RequiredDate(const std::string& text);

// "1 site", "2 sites".
std::string Counted(int64_t count, const std::string& noun);

}  // namespace assay::calculators
