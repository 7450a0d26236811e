#include "services/scheduling/reactions.h"

#include "assay/base/id.h"
#include "services/scheduling/reactions/appointments.h"
#include "services/scheduling/reactions/certification.h"
#include "services/scheduling/reactions/cycles.h"
#include "services/scheduling/reactions/deadlines.h"

namespace assay::scheduling {

std::string AppointmentIdOf(const std::string& subject_id) {
  return Id::Derived("appointment of " + subject_id).ToString();
}

std::string DeadlineIdOf(const std::string& subject_id) {
  return Id::Derived("deadline of " + subject_id).ToString();
}

void AddReactions(aggregate::Module* module) {
  AddAppointmentReactions(module);
  AddCycleReactions(module);
  AddDeadlineReactions(module);
  AddCertificationReactions(module);
}

}  // namespace assay::scheduling
