import { useI18n } from '~/i18n';

export type Tone = 'calm' | 'go' | 'wait' | 'good' | 'warn' | 'bad';
const tones: Record<string, Tone> = {
  // asked for, planned, under way
  OPEN: 'go', RAISED: 'go', PLANNED: 'go', SCHEDULED: 'go', TO_DO: 'go', DOING: 'go', OPENED: 'go', RUNNING: 'go', SENT: 'go', ASKED: 'go', REQUESTED: 'go', CONTAINED: 'go', CAUSE_ANALYSED: 'go', ENQUIRING: 'go', APPLIED: 'go', WAITING: 'go',
  // somebody has to judge
  PLAN_SUBMITTED: 'wait', SUBMITTED: 'wait', IMPLEMENTED: 'wait', REPORTED: 'wait', HELD: 'wait', RESPONSE_SUBMITTED: 'wait', RETURNED: 'wait', NO_RESPONSE: 'wait',
  // as it should be
  CLOSED: 'good', VERIFIED: 'good', SETTLED: 'good', DONE: 'good', SIGNED: 'good', ACTIVE: 'good', CERTIFIED: 'good', AGREED: 'good', ACCEPTED: 'good', PLAN_ACCEPTED: 'good', RESPONSE_ACCEPTED: 'good', BODY_VERIFIED: 'good', SELECTED: 'good', MET: 'good', KEPT: 'good', CONFORMS: 'good', CONFORM: 'good', POSITIVE: 'good',
  QUALIFIED_AUDITOR: 'good', QUALIFIED_LEAD: 'good',
  // worth a look
  MINOR: 'warn', PLAN_REJECTED: 'warn', REJECTED: 'warn', AREA_OF_CONCERN: 'warn', CONCERN_RAISED: 'warn', MEDIUM: 'warn', MINOR_ACTION: 'warn', GO_WITH_CONDITIONS: 'warn', RECOMMENDED_WITH_CONDITIONS: 'warn', POSTPONE: 'warn',
  // against us
  MAJOR: 'bad', SUSPENDED: 'bad', EXPIRED: 'bad', INEFFECTIVE: 'bad', RESPONSE_REJECTED: 'bad', REFUSED: 'bad', APPLICATION_DECLINED: 'bad', NONCONFORMS: 'bad', HIGH: 'bad', MAJOR_ACTION: 'bad', NOT_RECOMMENDED: 'bad', REPEAT: 'bad',
};
// The same word for something that is over here and waits there.
const ofType: Record<string, Tone> = { 'training.Session.State.HELD': 'good', 'directory.ServiceOffering.State.OFFERED': 'good', 'directory.Site.State.OPEN': 'good', 'directory.Person.State.PRESENT': 'good', 'audits.Finding.BodyState.NO_RESPONSE': 'calm' };
export const toneOf = (value: string, type = ''): Tone => ofType[`${type}.${value}`] ?? tones[value] ?? 'calm';

export function EnumTone({ type, value }: { type: string; value: string }) {
  const { enumWord } = useI18n();
  const word = enumWord(type, value);
  return word ? <span className={`tone ${toneOf(value, type)}`}>{word}</span> : null;
}
export function OverdueTone() {
  const { t } = useI18n();
  return <span className="tone bad">{t('overdue')}</span>;
}
