// Of the commands that a record's state admits, the one that moves it on. The server decides what may be given; this is only
// which of them stands first.
import type { AnyRecord, CommandKind } from '~/api/model';

const forward: Record<string, string[]> = {
  findings: ['SubmitResponse', 'AcceptResponse', 'VerifyFinding', 'CloseConcern'],
  actions: ['RecordCorrection', 'AnalyseCause', 'SubmitPlan', 'ApprovePlan', 'ReportImplementation', 'VerifyEffectiveness', 'CloseAction'],
  audits: ['OpenAudit', 'RecordClauseResult', 'IssueReport', 'GiveVerdict', 'CloseAudit'],
  journeys: ['SendEnquiry', 'SelectBody', 'CompleteApplication', 'AcceptApplication', 'SignAgreement', 'AgreeAuditProgramme', 'SelectAssessmentDate', 'GrantCertification', 'RenewCertification'],
  enquiries: ['ReceiveQuestionnaire', 'AnswerQuestion', 'ReturnQuestionnaire'],
  'evidence-requests': ['SubmitEvidence', 'AcceptEvidence'],
  'to-dos': ['StartToDo', 'CompleteToDo'],
  'management-reviews': ['RecordReviewInput', 'HoldReview', 'TakeReviewDecision', 'SignReview'],
  exercises: ['RecordExercise', 'IssueExerciseReport'],
  sessions: ['HoldSession', 'CheckEffect', 'AcknowledgeBriefing'],
  certificates: ['RestoreCertificate', 'PermitMark'],
  'certification-bodies': ['RecordAccreditation'],
};
// Where several fit a state, what is filled in already tells them apart.
const passed: Record<string, (record: AnyRecord) => boolean> = {
  SubmitResponse: (record) => ['RESPONSE_SUBMITTED', 'RESPONSE_ACCEPTED', 'BODY_VERIFIED'].includes(String(record['bodyState'])) || record['origin'] !== 'BODY_AUDIT' || record['grade'] === 'AREA_OF_CONCERN',
  AcceptResponse: (record) => record['bodyState'] !== 'RESPONSE_SUBMITTED',
  VerifyFinding: (record) => record['bodyState'] !== 'RESPONSE_ACCEPTED',
  CloseConcern: (record) => record['grade'] !== 'AREA_OF_CONCERN',
  RecordCorrection: (record) => Boolean(record['correction']),
  AnalyseCause: (record) => Boolean(record['cause']),
  ApprovePlan: (record) => record.state !== 'PLAN_SUBMITTED' && !record['approvalStale'],
  SubmitPlan: (record) => !['CAUSE_ANALYSED', 'PLAN_REJECTED'].includes(String(record.state)),
  RecordReviewInput: (record) => (record['inputs'] as unknown[]).length > 0,
  RecordClauseResult: () => true,
  GiveVerdict: (record) => record['type'] !== 'INITIAL_STAGE_1' || !String(record['verdict']).endsWith('_UNSPECIFIED'),
  TakeReviewDecision: (record) => (record['decisions'] as unknown[]).length > 0,
  StartToDo: (record) => record.state === 'DOING',
  CheckEffect: (record) => (record['effects'] as unknown[]).length > 0,
  PermitMark: (record) => Boolean(record['markPermittedOn']),
  AgreeAuditProgramme: (record) => Boolean(record['programmeAgreedOn']),
  GrantCertification: (record) => record.state === 'CERTIFIED', // again only for another standard
  RenewCertification: (record) => !record['recertificationLastDay'],
  SelectAssessmentDate: (record) => Boolean(record['stage1On']),
};

export function nextOf(collection: string, record: AnyRecord, offered: CommandKind[]): CommandKind | undefined {
  return (forward[collection] ?? []).filter((name) => !passed[name]?.(record)).map((name) => offered.find((command) => command.name === name)).find((command) => command !== undefined);
}
