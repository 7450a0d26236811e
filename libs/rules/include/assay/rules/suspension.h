#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "assay/calendar/date.h"
#include "assay/rules/judgement.h"

// Suspension and withdrawal (rules.md 2.11) and transfer between bodies (rules.md 5). Suspension
// stops no clock: expiry stays.
namespace assay::rules {

enum class CertificateState : uint8_t { kActive, kSuspended, kWithdrawn, kExpired, kCancelled };

// When a suspension is to be reviewed (SP-2): 6 months after its start.
calendar::Date SuspensionReviewBy(const Ruleset& ruleset, calendar::Date start);

// SP-1: the reason is one of the ruleset's list.
Judgement JudgeSuspension(const Ruleset& ruleset, Basis basis, const std::string& reason);

// SP-2: suspended for more than 6 months on `today`: warns that restoring, reducing or withdrawing
// is to be decided.
Judgement JudgeOpenSuspension(const Ruleset& ruleset, Basis basis, calendar::Date start,
                              calendar::Date today);

// SP-3: restored although its cause is not resolved.
Judgement JudgeRestoration(const Ruleset& ruleset, Basis basis, bool cause_resolved);

struct Transfer {
  CertificateState state = CertificateState::kActive;
  bool accredited = true;  // under an accreditation that the agreement's signatories recognise
  calendar::Date expiry;
  // The issuing body ceased, or lost its accreditation.
  std::optional<calendar::Date> accreditation_lost = {};
  calendar::Date completed;  // planned or actual date of the accepting body's decision
  std::span<const std::string> open_majors = {};          // references, not verified
  std::span<const std::string> minors_without_plan = {};  // references, plan not accepted
  // First surveillance or recertification day by the accepting body.
  std::optional<calendar::Date> first_audit = {};
  std::optional<calendar::Date> new_expiry = {};  // on the accepting body's certificate
};

// The last day to complete a transfer from a body that lost its accreditation (TR-3): 6 months
// after, or expiry if sooner.
calendar::Date TransferBy(const Ruleset& ruleset, calendar::Date accreditation_lost,
                          calendar::Date expiry);

// TR-1 not accredited; TR-2 not valid, or suspended; TR-3 too late; TR-5 findings outstanding; TR-6
// audited before the decision; TR-7 another expiry. The pre-transfer review's content: checklist.h,
// kTransferReview.
Judgement JudgeTransfer(const Ruleset& ruleset, Basis basis, const Transfer& transfer);

// TR-6 for one surveillance or recertification audit by the accepting body, which begins on
// `first_day`; `transferred`: the day of its decision.
Judgement JudgeAcceptingAudit(const Ruleset& ruleset, Basis basis, calendar::Date transferred,
                              calendar::Date first_day);

}  // namespace assay::rules
