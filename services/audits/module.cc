#include "services/audits/module.h"

#include "services/audits/domain/appeal.h"
#include "services/audits/domain/audit_agenda.h"
#include "services/audits/domain/audit_checklist.h"
#include "services/audits/domain/audit_plan.h"
#include "services/audits/domain/audit_programme.h"
#include "services/audits/domain/audit_report.h"
#include "services/audits/domain/audit_team.h"
#include "services/audits/domain/audit_work.h"
#include "services/audits/domain/body_tie.h"
#include "services/audits/domain/certificate.h"
#include "services/audits/domain/certification_body.h"
#include "services/audits/domain/client_change.h"
#include "services/audits/domain/complaint.h"
#include "services/audits/domain/decision_package.h"
#include "services/audits/domain/edition.h"
#include "services/audits/domain/enquiry.h"
#include "services/audits/domain/evidence_request.h"
#include "services/audits/domain/exercise.h"
#include "services/audits/domain/finding.h"
#include "services/audits/domain/finding_response.h"
#include "services/audits/domain/journey.h"
#include "services/audits/domain/journey_decision.h"
#include "services/audits/domain/journey_team.h"
#include "services/audits/domain/line_answer.h"
#include "services/audits/domain/maintenance.h"
#include "services/audits/domain/mark_misuse.h"
#include "services/audits/domain/marks.h"
#include "services/audits/domain/milestone.h"
#include "services/audits/domain/opportunity.h"
#include "services/audits/domain/quotation.h"
#include "services/audits/domain/renewal.h"
#include "services/audits/domain/report_content.h"
#include "services/audits/domain/scope_extension.h"
#include "services/audits/domain/witness.h"
#include "services/audits/reactions.h"
#include "services/audits/readmodel/journey_overview.h"
#include "services/audits/readmodel/programme_coverage.h"
#include "services/audits/readmodel/quotation_comparison.h"
#include "services/audits/readmodel/readiness.h"
#include "services/audits/readmodel/register.h"

namespace assay::audits {
namespace {

void AddBodiesAndOffers(aggregate::Module* module) {
  module->Decides(DecideRecordAccreditation);
  module->Decides(DecideEndAccreditation);
  module->Decides(DecideRecordAuditTimeTable);
  module->Decides(DecideDeclareBodyPractice);
  module->Decides(DecideEndBodyPractice);
  module->Decides(DecideWithdrawBodyPractice);
  module->Decides(DecideDeclareBodyTie);
  module->Decides(DecideEndBodyTie);
  module->Decides(DecideReceiveQuestionnaire);
  module->Decides(DecideAnswerQuestion);
  module->Decides(DecideReuseAnswers);
  module->Decides(DecideReturnQuestionnaire);
  module->Decides(DecideRecordQuotation);
}

void AddJourney(aggregate::Module* module) {
  module->Decides(DecideSelectBody);
  module->Decides(DecideCompleteApplication);
  module->Decides(DecideAcceptApplication);
  module->Decides(DecideDeclineApplication);
  module->Decides(DecideSignAgreement);
  module->Decides(DecideNameBodyTeam);
  module->Decides(DecideObjectToTeamMember);
  module->Decides(DecideReplaceTeamMember);
  module->Decides(DecideRecordInitialVisit);
  module->Decides(DecideAgreeAuditProgramme);
  module->Decides(DecideSelectAssessmentDate);
  module->Decides(DecideReviseJourneyScope);
  module->Decides(DecideSkipPreCertificationAudit);
  module->Decides(DecideCheckMilestones);
  AddMilestoneReactions(module);
  module->Decides(DecideGrantCertification);
  module->Decides(DecideRefuseCertification);
  module->Decides(DecideRenewCertification);
  module->Decides(DecideRefuseRenewal);
}

void AddCertificates(aggregate::Module* module) {
  module->Decides(DecidePermitMark);
  module->Decides(DecideWithdrawMark);
  module->Decides(DecideSuspendCertificate);
  module->Decides(DecideRestoreCertificate);
  module->Decides(DecideReviseCertificate);
  module->Decides(DecideReduceCertificate);
  module->Decides(DecideWithdrawCertificate);
  module->Decides(DecideTransferCertificate);
  module->Presents(PresentCertificate);
}

void AddScopeExtensions(aggregate::Module* module) {
  module->Decides(DecideRequestScopeExtension);
  module->Decides(DecideAcceptScopeExtension);
  module->Decides(DecideDeclineScopeExtension);
  module->Decides(DecideRefuseScopeExtension);
  module->Decides(DecideExtendCertificate);
  module->Decides(DecideTransitionCertificate);
}

// Appeals, complaints, changes at the client, misused marks, witnesses.
void AddClientRelations(aggregate::Module* module) {
  module->Decides(DecideFileAppeal);
  module->Decides(DecideAssignAppealPanel);
  module->Decides(DecideDecideAppeal);
  module->Decides(DecideCloseAppeal);
  module->Presents(PresentAppeal);
  module->Decides(DecideReceiveComplaint);
  module->Decides(DecideAcknowledgeComplaint);
  module->Decides(DecideInvestigateComplaint);
  module->Decides(DecideLinkComplaint);
  module->Decides(DecideAnswerComplaint);
  module->Decides(DecideCloseComplaint);
  module->Presents(PresentComplaint);
  module->Decides(DecideNotifyChange);
  module->Decides(DecideReviewChange);
  module->Decides(DecideCompleteChange);
  module->Presents(PresentClientChange);
  module->Decides(DecideReportMarkMisuse);
  module->Decides(DecideCorrectMarkMisuse);
  module->Presents(PresentMarkMisuse);
  module->Decides(DecideAnnounceWitness);
  module->Decides(DecideAnswerWitness);
  module->Decides(DecideRecordWitness);
}

void AddExercises(aggregate::Module* module) {
  module->Decides(DecideRecordExercise);
  module->Decides(DecideRaiseExerciseFinding);
  module->Decides(DecideIssueExerciseReport);
}

void AddAudits(aggregate::Module* module) {
  module->Decides(DecidePlanAudit);
  module->Decides(DecideMoveAudit);
  module->Decides(DecideAssignTeamMember);
  module->Decides(DecideReleaseTeamMember);
  module->Decides(DecideOpenAudit);
  module->Decides(DecideAgreeScopingStatement);
  module->Decides(DecidePlanCertificationAudit);
  module->Decides(DecideRecordClauseResult);
  module->Decides(DecideEvaluateTrainee);
  module->Decides(DecideIssueReport);
  module->Decides(DecideGiveVerdict);
  module->Decides(DecideCloseAudit);
  module->Decides(DecideSupplyDecisionPackage);
  module->Decides(DecideEscalateSurveillance);
  module->Decides(DecideDecideMaintenance);
}

void AddAuditWork(aggregate::Module* module) {
  module->Decides(DecideScheduleAgendaItem);
  module->Decides(DecideRemoveAgendaItem);
  module->Decides(DecideSendAuditPlan);
  module->Decides(DecideHoldMeeting);
  module->Decides(DecideBuildChecklist);
  module->Decides(DecideAnswerLine);
  module->Decides(DecideRequestEvidence);
  module->Decides(DecideSubmitEvidence);
  module->Decides(DecideAcceptEvidence);
  module->Decides(DecideRejectEvidence);
  module->Presents(PresentEvidenceRequest);
  module->Decides(DecideReviseReport);
}

void AddProgramme(aggregate::Module* module) {
  module->Decides(DecideEstablishAuditProgramme);
  module->Decides(DecideRateAuditRisk);
  module->Decides(DecidePlanRound);
  module->Decides(DecideMoveRound);
  module->Decides(DecideDropRound);
  module->Decides(DecideApproveAuditProgramme);
  module->Decides(DecideReviewAuditProgramme);
  module->Answers(AnswerAskCoverage);
}

void AddFindings(aggregate::Module* module) {
  module->Decides(DecideRaiseFinding);
  module->Decides(DecideRegradeFinding);
  module->Decides(DecideWithdrawFinding);
  module->Decides(DecideDisputeFinding);
  module->Decides(DecideCloseConcern);
  module->Decides(DecideSettleFinding);
  module->Decides(DecideTakeUpOpportunity);
  module->Decides(DecideDeclineOpportunity);
  module->Decides(DecideSubmitResponse);
  module->Decides(DecideAcceptResponse);
  module->Decides(DecideRejectResponse);
  module->Decides(DecideVerifyFinding);
  module->Presents(PresentFinding);
  module->ReactsTo("actions", "link-action", LinkOpenedAction);
  module->ReactsTo("actions", "settle-finding", SettleWithClosedAction);
  module->ReactsTo("actions", "reopen-finding", ReopenWithAction);
}

void AddQueries(aggregate::Module* module) {
  module->Answers(AnswerCompareQuotations);
  module->Answers(AnswerAskReadiness);
  module->Answers(AnswerShowJourney);
  module->Answers(AnswerAskRegister);
  module->Answers(AnswerShowCertificate);
  module->JoinsFeedOf("directory");
  module->JoinsFeedOf("training");
  module->JoinsFeedOf("actions");
}

}  // namespace

aggregate::Module MakeModule() {
  aggregate::Module module("audits");
  AddBodiesAndOffers(&module);
  AddJourney(&module);
  AddAudits(&module);
  AddAuditWork(&module);
  AddProgramme(&module);
  AddFindings(&module);
  AddCertificates(&module);
  AddScopeExtensions(&module);
  AddClientRelations(&module);
  AddExercises(&module);
  AddQueries(&module);
  return module;
}

}  // namespace assay::audits
