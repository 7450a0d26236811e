#include "services/actions/module.h"

#include "services/actions/domain/action.h"
#include "services/actions/domain/cause.h"
#include "services/actions/domain/containment.h"
#include "services/actions/domain/effectiveness.h"
#include "services/actions/domain/effort.h"
#include "services/actions/domain/escalation.h"
#include "services/actions/domain/extension.h"
#include "services/actions/domain/lateness.h"
#include "services/actions/domain/plan.h"
#include "services/actions/domain/response.h"
#include "services/actions/domain/review.h"
#include "services/actions/domain/steps.h"
#include "services/actions/domain/to_do.h"
#include "services/actions/reactions.h"
#include "services/actions/readmodel/standing.h"
#include "services/actions/readmodel/to_do_list.h"

namespace assay::actions {

aggregate::Module MakeModule() {
  aggregate::Module module("actions");

  module.Decides(DecideOpenAction);
  module.Decides(DecideRegradeAction);
  module.Decides(DecideRedateAction);
  module.Decides(DecideAcceptAction);
  module.Decides(DecideDisputeAction);
  module.Decides(DecideDecideDispute);
  module.Decides(DecideExamineSite);
  module.Decides(DecideAnalyseCause);
  module.Decides(DecideVerifyCause);
  module.Decides(DecideSubmitPlan);
  module.Decides(DecideAmendPlan);
  module.Decides(DecideApprovePlan);
  module.Decides(DecideRejectPlan);
  module.Decides(DecideCompleteStep);
  module.Decides(DecideCancelStep);
  module.Decides(DecideWaiveStep);
  module.Decides(DecideReportImplementation);
  module.Decides(DecideVerifyEffectiveness);
  module.Decides(DecideCloseAction);
  module.Decides(DecideReopenAction);
  module.Decides(DecideWaiveAction);
  module.Decides(DecideExtendDueDate);
  module.Decides(DecideAskForExtension);
  module.Decides(DecideDecideExtension);
  module.Decides(DecideRecordEffort);
  module.Decides(DecideEscalateAction);

  module.Decides(DecideAddToDoForBreach);
  module.Decides(DecideRedateToDo);

  module.Decides(DecideRecordReviewInput);
  module.Decides(DecideTakeReviewDecision);
  module.Decides(DecideSignReview);

  module.ReactsTo("audits", "open-action", OpenForFinding);
  module.ReactsTo("audits", "regrade-action", RegradeWithFinding);
  module.ReactsTo("audits", "redate-action", RedateWithFinding);
  module.ReactsTo("audits", "open-improvement", OpenForOpportunity);
  module.ReactsTo("audits", "cancel-action", CancelWithFinding);
  module.ReactsTo("audits", "resolve-follow-up", ResolveWithConcern);
  module.ReactsTo("audits", "note-dispute", NoteDisputeOfFinding);

  // What comes too late is told by scheduling as well; the breach is the audits'.
  module.ReactsToEntries("audits", "note-breach", AddToDosForBreaches);

  module.AddTimer(FindDueEscalations);

  module.Presents(PresentAction);
  module.Presents(PresentToDo);
  module.Answers(AnswerExamineToDoList);
  return module;
}

}  // namespace assay::actions
