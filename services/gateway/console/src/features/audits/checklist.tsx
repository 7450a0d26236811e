// The checklist, one question at a time: keys move, grade and save; files are dropped; what is typed survives a lost connection.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowLeft, IconArrowRight, IconFlag, IconMessageQuestion } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Problem } from '~/api/client';
import { commandNamed, fieldsOf, mayGive, type AnyRecord } from '~/api/model';
import { usePlace, useRecord, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CommandButton, useAsk } from '~/record/command';
import type { Draft } from '~/record/body';
import { EnumTone } from '~/record/tone';
import { Fields } from '~/record/value';
import { RecordLink, useViewSearch } from '~/shell/links';
import { Loading, Troubled } from '~/shell/states';
import { AnswerForm } from './answer-form';
import { answerAt, answersOf, gradeOf, groupsOf, nextOpen, type Answer, type Line } from './lines';

const resultType = 'audits.LineAnswer.Result';

/** What an answer says, to be read. */
function AnswerShown({ answer }: { answer: Answer }) {
  return <Fields fields={fieldsOf('audits.LineAnswer').filter(({ name }) => !['key', 'line', 'siteId'].includes(name))} values={answer as unknown as Draft} />;
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
  const [saved, setSaved] = useState(0); // each answer is given in a form of its own
  const current = useRef<HTMLButtonElement>(null);
  const lines = (checklist.data?.['lines'] as Line[] | undefined) ?? [];
  const answers = (checklist.data?.['answers'] as Answer[] | undefined) ?? [];
  const line = lines[Math.min(at, lines.length - 1)];
  const move = (step: number) => lines.length > 0 && setAt((i) => (i + step + lines.length) % lines.length);
  useHotkeys([['n', () => move(1)], ['p', () => move(-1)], ['j', () => move(1)], ['k', () => move(-1)], ['g', () => document.querySelector<HTMLElement>('.grades button')?.focus()]]);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  // An address may name the line.
  const [search] = useViewSearch();
  const wantedAt = lines.findIndex((each) => each.line === search['line']);
  useEffect(() => {
    if (wantedAt < 0) return;
    setAt(wantedAt);
    setSite(search['site'] ?? '');
  }, [wantedAt, search]);
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
  const siteIds = audit['siteIds'] as string[];
  const answer = answerAt(given, site, siteIds);
  const elsewhere = given.filter((each) => each !== answer);
  const grade = answer && gradeOf[answer.result];
  const wanted = filter.toLowerCase();
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
        {may ? <AnswerForm key={`${line.line}${site}${answer?.key ?? ''}${saved}`} audit={audit} checklist={checklist.data!} line={line} answer={answer} siteId={answer?.siteId ?? site} usual={usual.current} done={(methods) => { usual.current = methods; setSaved((before) => before + 1); setAt(nextOpen(lines, answers, at)); }} /> : answer && <AnswerShown answer={answer} />}
        {elsewhere.length > 0 && <p className="dim" style={{ marginBottom: 0 }}>{t('lineOtherSites')} {elsewhere.map((each) => <span key={each.key}> · {each.siteId ? (sites.get(each.siteId) ?? '…') : t('lineAllSites')} <EnumTone type={resultType} value={each.result} /></span>)}</p>}
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginTop: 14 }}>
          {grade && may && <Button variant="default" leftSection={<IconFlag size={14} />} onClick={() => ask({ command: raise, record: audit, preset: { grade, standard: line.standard, clause: line.clause, line: line.line, evidence: answer.statement, requirement: line.question, siteId: site || siteIds[0] } })}>{commandWord('RaiseFinding')}</Button>}
          {may && <Button variant="default" leftSection={<IconMessageQuestion size={14} />} onClick={() => ask({ command: commandNamed('RequestEvidence'), preset: { auditId: audit.id, line: line.line, clause: line.clause } })}>{commandWord('RequestEvidence')}</Button>}
          {may && <small className="dim" style={{ marginLeft: 'auto', alignSelf: 'center' }}>{t('lineKeys')}</small>}
        </div>
      </section>
    </div>
  );
}
