#pragma once

#include "assay/rules/sampling.h"
#include "services/audits/domain/vocabulary.h"

// What audits have covered (MS-1 to MS-5, DE-6, RC-2), from the audits and sites that the command
// reads. Pure.
namespace assay::audits {

// The sites that the body visited in reported audits of the standard and `type`, held after
// `since`, against the journey's sites: the central function, and as many of the others as sampling
// (where the body found it appropriate) or no sampling asks for.
rules::Judgement JudgeSitesVisited(const v1::Journey& journey, const std::string& standard,
                                   v1::AuditType type, rules::SampleKind kind,
                                   const std::string& since, const Context& context);

// Whether internal audits of the standard that have their report visited all of `sites`.
bool InternallyAudited(const std::string& standard, const Texts& sites, const Context& context);

// "27001/5": top-level clauses 4 to 10 of the audit's standards under which no result is recorded.
std::vector<std::string> ClausesWithoutResult(const v1::Audit& audit);
// The same over the results of several audits, for one standard.
std::vector<std::string> ClausesWithoutResult(const std::vector<const v1::Audit*>& audits,
                                              const std::string& standard);

}  // namespace assay::audits
