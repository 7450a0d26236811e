#include "assay/rules/readiness.h"

#include <algorithm>

#include "text.h"

namespace assay::rules {
namespace {

class Builder {
 public:
  // A count that must reach the least number the ruleset names.
  void AtLeast(const char* code, const char* what, int64_t count, int64_t least) {
    Add(code, std::string(what) + ": " + std::to_string(count) + " of " + std::to_string(least),
        count >= least);
  }
  // A count that must be nothing.
  void None(const char* code, const char* what, int64_t count) {
    Add(code, std::string(what) + ": " + std::to_string(count), count == 0);
  }
  void Add(const char* code, std::string detail, bool met, bool required = true) {
    readiness_.items.push_back(
        {.code = code, .detail = std::move(detail), .met = met, .required = required});
  }
  // Nothing may be left over; what is, is listed.
  void Nothing(const char* code, const std::string& good, const char* bad,
               const std::vector<std::string>& left, bool required) {
    Add(code, left.empty() ? good : bad + Join(left), left.empty(), required);
  }

  Readiness Finish(bool pre_audit_settled) && {
    readiness_.ready =
        std::all_of(readiness_.items.begin(), readiness_.items.end(),
                    [](const ReadinessItem& item) { return item.met || !item.required; });
    readiness_.milestone_m3 = readiness_.ready && pre_audit_settled;
    return std::move(readiness_);
  }

 private:
  Readiness readiness_;
};

void AddAudits(const Ruleset& ruleset, const ReadinessFacts& facts, Builder* builder) {
  int64_t auditors = ruleset.Int("RD-1", "auditors_min");
  builder->AtLeast("auditors-trained", "internal auditors trained", facts.auditors_trained,
                   auditors);
  builder->AtLeast("auditors-appointed", "internal auditors appointed", facts.auditors_appointed,
                   auditors);
  builder->AtLeast("desktop-audit", "desktop audits finished", facts.desktop_audits,
                   ruleset.Int("RD-1", "desktop_audits_min"));
  builder->AtLeast("implementation-audits", "implementation audits finished",
                   facts.implementation_audits, ruleset.Int("RD-1", "implementation_audits_min"));
  builder->Add("results-discussed",
               facts.results_discussed ? "the forum has discussed the results of the audits"
                                       : "the forum has not discussed the results of the audits",
               facts.results_discussed);
}

void AddTraining(const Ruleset& ruleset, const ReadinessFacts& facts, Builder* builder) {
  builder->Add("forum-trained",
               facts.forum_trained ? "the forum is trained in its role"
                                   : "the forum is not trained in its role",
               facts.forum_trained);
  builder->AtLeast("administrators-trained", "administrators trained", facts.administrators_trained,
                   ruleset.Int("RD-1", "administrators_min"));
  std::vector<std::string> unbriefed;
  for (const std::string& standard : facts.standards) {
    if (!Contains(facts.briefed_standards, standard)) {
      unbriefed.push_back(standard);
    }
  }
  builder->Nothing("briefings", "every standard has had its briefing",
                   "no briefing yet on: ", unbriefed, true);
}

void AddWork(const Ruleset& ruleset, const ReadinessFacts& facts, Builder* builder) {
  builder->None("todos-before-certification",
                "to-do items due before certification, neither done nor re-dated by the forum",
                facts.todos_before_certification);
  builder->None("todos-with-priority", "open to-do items without priority",
                facts.todos_without_priority);
  builder->None("todos-with-due-date", "open to-do items without due date",
                facts.todos_without_due_date);
  if (Contains(facts.standards, "22301")) {
    builder->AtLeast("exercise-report", "reports of continuity exercises", facts.exercise_reports,
                     ruleset.Int("RD-1", "exercise_reports_min"));
  }
  builder->Add(
      "review-minuted",
      facts.review_minuted ? "a management review is minuted" : "no management review is minuted",
      facts.review_minuted);
  builder->Nothing("review-inputs", "the review treated every input",
                   "the review lacks inputs: ", facts.review_missing_inputs, true);
}

}  // namespace

Readiness ComputeReadiness(const Ruleset& ruleset, const ReadinessFacts& facts) {
  Builder builder;
  AddAudits(ruleset, facts, &builder);
  AddTraining(ruleset, facts, &builder);
  AddWork(ruleset, facts, &builder);
  builder.Nothing("clauses-audited", "internal audits covered every clause",
                  "internal audits missed clauses: ", facts.clauses_not_audited, false);
  builder.Nothing("sites-audited", "internal audits covered every site",
                  "internal audits missed sites: ", facts.sites_not_audited, false);
  return std::move(builder).Finish(facts.pre_audit_ended ||
                                   !facts.pre_audit_skipped_reason.empty());
}

}  // namespace assay::rules
