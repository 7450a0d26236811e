#pragma once

#include <vector>

#include "assay/audits/v1/body_tie.pb.h"
#include "services/audits/domain/vocabulary.h"

// What threatens a certification body's impartiality towards a client (IMP-1 to IMP-4, IMP-6,
// IMP-7). Pure.
namespace assay::audits {

Outcome DecideDeclareBodyPractice(const v1::CertificationBody&, const v1::DeclareBodyPractice&,
                                  const Context&);
// A practice ends on the day it was last known to go on, or later.
Outcome DecideEndBodyPractice(const v1::CertificationBody&, const v1::EndBodyPractice&,
                              const Context&);
// One that never was, or that ended already: it counts for nothing any more.
Outcome DecideWithdrawBodyPractice(const v1::CertificationBody&, const v1::WithdrawBodyPractice&,
                                   const Context&);

// A fact: where the body was selected, audited, certified or accepted a certificate already, it is
// recorded with a breach by the journey for each of those days (body_days.h).
Outcome DecideDeclareBodyTie(const v1::BodyTie&, const v1::DeclareBodyTie&, const Context&);
// A tie ends on the day it was last known to go on, or later; one that never was is withdrawn.
Outcome DecideEndBodyTie(const v1::BodyTie&, const v1::EndBodyTie&, const Context&);

// What the ties and practices that the command reads say to the body certifying the organisation to
// `standards`, as of each of `days`; each rule is named once.
rules::Judgement JudgeTies(const std::string& body_id, const Texts& standards,
                           const std::vector<Date>& days, Basis basis, const Context& context);

}  // namespace assay::audits
