#include "services/training/module.h"

#include "services/training/domain/attendance.h"
#include "services/training/domain/competence.h"
#include "services/training/domain/effect.h"
#include "services/training/domain/schedule.h"
#include "services/training/reactions.h"
#include "services/training/readmodel/training_record.h"

namespace assay::training {

aggregate::Module MakeModule() {
  aggregate::Module module("training");

  module.Decides(DecideScheduleSession);
  module.Decides(DecideInvitePeople);
  module.Decides(DecideHoldSession);
  module.Decides(DecideRecordReviewTraining);
  module.Decides(DecideCheckEffect);
  module.Decides(DecideAcknowledgeBriefing);

  module.Decides(DecideCreditAudit);
  module.Decides(DecidePromoteToLead);
  module.Decides(DecideWithdrawQualification);

  module.ReactsTo("audits", "credit-audit", CreditTrainees);
  module.ReactsTo("actions", "record-review-training", RecordForumTraining);

  module.Answers(AnswerShowTrainingRecord);
  return module;
}

}  // namespace assay::training
