#pragma once

#include "services/audits/domain/vocabulary.h"

// Opportunities for improvement and observations: no requirement is broken, so no response is asked
// for, but somebody decides. One that became an action is settled by it, like any finding. Pure.
namespace assay::audits {

// It becomes an improvement, with owner and date. "not-an-opportunity"; "has-action" where it has
// one already; "due-before-decision".
Outcome DecideTakeUpOpportunity(const v1::Finding&, const v1::TakeUpOpportunity&, const Context&);
// It is left at that, for a reason, and so settled. "not-an-opportunity"; "has-action".
Outcome DecideDeclineOpportunity(const v1::Finding&, const v1::DeclineOpportunity&, const Context&);

// The numbers of those among the audit's findings that nobody has decided on (NC-10).
std::vector<std::string> UndecidedOpportunities(const v1::Audit& audit, const Context& context);

}  // namespace assay::audits
