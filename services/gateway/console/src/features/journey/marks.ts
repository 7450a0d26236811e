// What of a journey stands on its timeline: pure.
import type { Schemas } from '~/api/client';
import type { AnyRecord } from '~/api/model';
import { addDays } from '~/api/queries';
import type { Lane, Mark } from './years';

interface Facts {
  today: string;
  journey: AnyRecord;
  overview: Schemas['audits.JourneyOverview'];
  cycle?: Schemas['scheduling.Cycle'];
  audits: AnyRecord[];
  exercises: AnyRecord[];
  reviews: AnyRecord[];
  sessions: AnyRecord[];
  words: {
    cycle: string; steps: string; windows: string; expiry: string; restore: string; audits: string; reviews: string; exercises: string; training: string;
    window: (key: string) => string;
    audit: (audit: AnyRecord) => string;
    title: (collection: string, record: AnyRecord) => string;
    session: (session: AnyRecord) => string;
  };
}
const text = (value: unknown) => String(value ?? '');

/** "surveillance-2" as people of the language say it: by the audit that fills it. */
export function windowName(key: string, enumWord: (type: string, value: string) => string): string {
  const [, kind, n] = /^([a-z]+)(?:-(\d+))?$/.exec(key) ?? ['', key, ''];
  return [enumWord('audits.AuditType', kind!.toUpperCase()), n].filter(Boolean).join(' ');
}


export function marksOf({ today, overview, cycle, audits, exercises, reviews, sessions, words }: Facts): { from: string; to: string; lanes: Lane[] } {
  const done = overview.steps.filter((step) => step.doneOn);
  const steps: Mark[] = done.map((step, i) => ({ key: `${step.code}${i}`, from: step.doneOn, to: step.doneOn, label: step.code, tone: 'good' as const }));
  const windows: Mark[] = (cycle?.windows ?? []).map((window) => ({
    key: window.key, from: window.earliest, to: window.latest, frame: true,
    label: `${words.window(window.key)} (${window.rule})`,
    tone: window.doneOn ? 'good' : window.latest < today ? 'bad' : window.earliest <= today ? 'go' : 'wait',
  }));
  if (cycle) {
    windows.unshift({ key: 'cycle', from: cycle.decidedOn, to: cycle.expiresOn, label: words.cycle, tone: cycle.suspendedCertificateIds.length > 0 ? 'warn' : 'good' });
    windows.push({ key: 'expiry', from: cycle.expiresOn, to: cycle.expiresOn, label: words.expiry, tone: 'bad' });
    if (cycle.restoreUntil && cycle.expiresOn < today) windows.push({ key: 'restore', from: cycle.expiresOn, to: cycle.restoreUntil, label: words.restore, tone: 'warn', frame: true });
  }
  const auditMarks: Mark[] = audits.filter((audit) => audit.state !== 'CANCELLED').map((audit) => ({
    key: audit.id, from: text(audit['firstDay'] || audit['plannedFrom']), to: text(audit['lastDay'] || audit['plannedTo'] || audit['plannedFrom']), label: words.audit(audit),
    tone: audit.state === 'CLOSED' || audit.state === 'REPORTED' ? 'good' : audit.state === 'OPENED' ? 'go' : text(audit['plannedFrom']) < today ? 'bad' : 'wait', to_: `audits/${audit.id}`,
  }));
  const single = (collection: string, records: AnyRecord[], label: (record: AnyRecord) => string): Mark[] =>
    records.filter((record) => record.state !== 'CANCELLED').map((record) => {
      const on = text(record['heldOn'] || record['plannedOn']);
      return { key: record.id, from: on, to: on, label: label(record), tone: record['heldOn'] ? ('good' as const) : on < today ? ('bad' as const) : ('wait' as const), to_: `${collection}/${record.id}` };
    });
  const lanes: Lane[] = [
    { name: words.windows, marks: windows },
    { name: words.steps, marks: steps },
    { name: words.audits, marks: auditMarks },
    { name: words.reviews, marks: single('management-reviews', reviews, () => '') },
    { name: words.exercises, marks: single('exercises', exercises, () => '') },
    { name: words.training, marks: single('sessions', sessions, () => '') },
  ].map((lane) => ({ ...lane, marks: lane.marks.filter((mark) => mark.from) }));
  // From the first step to the end of the cycle; without one, three years.
  const all = lanes.flatMap((lane) => lane.marks);
  const first = all.reduce((least, mark) => (mark.from < least ? mark.from : least), today);
  const last = all.reduce((most, mark) => (mark.to > most ? mark.to : most), today);
  return { from: addDays(first, -20), to: addDays(last > addDays(today, 120) ? last : addDays(today, 365), 45), lanes };
}
