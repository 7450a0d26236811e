#pragma once

#include <variant>

#include "assay/base/rejection.h"
#include "assay/calculators/v1/calculators.pb.h"
#include "assay/rules/ruleset.h"

// The calculators, one function each: pure, no clock, any thread. What they compute stands in
// assay/rules; here it is put in order and told step by step. Every answer carries the ruleset, its
// steps, its warnings, and as verdict the worst of them: a plan that a rule blocks is answered,
// too, with the rule's bound in place of what was asked. A Rejection says that the request cannot
// be answered: fields missing, contradictory or absurd. REQUIRES of every request:
// schema::ValidatePlain finds no fault in it.
namespace assay::calculators {

template <typename Answer>
using Answered = std::variant<Answer, Rejection>;

// Sites to visit (rules.md 3.2, 3.3): MS-1, MS-2, MS-3, MS-5, MS-9; eligibility MS-4; levels MS-11,
// new sites MS-12, the draw MS-13; open majors MS-6.
Answered<v1::SiteSampleAnswer> Calculate(const rules::Ruleset& ruleset,
                                         const v1::SiteSample& request);

// Audit time (rules.md 3.5, 4): personnel T-9, T-10, IS-1; table AT-1 to AT-3; change T-5, IS-2,
// MS-10; integration IN-1, IN-2; rounding T-3; T-4 or IS-3, T-6, T-7, T-8.
Answered<v1::AuditTimeAnswer> Calculate(const rules::Ruleset& ruleset,
                                        const v1::AuditTime& request);

// The cycle (rules.md 1, 2.3, 2.6): D2, D6, D7, SU-1, SU-2, SU-2-STRICT, SU-6, SU-7, RC-1, RC-5,
// RC-7, CE-1. Surveillances are judged up to the year before recertification, or up to the last one
// said where no recertification audit is.
Answered<v1::CycleAnswer> Calculate(const rules::Ruleset& ruleset, const v1::Cycle& request);

// IMP-5 (rules.md 2.1).
Answered<v1::CoolingOffAnswer> Calculate(const rules::Ruleset& ruleset,
                                         const v1::CoolingOff& request);

// NC-4, with the dates of NC-2 and NC-6 (rules.md 2.7).
Answered<v1::MajorDeadlineAnswer> Calculate(const rules::Ruleset& ruleset,
                                            const v1::MajorDeadline& request);

// RC-3 to RC-6 (rules.md 2.10).
Answered<v1::RestorationAnswer> Calculate(const rules::Ruleset& ruleset,
                                          const v1::Restoration& request);

// SP-2 (rules.md 2.11).
Answered<v1::SuspensionAnswer> Calculate(const rules::Ruleset& ruleset,
                                         const v1::Suspension& request);

// TR-1 to TR-7 (rules.md 5).
Answered<v1::TransferAnswer> Calculate(const rules::Ruleset& ruleset, const v1::Transfer& request);

}  // namespace assay::calculators
