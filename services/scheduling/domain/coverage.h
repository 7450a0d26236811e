#pragma once

#include "assay/aggregate/context.h"
#include "assay/aggregate/outcome.h"
#include "assay/scheduling/v1/commands.pb.h"
#include "assay/scheduling/v1/queries.pb.h"
#include "services/scheduling/domain/days.h"
#include "services/scheduling/domain/programme.h"

// The programme of each certificate for itself: its decision, windows and expiry. Certificates of
// one journey may be on different cycles. Pure.
namespace assay::scheduling {

using aggregate::Context;
using aggregate::Outcome;

// The certificate's programme from the decision that issued or renewed it; nothing while the
// decision is not known.
template <typename Event>
void ComputeProgramme(const std::string& decided_on, const std::string& expires_on,
                      bool first_cycle, const Context& context, Event* event) {
  if (decided_on.empty() || expires_on <= decided_on) {
    return;
  }
  rules::CycleDates dates =
      rules::PlanCycle(*context.rules, Day(decided_on), Day(expires_on), first_cycle);
  event->set_restore_until(dates.restore_until.ToString());
  event->set_first_cycle(first_cycle);
  for (v1::Window& window : WindowsOf(dates)) {
    *event->add_windows() = std::move(window);
  }
}

// The next cycle: new windows, nothing filled.
Outcome DecideRenewCoverage(const v1::CoveredCertificate&, const v1::RenewCoverage&,
                            const Context&);

// Fills the next open window of each certificate to one of the audit's standards. One that has
// expired, or whose window is filled, is left as it is; late is a fact, recorded with a warning.
Outcome DecideFillCoverage(const v1::Cycle&, const v1::FillCoverage&, const Context&);

// Expired, by its own expiry or its edition's end, and when that is.
void PresentCoverage(v1::CoveredCertificate* certificate, calendar::Date on,
                     const rules::Ruleset& ruleset);

// Whether the audit's standards include the certificate's; no standards named: all.
bool IsOf(const v1::CoveredCertificate& certificate,
          const google::protobuf::RepeatedPtrField<std::string>& standards);

}  // namespace assay::scheduling
