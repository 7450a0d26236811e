#include "services/scheduling/module.h"

#include "services/scheduling/domain/appointment.h"
#include "services/scheduling/domain/certificate.h"
#include "services/scheduling/domain/coverage.h"
#include "services/scheduling/domain/cycle.h"
#include "services/scheduling/domain/deadline.h"
#include "services/scheduling/reactions.h"
#include "services/scheduling/readmodel/calendar_lines.h"

namespace assay::scheduling {

aggregate::Module MakeModule() {
  aggregate::Module module("scheduling");
  module.Decides(DecideEnterAppointment);
  module.Decides(DecideShiftAppointment);
  module.Decides(DecideKeepAppointment);
  module.Forwards(ForwardMove);

  module.Decides(DecideComputeCycle);
  module.Decides(DecideFillWindow);
  module.Decides(DecideCoverCertificate);
  module.Decides(DecideChangeCoverage);
  module.Decides(DecideTransferCoverage);
  module.Decides(DecideSuspendCycle);
  module.Decides(DecideResumeCycle);
  module.Decides(DecideReleaseCertificate);
  module.Decides(DecideRenewCoverage);
  module.Decides(DecideFillCoverage);

  module.Decides(DecideSetDeadline);
  module.Decides(DecideAssignDeadline);
  module.Decides(DecideMeetDeadline);
  module.Decides(DecideDropDeadline);
  module.Decides(DecideReopenDeadline);
  module.Decides(DecideRemind);
  module.AddTimer(FindDueReminders);

  AddReactions(&module);

  module.Presents(PresentAppointment);
  module.Presents(PresentCycle);
  module.Presents(PresentCoverage);
  module.Presents(PresentDeadline);
  module.Answers(ShowCalendar);
  return module;
}

}  // namespace assay::scheduling
