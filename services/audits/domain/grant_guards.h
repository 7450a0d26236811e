#pragma once

#include "services/audits/domain/vocabulary.h"

// What stands in the way of granting certification (rules.md 10, DECIDED_GRANT). Pure.
namespace assay::audits {

// Whether the certificates asked for belong to this journey: standards without a certificate, sites
// and ids, each once.
Objection ObjectToRequests(const v1::Journey& journey, const v1::GrantCertification& command,
                           const Context& context);

// DE-4: a reported stage 2 audited each standard asked for; after the end of an edition, an audit
// against the new one (edition.h).
rules::Judgement JudgeStandardsAudited(const v1::GrantCertification& command,
                                       const Context& context);
// DE-5: the team of the stage 2 of each standard asked for has supplied what the decision needs.
rules::Judgement JudgeSupplied(const v1::GrantCertification& command, const Context& context);
// MS-1, MS-3, MS-5 for each standard asked for.
rules::Judgement JudgeInitialSites(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context);
// ET-1, ET-2, ET-4.
rules::Judgement JudgeEditions(const v1::GrantCertification& command, const Context& context);

// NC-4, then MS-6 and MS-7, then DE-4: the findings of the body.
rules::Judgement JudgeOpenFindings(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context);

// DE-6 for each ISO/IEC 27001 certificate asked for: internal audits and a signed management review
// cover its scope.
rules::Judgement JudgeInformationSecurity(const v1::Journey& journey,
                                          const v1::GrantCertification& command,
                                          const Context& context);

// CE-1 and CE-2 for what the certificates would show; of the body, what the body prints by itself.
rules::Judgement JudgeCertificates(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context);

// CE-2 as a fact: what this installation does not know of the body, and so cannot show.
rules::Judgement JudgeKnownContent(const v1::Journey& journey,
                                   const v1::GrantCertification& command, const Context& context);

}  // namespace assay::audits
