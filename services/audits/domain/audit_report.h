#pragma once

#include "services/audits/domain/vocabulary.h"

// How an audit ends: report, verdict of stage 1, closing; and what the journey learns from it (R7
// to R9, R11, R12, R24). Pure.
namespace assay::audits {

// Issues the report, also with findings open, counts them and freezes what it says
// (report_content.h). Lines of a checklist are answered by then. The journey notes the audit by its
// type. A recertification concludes nothing until every clause has a result (RC-2). That the audit
// was held late (SU-1, SU-2, RC-1), or under a tie of the body (body_tie.h), is a fact: it warns.
// What the body's audit is there to look at (ST-1, SU-4) it has looked at where the body itself
// reports; what others record of it warns.
Outcome DecideIssueReport(const v1::Audit&, const v1::IssueReport&, const Context&);
// Stage 1 gates stage 2: go, go with conditions that are named, postpone or repeat.
Outcome DecideGiveVerdict(const v1::Audit&, const v1::GiveVerdict&, const Context&);
// Closes a reported audit, stage 1 once it has its verdict, when requests for evidence are settled
// and the closing meeting of its agenda was held; says what training needs to credit those who
// learnt on it. Nonconformities go on without it; opportunities that nobody has decided on are
// named (NC-10).
Outcome DecideCloseAudit(const v1::Audit&, const v1::CloseAudit&, const Context&);

}  // namespace assay::audits
