// The answer to one line as it is being given; each line has a draft and a key of its own, and what is typed survives a lost connection.
import { Alert, Button, NativeSelect, Textarea } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { get, newId, problemOf, type Problem } from '~/api/client';
import { commandNamed, fieldsOf, type AnyRecord } from '~/api/model';
import { pathOf, refresh, usePlace, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { bodyOf, pathOfFault, rebase, same, type Draft } from '~/record/body';
import { Differences } from '~/record/differences';
import { dropDraft, dropGiven, givenBy, keepDraft, keepGiven, placeOf, readDraft, type Kept } from '~/record/drafts';
import { placed } from '~/record/faults';
import { useUploads, withFiles } from '~/record/file-inputs';
import { giveKept } from '~/record/give-kept';
import { Inputs } from '~/record/inputs';
import { ProblemText } from '~/shell/states';
import { answerIn, isExplained, results, takenFromAnswer, type Answer, type Line } from './lines';

const resultType = 'audits.LineAnswer.Result';
const methodType = 'audits.EvidenceMethod';
const methodKeys: Record<string, string> = { i: 'BY_INTERVIEW', o: 'BY_OBSERVATION', d: 'BY_DOCUMENT_REVIEW' };
const command = commandNamed('AnswerLine');
const fields = fieldsOf(command.input);
const more = fields.filter(({ name }) => name === 'samples' || name === 'evidenceFiles');

interface Session {
  draft: Draft;
  base: Draft; // what the line's answer was
  version: number | undefined; // of the checklist then
  key: string;
  restored: number;
  theirs: Draft; // what somebody else answered meanwhile
  replaces?: string; // the key of an answer that waits, or was refused
}
/** What the line's answer is now, under what was typed. */
function onto(session: Session, checklist: AnyRecord): Session {
  const taken = takenFromAnswer(answerIn(checklist, session.draft));
  const { draft, differs } = rebase(session.draft, session.base, taken);
  return { ...session, draft, base: taken, version: checklist.meta?.version, theirs: Object.fromEntries(differs.map((name) => [name, taken[name]])) };
}
function restored(kept: Kept, checklist: AnyRecord): Session {
  const session: Session = { draft: kept.draft, base: kept.base ?? {}, version: checklist.meta?.version, key: kept.sent && !kept.body ? kept.key : newId(), restored: kept.at, theirs: {}, ...(kept.body && { replaces: kept.key }) };
  return same(session.base, takenFromAnswer(answerIn(checklist, kept.draft))) ? session : onto(session, checklist);
}

interface Props {
  audit: AnyRecord;
  checklist: AnyRecord;
  line: Line;
  answer: Answer | undefined;
  siteId: string;
  usual: string[]; // how the line before was found out
  done: (methods: string[]) => void;
}

function useSession({ audit, checklist, line, answer, siteId, usual }: Props) {
  const { organisation, account, person, today } = usePlace();
  const subject = `${audit.id}:${line.line}:${siteId}`;
  const place = placeOf({ account: account.id, organisation, command: command.name, subject });
  const begun = (): Session => {
    const base = takenFromAnswer(answer);
    return { draft: { line: line.line, ...(siteId && { siteId }), answeredBy: person, occurredOn: today, methods: usual, ...base }, base, version: checklist.meta?.version, key: newId(), restored: 0, theirs: {} };
  };
  const [session, setSession] = useState<Session>(() => {
    const kept = readDraft(place) ?? givenBy(account.id).filter((given) => placeOf(given) === place).pop();
    return kept ? restored(kept, checklist) : begun();
  });
  const [full, setFull] = useState(false); // the device keeps nothing more
  const entry = ({ draft, base, version, key }: Session, sent = false): Kept => ({ organisation, account: account.id, command: command.name, collection: command.collection, verb: command.verb, subject, id: audit.id, key, version, base, draft, sent, at: Date.now() });
  const keep = (next: Session, sent = false) => {
    setSession(next);
    setFull(!keepDraft(entry(next, sent)));
  };
  const settled = () => {
    dropDraft(place, session.key);
    if (session.replaces) dropGiven(session.replaces);
  };
  return {
    session, keep, full, settled, entry,
    queue: (body: Draft) => {
      const kept = keepGiven({ ...entry(session, true), body });
      setFull(!kept);
      if (kept) settled();
      return kept;
    },
    startOver: () => {
      const kept = readDraft(place);
      if (kept) dropDraft(place, kept.key);
      if (session.replaces) dropGiven(session.replaces);
      setSession(begun());
    },
  };
}

export function AnswerForm(props: Props) {
  const { audit, line, done } = props;
  const { t, enumWord, field: word, moment } = useI18n();
  const { organisation, person } = usePlace();
  const people = useTitles('people');
  const { session, keep, full, settled, entry, queue, startOver } = useSession(props);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const { draft, theirs } = session;
  const set = (part: Draft) => keep({ ...session, draft: { ...draft, ...part } });
  const files = (draft['evidenceFiles'] as Draft[] | undefined) ?? [];
  const samples = (draft['samples'] as Draft[] | undefined) ?? [];
  const uploads = useUploads((taken) => set({ evidenceFiles: withFiles(files, taken) })); // dropped anywhere on the question
  const result = String(draft['result'] ?? '');
  const methods = (draft['methods'] as string[] | undefined) ?? [];
  const toggle = (method: string) => set({ methods: methods.includes(method) ? methods.filter((each) => each !== method) : [...methods, method] });
  const explained = isExplained(result);
  const textField = explained ? 'justification' : 'statement';

  const refusedFor = async (caught: Problem) => {
    const reused = caught.code === 'idempotency-key-reused';
    const now = reused || caught.code === 'version-conflict' ? await get<AnyRecord>(pathOf(organisation, command.collection, audit.id)).catch(() => null) : null;
    const next = now ? onto(session, now) : session;
    keep(reused ? { ...next, key: newId() } : next, caught.isLater);
    setProblem(caught);
  };
  const save = async () => {
    if (busy || uploads.busy || !result) return;
    const body = bodyOf(fields, draft);
    setBusy(true);
    setProblem(null);
    keep(session, true); // if the page is lost now, nobody knows
    try {
      await giveKept({ ...entry(session), body });
      settled();
      await refresh();
      done(methods);
    } catch (error) {
      const caught = problemOf(error);
      if (caught.status === 0 && queue(body)) done(methods); // it waits in the outbox: go on
      else await refusedFor(caught);
    }
    setBusy(false);
  };
  useHotkeys([...results.map((each, i) => [String(i + 1), () => set({ result: each })] as [string, () => void]), ...Object.entries(methodKeys).map(([letter, method]) => [letter, () => toggle(method)] as [string, () => void]), ['mod+Enter', () => void save()]]);

  const { at, rest } = placed(problem, ['result', textField, 'samples', 'evidenceFiles', ...(explained ? [] : ['methods']), ...(person ? [] : ['answeredBy'])]);
  const faultOf = (name: string) => at(name) && <div role="alert" style={{ color: 'var(--mantine-color-error)', marginTop: 6 }}>{at(name)}</div>;
  const saidInFull = problem?.code === 'version-conflict' ? t('formStale') : problem?.code === 'idempotency-key-reused' ? `${t('formReused')}. ${t('formReusedHint').replace(/:$/, '.')}` : '';
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }} aria-label={line.question} {...uploads.zone}>
      {session.restored > 0 && <div className="quiet">{t('formRestored', { at: moment(new Date(session.restored).toISOString()) })} <button type="button" className="plain" onClick={startOver}>{t('formStartOver')}</button></div>}
      {full && <Alert color="red" variant="outline" mb="sm" role="alert">{t('formNotKept')}</Alert>}
      {Object.keys(theirs).length > 0 && <Alert color="yellow" variant="outline" mb="sm" role="status" title={t('formDiffers')}><Differences fields={fields} theirs={theirs} mine={draft} take={(name) => { const { [name]: taken, ...others } = theirs; keep({ ...session, draft: { ...draft, [name]: taken }, theirs: others }); }} /></Alert>}
      <div className="grades" role="radiogroup" aria-label={word('result')}>
        {results.map((each, i) => (
          <button key={each} type="button" role="radio" aria-checked={result === each} onClick={() => set({ result: each })}><kbd aria-hidden>{i + 1}</kbd> {enumWord(resultType, each)}</button>
        ))}
      </div>
      {faultOf('result')}
      <Textarea mt="sm" autosize minRows={3} maxLength={explained ? 2000 : 4000} label={word(textField)} value={String(draft[textField] ?? '')} error={at(textField)} onChange={(event) => set({ [textField]: event.currentTarget.value })} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(); }} />
      {!explained && (
        <div className="grades" role="group" aria-label={word('methods')} style={{ marginTop: 10 }}>
          {Object.entries(methodKeys).map(([letter, method]) => <button key={method} type="button" role="checkbox" aria-checked={methods.includes(method)} onClick={() => toggle(method)}><kbd aria-hidden>{letter}</kbd> {enumWord(methodType, method)}</button>)}
        </div>
      )}
      {faultOf('methods')}
      {!person && <NativeSelect mt="sm" label={word('answeredBy')} data={[{ value: '', label: '' }, ...[...people].map(([value, label]) => ({ value, label }))]} value={String(draft['answeredBy'] ?? '')} error={at('answeredBy')} onChange={(event) => set({ answeredBy: event.currentTarget.value })} />}
      <details style={{ margin: '10px 0' }} {...((files.length > 0 || samples.length > 0 || at('samples') || at('evidenceFiles')) && { open: true })}><summary>{t('lineMore')}{files.length + samples.length > 0 && <span className="dim num"> {files.length + samples.length}</span>}</summary><div style={{ marginTop: 8 }}><Inputs fields={more} draft={draft} onChange={(next) => set(next)} errors={problem?.field ? { [pathOfFault(problem.field)]: problem.message } : {}} /></div></details>
      <p className="dim" style={{ margin: '0 0 10px' }} aria-live="polite">{uploads.busy ? t('loading') : t('lineDrop')}</p>
      {uploads.fault && <Alert color="red" variant="outline" role="alert" mb="sm">{uploads.fault}</Alert>}
      {rest && <Alert color="red" variant="outline" role="alert" mb="sm">{saidInFull || <ProblemText problem={rest} />}</Alert>}
      <Button type="submit" size="sm" loading={busy} disabled={!result || uploads.busy}>{t('lineSave')}</Button>
    </form>
  );
}
