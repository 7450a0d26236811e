#include "assay/rules/suspension.h"

#include <algorithm>

#include "text.h"

namespace assay::rules {
namespace {

using calendar::AddMonths;
using calendar::Date;

void JudgeTransferDates(const Ruleset& ruleset, Basis basis, const Transfer& transfer,
                        Judgement* judgement) {
  if (transfer.accreditation_lost) {
    Date limit = TransferBy(ruleset, *transfer.accreditation_lost, transfer.expiry);
    if (transfer.completed > limit) {
      judgement->Add(ruleset, basis, "TR-3",
                     "the transfer was to be complete by " + limit.ToString());
    }
  }
  if (transfer.first_audit) {
    judgement->Merge(
        JudgeAcceptingAudit(ruleset, basis, transfer.completed, *transfer.first_audit));
  }
  if (transfer.new_expiry && *transfer.new_expiry != transfer.expiry) {
    judgement->Add(ruleset, basis, "TR-7",
                   "a transferred certificate keeps its expiry date " + transfer.expiry.ToString());
  }
}

void JudgeTransferFindings(const Ruleset& ruleset, Basis basis, const Transfer& transfer,
                           Judgement* judgement) {
  if (!transfer.open_majors.empty()) {
    judgement->Add(ruleset, basis, "TR-5",
                   "majors are not verified: " + Join(transfer.open_majors));
  }
  if (!transfer.minors_without_plan.empty()) {
    judgement->Add(ruleset, basis, "TR-5",
                   "minors have no accepted plan: " + Join(transfer.minors_without_plan));
  }
}

}  // namespace

Date SuspensionReviewBy(const Ruleset& ruleset, Date start) {
  return AddMonths(start, ruleset.Int("SP-2", "review_months"));
}

Judgement JudgeSuspension(const Ruleset& ruleset, Basis basis, const std::string& reason) {
  Judgement judgement;
  const std::vector<std::string>& reasons = ruleset.List("SP-1", "reasons");
  if (!Contains(reasons, reason)) {
    judgement.Add(ruleset, basis, "SP-1", "a suspension has a reason: one of " + Join(reasons));
  }
  return judgement;
}

Judgement JudgeAcceptingAudit(const Ruleset& ruleset, Basis basis, Date transferred,
                              Date first_day) {
  Judgement judgement;
  if (first_day < transferred) {
    judgement.Add(ruleset, basis, "TR-6",
                  "the accepting body audits on " + first_day.ToString() +
                      ", before its decision of " + transferred.ToString());
  }
  return judgement;
}

Judgement JudgeOpenSuspension(const Ruleset& ruleset, Basis basis, Date start, Date today) {
  Judgement judgement;
  Date review = SuspensionReviewBy(ruleset, start);
  if (today > review) {
    judgement.Add(ruleset, basis, "SP-2",
                  "suspended since " + start.ToString() + ", over " +
                      std::to_string(ruleset.Int("SP-2", "review_months")) +
                      " months: decide whether to restore, reduce or withdraw");
  }
  return judgement;
}

Judgement JudgeRestoration(const Ruleset& ruleset, Basis basis, bool cause_resolved) {
  Judgement judgement;
  if (!cause_resolved) {
    judgement.Add(ruleset, basis, "SP-3",
                  "the reason for the suspension is not resolved; reduce or withdraw instead");
  }
  return judgement;
}

Date TransferBy(const Ruleset& ruleset, Date accreditation_lost, Date expiry) {
  return std::min(AddMonths(accreditation_lost, ruleset.Int("TR-3", "months")), expiry);
}

Judgement JudgeTransfer(const Ruleset& ruleset, Basis basis, const Transfer& transfer) {
  Judgement judgement;
  if (!transfer.accredited) {
    judgement.Add(ruleset, basis, "TR-1",
                  "the certification is not covered by a recognised accreditation; treat as a new "
                  "client");
  }
  if (transfer.state == CertificateState::kSuspended) {
    judgement.Add(ruleset, basis, "TR-2", "a suspended certification is not transferred");
  } else if (transfer.state != CertificateState::kActive || transfer.completed > transfer.expiry) {
    judgement.Add(ruleset, basis, "TR-2", "only a valid certification is transferred");
  }
  JudgeTransferDates(ruleset, basis, transfer, &judgement);
  JudgeTransferFindings(ruleset, basis, transfer, &judgement);
  return judgement;
}

}  // namespace assay::rules
