#pragma once

#include "services/audits/domain/vocabulary.h"

// What stands in the way of granting certification (rules.md 10, DECIDED_GRANT). Pure.
namespace assay::audits {

// Whether the certificates asked for belong to this journey: standards, sites and ids, each once.
Objection ObjectToRequests(const v1::Journey& journey, const v1::GrantCertification& command);

// NC-4, then MS-6 and MS-7, then DE-4: the findings of the body.
rules::Judgement JudgeOpenFindings(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context);

// DE-6 for each ISO/IEC 27001 certificate asked for: internal audits and a signed management review
// cover its scope.
rules::Judgement JudgeInformationSecurity(const v1::Journey& journey,
                                          const v1::GrantCertification& command,
                                          const Context& context);

// CE-1 and CE-2 for what the certificates would show.
rules::Judgement JudgeCertificates(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context);

}  // namespace assay::audits
