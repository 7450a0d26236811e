#include "assay/rules/stages.h"

namespace assay::rules {
namespace {

using calendar::AddDays;
using calendar::AddMonths;

std::string JustificationText(const std::string& justification) {
  return justification.empty()
             ? "record why stage 1 is still valid and its concerns can be resolved"
             : "a justification is on record";
}

void JudgeInterval(const Ruleset& ruleset, Basis basis, const Stage2& stage,
                   const AuditDays& stage1, Judgement* judgement) {
  if (stage.days.first <= stage1.last) {
    judgement->Add(ruleset, basis, "ST-3",
                   "stage 2 begins before stage 1 has ended on " + stage1.last.ToString());
    return;
  }
  if (stage.days.first > AddMonths(stage1.last, ruleset.Int("ST-7", "months_max"))) {
    judgement->Add(
        ruleset, basis, "ST-7",
        "stage 2 begins long after stage 1: " + JustificationText(stage.interval_justification));
  }
  if (stage.days.first <= AddDays(stage1.last, ruleset.Int("ST-8", "days_min"))) {
    judgement->Add(ruleset, basis, "ST-8",
                   "stage 2 follows stage 1 without time between them: " +
                       JustificationText(stage.interval_justification));
  }
}

}  // namespace

Judgement JudgeDecline(const Ruleset& ruleset, Basis basis, const std::string& reason,
                       bool client_told) {
  Judgement judgement;
  if (reason.empty()) {
    judgement.Add(ruleset, basis, "AP-3",
                  "a declined application needs the reasons for the client");
  } else if (!client_told) {
    judgement.Add(ruleset, basis, "AP-3",
                  "the client is told why its application is declined: say on which day it was");
  }
  return judgement;
}

Judgement JudgePreAudit(const Ruleset& ruleset, Basis basis, const PreAudit& audit) {
  Judgement judgement;
  if (audit.already_held >= ruleset.Int("PA-1", "audits_max")) {
    judgement.Add(ruleset, basis, "PA-1",
                  "one pre-audit was held already; another one threatens the body's impartiality");
  }
  if (audit.reduces_audit_time) {
    judgement.Add(ruleset, basis, "PA-2", "a pre-audit does not reduce the time of the audits");
  }
  if (audit.counts_as_internal_audit) {
    judgement.Add(ruleset, basis, "PA-2", "a pre-audit does not replace an internal audit");
  }
  return judgement;
}

Judgement JudgeStage1(const Ruleset& ruleset, Basis basis, const Stage1& stage) {
  Judgement judgement;
  if (!stage.agreement_signed) {
    judgement.Add(ruleset, basis, "AP-4",
                  "stage 1 waits for the certification agreement, which is not signed");
  } else if (*stage.agreement_signed > stage.days.first) {
    judgement.Add(ruleset, basis, "AP-4",
                  "stage 1 begins before the certification agreement of " +
                      stage.agreement_signed->ToString());
  }
  if (stage.already_held > 0) {
    judgement.Add(ruleset, basis, "ST-4",
                  stage.repeat_reason.empty() ? "stage 1 is repeated; record why"
                                              : "stage 1 is repeated; the reason is on record");
  }
  return judgement;
}

Judgement JudgeStage2(const Ruleset& ruleset, Basis basis, const Stage2& stage) {
  Judgement judgement;
  if (!stage.stage1) {
    judgement.Add(ruleset, basis, "ST-3", "stage 2 follows stage 1, which has not taken place");
  } else {
    JudgeInterval(ruleset, basis, stage, *stage.stage1, &judgement);
    if (!stage.stage1_concluded) {
      judgement.Add(ruleset, basis, "ST-2",
                    "the client has not been given the conclusions of stage 1");
    }
    if (stage.significant_change && stage.interval_justification.empty()) {
      judgement.Add(
          ruleset, basis, "ST-3",
          "the client changed significantly since stage 1; repeat it, or record why it is "
          "still valid");
    }
  }
  if (!stage.at_client_sites) {
    judgement.Add(ruleset, basis, "ST-5", "stage 2 takes place at the client's sites");
  }
  return judgement;
}

}  // namespace assay::rules
