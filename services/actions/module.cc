#include "services/actions/module.h"

#include "services/actions/domain/action.h"
#include "services/actions/domain/effectiveness.h"
#include "services/actions/domain/plan.h"
#include "services/actions/domain/review.h"
#include "services/actions/domain/to_do.h"
#include "services/actions/reactions.h"
#include "services/actions/readmodel/lateness.h"
#include "services/actions/readmodel/to_do_list.h"

namespace assay::actions {

aggregate::Module MakeModule() {
  aggregate::Module module("actions");

  module.Decides(DecideOpenAction);
  module.Decides(DecideRegradeAction);
  module.Decides(DecideSubmitPlan);
  module.Decides(DecideApprovePlan);
  module.Decides(DecideReportImplementation);
  module.Decides(DecideVerifyEffectiveness);
  module.Decides(DecideCloseAction);
  module.Decides(DecideReopenAction);
  module.Decides(DecideExtendDueDate);

  module.Decides(DecideRedateToDo);

  module.Decides(DecideRecordReviewInput);
  module.Decides(DecideTakeReviewDecision);
  module.Decides(DecideSignReview);

  module.ReactsTo("audits", "open-action", OpenForFinding);
  module.ReactsTo("audits", "regrade-action", RegradeWithFinding);
  module.ReactsTo("audits", "cancel-action", CancelWithFinding);
  module.ReactsTo("audits", "resolve-follow-up", ResolveWithConcern);

  module.Presents(PresentAction);
  module.Presents(PresentToDo);
  module.Answers(AnswerExamineToDoList);
  return module;
}

}  // namespace assay::actions
