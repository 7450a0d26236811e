#include "assay/rules/nonconformity.h"

#include <algorithm>

#include "text.h"

namespace assay::rules {
namespace {

using calendar::AddDays;
using calendar::AddMonths;
using calendar::Date;

// Moves a date back to `limit`, but never before `raised`.
void Clip(std::optional<Date>* date, Date limit, Date raised) {
  if (*date) {
    *date = std::max(std::min(**date, limit), raised);
  }
}

void AddMissing(bool there, std::string_view what, std::vector<std::string>* missing) {
  if (!there) {
    missing->emplace_back(what);
  }
}

}  // namespace

ResponseDates ResponseDatesOf(const Ruleset& ruleset, Grade grade, AuditKind audit, Date raised,
                              std::optional<Date> expiry) {
  ResponseDates dates;
  if (grade == Grade::kOpportunity) {
    return dates;
  }
  bool major = grade == Grade::kMajor;
  dates.plan_by =
      AddDays(raised, ruleset.Int("NC-2", major ? "plan_days_major" : "plan_days_minor"));
  dates.implement_by =
      AddDays(raised, ruleset.Int("NC-6", major ? "implement_days_major" : "implement_days_minor"));
  if (major && audit == AuditKind::kStage2) {
    dates.verify_by = Stage2VerifyBy(ruleset, raised);
    Clip(&dates.implement_by, *dates.verify_by, raised);
  }
  if (audit == AuditKind::kRecertification && expiry) {
    Date limit = AddDays(*expiry, -ruleset.Int("NC-5", "clip_days"));
    Clip(&dates.plan_by, limit, raised);
    Clip(&dates.implement_by, limit, raised);
    if (major) {
      dates.verify_by = *expiry;
    }
  }
  return dates;
}

Judgement JudgeStatement(const Ruleset& ruleset, Basis basis, const Statement& statement) {
  Judgement judgement;
  bool opportunity = statement.grade == Grade::kOpportunity;
  std::vector<std::string> missing;
  AddMissing(opportunity || !statement.requirement.empty(), "requirement", &missing);
  AddMissing(!statement.statement.empty(), "statement", &missing);
  AddMissing(opportunity || !statement.evidence.empty(), "objective evidence", &missing);
  if (!missing.empty()) {
    judgement.Add(ruleset, basis, "NC-1", "the finding lacks: " + Join(missing));
  }
  if (statement.suggests_solution && !opportunity) {
    judgement.Add(ruleset, basis, "NC-1",
                  "the auditor suggests a cause or solution; finding them is the client's part");
  }
  if (opportunity && statement.breaks_requirement) {
    judgement.Add(ruleset, basis, "NC-9",
                  "a requirement is not met, so this is a nonconformity, not an opportunity for "
                  "improvement");
  }
  return judgement;
}

Judgement JudgeResponse(const Ruleset& ruleset, Basis basis, const Response& response) {
  Judgement judgement;
  std::vector<std::string> missing;
  AddMissing(response.cause, "cause", &missing);
  AddMissing(response.correction, "correction", &missing);
  AddMissing(response.corrective_action, "corrective action", &missing);
  if (!missing.empty() && response.grade != Grade::kOpportunity) {
    judgement.Add(ruleset, basis, "NC-2", "the response lacks: " + Join(missing));
  }
  if (response.due && response.submitted > *response.due) {
    judgement.Add(ruleset, basis, "NC-8",
                  "the response of " + response.submitted.ToString() + " was due by " +
                      response.due->ToString());
  }
  return judgement;
}

Date Stage2VerifyBy(const Ruleset& ruleset, Date stage2_end) {
  return AddMonths(stage2_end, ruleset.Int("NC-4", "months"));
}

Judgement JudgeStage2Verification(const Ruleset& ruleset, Basis basis, Date stage2_end,
                                  Date verified) {
  Judgement judgement;
  Date limit = Stage2VerifyBy(ruleset, stage2_end);
  if (verified > limit) {
    judgement.Add(ruleset, basis, "NC-4",
                  "the major was to be verified by " + limit.ToString() +
                      "; before certification stage 2 is repeated");
  }
  return judgement;
}

Judgement JudgeRecertificationVerification(const Ruleset& ruleset, Basis basis, Date expiry,
                                           Date verified) {
  Judgement judgement;
  if (verified > expiry) {
    judgement.Add(ruleset, basis, "NC-5",
                  "the major was to be verified by the expiry on " + expiry.ToString());
  }
  return judgement;
}

Judgement JudgeVerificationRecord(const Ruleset& ruleset, Basis basis, const std::string& method,
                                  bool evidence) {
  Judgement judgement;
  const std::vector<std::string>& methods = ruleset.List("NC-3", "methods");
  if (!Contains(methods, method)) {
    judgement.Add(ruleset, basis, "NC-3", "say how it was verified: one of " + Join(methods));
  }
  if (!evidence) {
    judgement.Add(ruleset, basis, "NC-3", "a verification records the evidence that was seen");
  }
  return judgement;
}

Judgement JudgeNeglectedMinor(const Ruleset& ruleset, Basis basis, bool acted_on) {
  Judgement judgement;
  if (!acted_on) {
    judgement.Add(ruleset, basis, "NC-7",
                  "nothing was done on this minor since the last audit; regrade it as a major");
  }
  return judgement;
}

Judgement JudgeRegradedMinor(const Ruleset& ruleset, Basis basis, bool neglected) {
  Judgement judgement;
  if (neglected) {
    judgement.Add(ruleset, basis, "NC-7",
                  "nothing was done in time on what was a minor; it is a major from now on");
  }
  return judgement;
}

Judgement JudgeUndecidedOpportunities(const Ruleset& ruleset, Basis basis,
                                      const std::vector<std::string>& undecided) {
  Judgement judgement;
  if (!undecided.empty()) {
    judgement.Add(
        ruleset, basis, "NC-10",
        "nobody has decided yet whether these are taken up or declined: " + Join(undecided));
  }
  return judgement;
}

}  // namespace assay::rules
