#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/training/v1/commands.pb.h"
#include "assay/training/v1/queries.pb.h"

// What makes a person an auditor: the course passed, and at least two audits in which a coach found
// the person's part satisfactory. Both orders count; what was credited before a withdrawal does not
// count again. Pure.
namespace assay::training {

using aggregate::Context;
using aggregate::Outcome;

inline constexpr int kCreditsNeeded = 2;

// Records a coach's judgement of one closed audit; an unsatisfactory one is recorded and does not
// count. Qualifies the person in the same entry when course and credits are complete. Refuses: the
// audit is credited already.
Outcome DecideCreditAudit(const v1::Competence& competence, const v1::CreditAudit& command,
                          const Context& context);

// Makes a qualified auditor a lead auditor. Refuses: who is no qualified auditor, who is a lead
// auditor already, a date before the qualification.
Outcome DecidePromoteToLead(const v1::Competence& competence, const v1::PromoteToLead& command,
                            const Context& context);

// Takes a qualification away, a trainee's too. Refuses: who has none; a date before it was earned.
Outcome DecideWithdrawQualification(const v1::Competence& competence,
                                    const v1::WithdrawQualification& command,
                                    const Context& context);

// Adds what follows for the person from passing the course `session`. Nothing for who passed it
// before. `competence` may be null: nothing is known of the person.
void AddCoursePassed(const v1::Competence* competence, const v1::Session& session,
                     const v1::Effect& effect, Outcome* outcome);

}  // namespace assay::training
