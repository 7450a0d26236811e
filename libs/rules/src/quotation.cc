#include "assay/rules/quotation.h"

#include "text.h"

namespace assay::rules {
namespace {

void JudgeDays(const Ruleset& ruleset, Basis basis, const QuotationLine& line,
               const AuditTime& time, Judgement* judgement) {
  if (line.offered > 0 && line.offered < time.floor) {
    judgement->Add(ruleset, basis, "QT-2",
                   DaysText(line.offered) + " days are offered for " + line.standard +
                       "; the table says " + DaysText(time.table) + ", and at least " +
                       DaysText(time.floor) + " after the greatest reduction");
  }
}

AuditTime TimeOf(const Ruleset& ruleset, const QuotationLine& line) {
  return AuditTimeFor(ruleset, line.standard, line.category, line.persons, line.body_table);
}

}  // namespace

Judgement JudgeQuotationLine(const Ruleset& ruleset, Basis basis, const QuotationLine& line) {
  Judgement judgement;
  if (!line.accredited) {
    judgement.Add(ruleset, basis, "QT-1",
                  "the body is not accredited for " + line.standard + " in this scope");
  }
  AuditTime time = TimeOf(ruleset, line);
  switch (time.answer) {
    case AuditTimeAnswer::kKnown:
      if (!line.integrated) {
        JudgeDays(ruleset, basis, line, time, &judgement);
      }
      break;
    case AuditTimeAnswer::kNeedsTable:
      judgement.Add(ruleset, basis, "QT-3",
                    "audit time for " + line.standard +
                        " needs table: ask the body for its audit-time table");
      break;
    case AuditTimeAnswer::kManual:
      judgement.Add(ruleset, basis, "QT-3",
                    "the table for " + line.standard + " does not reach " +
                        std::to_string(line.persons) +
                        " persons; ask the body for its calculation");
      break;
  }
  return judgement;
}

Judgement JudgeIntegratedOffer(const Ruleset& ruleset, Basis basis,
                               std::span<const QuotationLine> lines, int64_t offered) {
  Judgement judgement;
  std::vector<int64_t> floors;
  for (const QuotationLine& line : lines) {
    AuditTime time = TimeOf(ruleset, line);
    if (time.answer != AuditTimeAnswer::kKnown) {
      return judgement;
    }
    floors.push_back(time.floor);
  }
  int64_t least = IntegratedTime(ruleset, floors, -ruleset.Int("IN-1", "reduction_percent_max"));
  if (offered > 0 && offered < least) {
    judgement.Add(ruleset, basis, "QT-4",
                  DaysText(offered) + " days are offered for the integrated audit; at least " +
                      DaysText(least) + " remain after the greatest reductions");
  }
  return judgement;
}

}  // namespace assay::rules
