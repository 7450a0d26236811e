// The checklist, one question at a time: keys move, grade and save; files are dropped; what is typed survives a lost connection.
import { Alert, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowLeft, IconArrowRight, IconFlag, IconMessageQuestion } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { command as give, newId, Problem } from '~/api/client';
import { commandNamed, fieldsOf, mayGive, type AnyRecord } from '~/api/model';
import { refresh, usePlace, useRecord, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CommandButton, useAsk } from '~/record/command';
import { bodyOf, pathOfFault, type Draft } from '~/record/body';
import { dropDraft, keepDraft, placeOf, readDraft } from '~/record/drafts';
import { useUploads, withFiles } from '~/record/file-inputs';
import { Inputs } from '~/record/inputs';
import { EnumTone } from '~/record/tone';
import { RecordLink } from '~/shell/links';
import { Loading, ProblemText, Troubled } from '~/shell/states';
import { answersOf, gradeOf, groupsOf, isExplained, nextOpen, results, type Answer, type Line } from './lines';

const resultType = 'audits.LineAnswer.Result';
const more = new Set(['samples', 'evidenceFiles']);
const methodType = 'audits.EvidenceMethod';
const methodKeys: Record<string, string> = { i: 'BY_INTERVIEW', o: 'BY_OBSERVATION', d: 'BY_DOCUMENT_REVIEW' };

interface Session {
  draft: Draft;
  key: string;
}

/** The answer to one line as it is being given; each line has a draft and a key of its own. */
function AnswerForm({ audit, line, answer, siteId, usual, done }: { audit: AnyRecord; line: Line; answer: Answer | undefined; siteId: string; usual: string[]; done: (methods: string[]) => void }) {
  const { t, enumWord, field: word } = useI18n();
  const { organisation, account, person, today } = usePlace();
  const people = useTitles('people');
  const command = commandNamed('AnswerLine');
  const fields = fieldsOf(command.input);
  const subject = `${audit.id}:${line.line}:${siteId}`;
  const place = placeOf({ account: account.id, organisation, command: command.name, subject });
  const [session, setSession] = useState<Session>(() => {
    const kept = readDraft(place);
    return kept ? { draft: kept.draft, key: kept.key } : { key: newId(), draft: { line: line.line, ...(siteId && { siteId }), answeredBy: person, occurredOn: today, methods: answer?.methods ?? usual, ...(answer && { result: answer.result, statement: answer.statement }) } };
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const { draft, key } = session;
  const keep = (next: Draft, body?: Draft) => keepDraft({ organisation, account: account.id, command: command.name, collection: command.collection, verb: command.verb, subject, id: audit.id, key, draft: next, at: Date.now(), ...(body && { body }) });
  const set = (part: Draft) => {
    const next = { ...draft, ...part };
    setSession({ draft: next, key });
    keep(next);
  };
  const files = (draft['evidenceFiles'] as Draft[] | undefined) ?? [];
  const uploads = useUploads((taken) => set({ evidenceFiles: withFiles(files, taken) })); // dropped anywhere on the question
  const result = String(draft['result'] ?? '');
  const methods = (draft['methods'] as string[] | undefined) ?? [];
  const toggle = (method: string) => set({ methods: methods.includes(method) ? methods.filter((each) => each !== method) : [...methods, method] });
  const textField = isExplained(result) ? 'justification' : 'statement';
  const save = async () => {
    if (busy || uploads.busy || !result) return;
    const body = bodyOf(fields, draft);
    setBusy(true);
    setProblem(null);
    try {
      await give(organisation, command.collection, audit.id, command.verb, body, key);
      dropDraft(place);
      await refresh();
      done(methods);
    } catch (error) {
      const caught = error instanceof Problem ? error : new Problem(0, { detail: String(error) });
      keep(draft, caught.status === 0 ? body : undefined);
      setProblem(caught);
      if (caught.status === 0) done(methods); // it waits in the outbox: go on
    }
    setBusy(false);
  };
  useHotkeys([...results.map((each, i) => [String(i + 1), () => set({ result: each })] as [string, () => void]), ...Object.entries(methodKeys).map(([letter, method]) => [letter, () => toggle(method)] as [string, () => void]), ['mod+Enter', () => void save()]]);
  const error = problem?.field && pathOfFault(problem.field) === textField ? problem.message : undefined;
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }} aria-label={line.question} {...uploads.zone}>
      <div className="grades" role="radiogroup" aria-label={word('result')}>
        {results.map((each, i) => (
          <button key={each} type="button" role="radio" aria-checked={result === each} onClick={() => set({ result: each })}><kbd aria-hidden>{i + 1}</kbd> {enumWord(resultType, each)}</button>
        ))}
      </div>
      <Textarea mt="sm" autosize minRows={3} maxLength={4000} label={word(textField)} value={String(draft[textField] ?? '')} error={error} onChange={(event) => set({ [textField]: event.currentTarget.value })} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(); }} />
      {!isExplained(result) && (
        <div className="grades" role="group" aria-label={word('methods')} style={{ marginTop: 10 }}>
          {Object.entries(methodKeys).map(([letter, method]) => <button key={method} type="button" role="checkbox" aria-checked={methods.includes(method)} onClick={() => toggle(method)}><kbd aria-hidden>{letter}</kbd> {enumWord(methodType, method)}</button>)}
        </div>
      )}
      {!person && <NativeSelect mt="sm" label={word('answeredBy')} data={[{ value: '', label: '' }, ...[...people].map(([value, label]) => ({ value, label }))]} value={String(draft['answeredBy'] ?? '')} onChange={(event) => set({ answeredBy: event.currentTarget.value })} />}
      <details style={{ margin: '10px 0' }} {...(files.length > 0 && { open: true })}><summary>{t('lineMore')}{files.length > 0 && <span className="dim num"> {files.length}</span>}</summary><div style={{ marginTop: 8 }}><Inputs fields={fields.filter((field) => more.has(field.name))} draft={draft} onChange={(next) => set(next)} errors={{}} /></div></details>
      <p className="dim" style={{ margin: '0 0 10px' }} aria-live="polite">{uploads.busy ? t('loading') : t('lineDrop')}</p>
      {uploads.fault && <Alert color="red" variant="outline" role="alert" mb="sm">{uploads.fault}</Alert>}
      {problem && !error && <Alert color="red" variant="outline" role="alert" mb="sm"><ProblemText problem={problem} /></Alert>}
      <Button type="submit" size="sm" loading={busy} disabled={!result || uploads.busy}>{t('lineSave')}</Button>
    </form>
  );
}

function Previous({ line }: { line: Line }) {
  const { t } = useI18n();
  if (!line.previous?.auditId) return null;
  return <p className="quiet" style={{ margin: '10px 0' }}><span>{t('linePrevious')}</span> <EnumTone type={resultType} value={line.previous.result} /> <span>{line.previous.statement}</span> <RecordLink collection="audits" id={line.previous.auditId}>{t('navAudit')}</RecordLink></p>;
}

/** `without` is shown where nobody has built a checklist: results clause by clause. */
export function LineChecklist({ audit, without }: { audit: AnyRecord; without: ReactNode }) {
  const { t, commandWord } = useI18n();
  const { roles, asOf } = usePlace();
  const ask = useAsk();
  const checklist = useRecord('audit-checklists', audit.id);
  const sites = useTitles('sites');
  const [at, setAt] = useState(0);
  const [site, setSite] = useState('');
  const usual = useRef<string[]>([]); // how the line before was found out
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [filter, setFilter] = useState('');
  const current = useRef<HTMLButtonElement>(null);
  const lines = (checklist.data?.['lines'] as Line[] | undefined) ?? [];
  const answers = (checklist.data?.['answers'] as Answer[] | undefined) ?? [];
  const line = lines[Math.min(at, lines.length - 1)];
  const move = (step: number) => lines.length > 0 && setAt((i) => (i + step + lines.length) % lines.length);
  useHotkeys([['n', () => move(1)], ['p', () => move(-1)], ['j', () => move(1)], ['k', () => move(-1)], ['g', () => document.querySelector<HTMLElement>('.grades button')?.focus()]]);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const answerLine = commandNamed('AnswerLine');
  const may = !asOf && mayGive(answerLine, roles) && audit.state === 'OPENED';
  const build = commandNamed('BuildChecklist');
  const missing = checklist.error instanceof Problem && checklist.error.status === 404;
  if (checklist.error && !missing) return <Troubled error={checklist.error} retry={() => void checklist.refetch()} />;
  if (!missing && !checklist.data) return <Loading />;
  if (!line)
    return (
      <>
        {!asOf && mayGive(build, roles) && ['PLANNED', 'OPENED'].includes(String(audit.state)) && <div className="quiet"><span>{t('lineNone')}</span> <CommandButton asked={{ command: build, record: { id: audit.id } }} /></div>}
        {without}
      </>
    );
  const given = answersOf(line, answers);
  const answer = given.find((each) => each.siteId === site) ?? (site ? undefined : given[0]);
  const grade = answer && gradeOf[answer.result];
  const wanted = filter.toLowerCase();
  const siteIds = audit['siteIds'] as string[];
  const raise = commandNamed('RaiseFinding');
  return (
    <div className="lines">
      <div>
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', marginBottom: 8 }}>
          <TextInput size="xs" style={{ flex: 1 }} placeholder={t('listFilter')} aria-label={t('listFilter')} value={filter} onChange={(event) => setFilter(event.currentTarget.value)} />
          <label style={{ display: 'flex', gap: 6, alignItems: 'center', minHeight: 24 }}><input type="checkbox" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.currentTarget.checked)} style={{ width: 16, height: 16 }} /> {t('lineOnlyOpen')}</label>
        </div>
        <nav className="line-list" aria-label={t('auditChecklist')}>
          {groupsOf(lines, answers).map((group) => (
            <div key={group.standard + group.clause}>
              <h3>{group.standard} · {group.clause} <span className="dim num">{group.answered}/{group.lines.length}</span></h3>
              {group.lines.filter(({ line: each }) => (!onlyOpen || answersOf(each, answers).length === 0) && (!wanted || `${each.clause} ${each.title} ${each.question}`.toLowerCase().includes(wanted))).map(({ line: each, index }) => (
                <button key={each.line} ref={index === at ? current : null} type="button" {...(index === at && { 'aria-current': true })} onClick={() => setAt(index)}>
                  <span className="num">{each.clause}</span><span className="clip">{each.question}</span>{answersOf(each, answers).slice(0, 1).map((found) => <EnumTone key={found.key} type={resultType} value={found.result} />)}
                </button>
              ))}
            </div>
          ))}
        </nav>
      </div>
      <section className="line-one" aria-live="polite">
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button variant="default" aria-label={t('linePrev')} onClick={() => move(-1)}><IconArrowLeft size={15} /></Button>
          <Button variant="default" aria-label={t('lineNext')} onClick={() => move(1)}><IconArrowRight size={15} /></Button>
          <span className="dim num">{at + 1} / {lines.length}</span>
          {siteIds.length > 1 && <NativeSelect size="xs" ml="auto" aria-label={t('lineSite')} data={[{ value: '', label: t('lineAllSites') }, ...siteIds.map((id) => ({ value: id, label: sites.get(id) ?? '…' }))]} value={site} onChange={(event) => setSite(event.currentTarget.value)} />}
        </div>
        <h2 style={{ fontSize: 16, margin: '12px 0 4px' }}>{line.question}</h2>
        <p className="dim" style={{ margin: 0 }}>{line.standard} · <span className="num">{line.clause}</span> {line.title}{(line.also ?? []).map((also) => <span key={also.standard + also.clause}> · {also.standard} <span className="num">{also.clause}</span></span>)}</p>
        {line.lookFor && <p className="prose" style={{ margin: '6px 0 0' }}>{line.lookFor}</p>}
        <Previous line={line} />
        {may ? <AnswerForm key={`${line.line}${site}${answer?.key ?? ''}`} audit={audit} line={line} answer={answer} siteId={site} usual={usual.current} done={(methods) => { usual.current = methods; setAt(nextOpen(lines, answers, at)); }} /> : answer ? <p><EnumTone type={resultType} value={answer.result} /> <span className="prose">{answer.statement}</span></p> : null}
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginTop: 14 }}>
          {grade && may && <Button variant="default" leftSection={<IconFlag size={14} />} onClick={() => ask({ command: raise, record: audit, preset: { grade, standard: line.standard, clause: line.clause, line: line.line, evidence: answer.statement, requirement: line.question, siteId: site || siteIds[0] } })}>{commandWord('RaiseFinding')}</Button>}
          {may && <Button variant="default" leftSection={<IconMessageQuestion size={14} />} onClick={() => ask({ command: commandNamed('RequestEvidence'), preset: { auditId: audit.id, line: line.line, clause: line.clause } })}>{commandWord('RequestEvidence')}</Button>}
          {may && <small className="dim" style={{ marginLeft: 'auto', alignSelf: 'center' }}>{t('lineKeys')}</small>}
        </div>
      </section>
    </div>
  );
}
