#pragma once

#include <cstdint>
#include <string>

#include "assay/rules/audit_time.h"
#include "assay/rules/judgement.h"

// Checks of a certification body's quotation (rules.md 4): flags, never refusals.
namespace assay::rules {

// What is offered for one standard.
struct QuotationLine {
  std::string standard;  // key, see standard.h
  std::string category = {};
  int64_t persons = 0;      // effective number
  int64_t offered = 0;      // stage 1 and 2, in hundredth-days; 0: not said
  bool accredited = false;  // the body holds accreditation for this standard and scope
  // Part of an integrated audit: judged by JudgeIntegratedOffer, not on its own.
  bool integrated = false;
  const AuditTimeTable* body_table = nullptr;  // may be null
};

// QT-1 not accredited; QT-2 fewer days than 70 % of the table, rounded up to half days by the
// strict rule; QT-3 no table, or beyond it: the days cannot be judged.
Judgement JudgeQuotationLine(const Ruleset& ruleset, Basis basis, const QuotationLine& line);

// QT-4: the days offered for an integrated audit are fewer than the greatest reductions leave of
// the sum of `lines`. Says nothing while a table is missing. `offered` in hundredth-days.
Judgement JudgeIntegratedOffer(const Ruleset& ruleset, Basis basis,
                               std::span<const QuotationLine> lines, int64_t offered);

}  // namespace assay::rules
