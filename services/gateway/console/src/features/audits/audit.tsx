// The audit workspace: plan, agenda, team, checklist with keys, findings, evidence requests, report.
import { Tabs } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { commandNamed, fieldsOfRecord, findCommand, kindOf, mayGive, type AnyRecord } from '~/api/model';
import { useList, usePlace, useRecord } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CommandButton, useAsk } from '~/record/command';
import { RecordPage } from '~/record/page';
import { EnumTone } from '~/record/tone';
import { Fields, MiniTable, Reference } from '~/record/value';
import { RecordLink, useViewSearch } from '~/shell/links';
import { Nothing } from '~/shell/states';
import { Agenda } from './agenda';
import { LineChecklist } from './checklist';
import { Report } from './report';
import { Requests } from './requests';

interface Result {
  key: string;
  standard: string;
  clause: string;
  answer: string;
  evidence: string;
}
const list = <T,>(audit: AnyRecord, name: string) => (audit[name] as T[] | undefined) ?? [];
const pick = (names: string[]) => fieldsOfRecord('audits').filter((field) => names.includes(field.name));

function Plan({ audit }: { audit: AnyRecord }) {
  const previous = useList('audits', { filter: `type=${String(audit['type'])}`, sort: '-plannedFrom' });
  const { enumWord, t, day } = useI18n();
  const before = (previous.data?.items ?? []).filter((other) => other.id !== audit.id && String(other['plannedFrom']) < String(audit['plannedFrom'])).slice(0, 3);
  return (
    <>
      <Fields values={audit} fields={pick(['journeyId', 'standards', 'siteIds', 'processIds', 'plannedFrom', 'plannedTo', 'objectives', 'criteria', 'plan', 'meetings', 'bodyId', 'planningReason', 'openedOn', 'scopingStatement', 'scopedServices', 'organisationalUnit', 'scopedSiteIds', 'applicabilityVersion', 'scopingAgreedOn', 'certificationAuditPlan', 'cancelReason'])} />
      {before.length > 0 && <p className="dim" style={{ marginBottom: 0 }}>{t('recordRelated')}: {before.map((other, i) => <span key={other.id}>{i > 0 && ', '}<RecordLink collection="audits" id={other.id}>{enumWord('audits.AuditType', String(other['type']))} {day(String(other['plannedFrom']))}</RecordLink></span>)}</p>}
    </>
  );
}

function Team({ audit }: { audit: AnyRecord }) {
  const { t, field: word } = useI18n();
  const { roles } = usePlace();
  const team = list<{ personId: string; role: string; overrideReason: string }>(audit, 'team');
  const assign = commandNamed('AssignTeamMember');
  const may = mayGive(assign, roles) && (assign.states.length === 0 || assign.states.includes(String(audit.state)));
  return (
    <>
      {team.length === 0 ? <Nothing title={t('auditTeam')}>{t('auditNoTeam')}</Nothing> : (
        <div className="sheet"><table className="mini"><thead><tr><th scope="col">{word('personId')}</th><th scope="col">{word('role')}</th><th scope="col">{word('level')}</th><th scope="col">{word('overrideReason')}</th></tr></thead>
          <tbody>{team.map((member) => <TeamRow key={member.personId} member={member} />)}</tbody></table></div>
      )}
      {may && <div style={{ marginTop: 10 }}><CommandButton asked={{ command: assign, record: { ...audit, role: '' } as AnyRecord }} /></div>}
      {list(audit, 'evaluations').length > 0 && <div style={{ marginTop: 14 }}><h3>{word('evaluations')}</h3><MiniTable type="audits.TraineeEvaluation" items={list(audit, 'evaluations')} /></div>}
    </>
  );
}
function TeamRow({ member }: { member: { personId: string; role: string; overrideReason: string } }) {
  const competence = useRecord('competences', member.personId);
  return (
    <tr>
      <td><Reference collection="people" id={member.personId} /></td>
      <td><EnumTone type="audits.TeamRole" value={member.role} /></td>
      <td>{competence.data ? <EnumTone type="training.QualificationLevel" value={String(competence.data['level'])} /> : null}</td>
      <td>{member.overrideReason}</td>
    </tr>
  );
}

const answers: Record<string, string> = { c: 'CONFORMS', f: 'NONCONFORMS', o: 'OPPORTUNITY', n: 'NOT_APPLICABLE' };

function Checklist({ audit }: { audit: AnyRecord }) {
  const { t, enumWord } = useI18n();
  const { roles, asOf } = usePlace();
  const ask = useAsk();
  const results = list<Result>(audit, 'results');
  const [at, setAt] = useState(0);
  const command = commandNamed('RecordClauseResult');
  const may = mayGive(command, roles) && command.states.includes(String(audit.state)) && !asOf;
  const current = results[Math.min(at, results.length - 1)];
  const open = (answer?: string) => {
    if (!may || document.querySelector('[role=dialog]')) return; // no form above a form
    const standards = list<string>(audit, 'standards');
    ask({ command, record: audit, preset: current && answer ? { standard: current.standard, clause: current.clause, evidence: current.evidence, answer } : { standard: current?.standard ?? standards[0] ?? '', ...(answer && { answer }) } });
  };
  useHotkeys([['j', () => setAt((i) => Math.min(results.length - 1, i + 1))], ['k', () => setAt((i) => Math.max(0, i - 1))], ...Object.entries(answers).map(([key, answer]) => [key, () => open(answer)] as [string, () => void])]);
  // Enter is also what presses a button or follows a link.
  useHotkeys([['Enter', () => open()]], ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON', 'A']);
  const count = (answer: string) => results.filter((result) => result.answer === answer).length;
  return (
    <>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap', marginBottom: 10 }}>
        {Object.values(answers).concat('CONCERN_RAISED').filter((answer) => count(answer) > 0).map((answer) => <span key={answer} className="dim">{count(answer)} × <EnumTone type="audits.ClauseAnswer" value={answer} /></span>)}
        {may && <CommandButton variant="filled" asked={{ command, record: audit, preset: { standard: list<string>(audit, 'standards')[0] ?? '' } }} />}
        {may && <small className="dim" style={{ marginLeft: 'auto' }}>{t('auditKeys')}</small>}
      </div>
      {results.length === 0 ? <Nothing title={t('auditChecklist')}>{may ? t('auditNoResults') : t('listEmpty')}</Nothing> : (
        <div className="sheet">
          <table className="mini">
            <tbody>
              {results.map((result, i) => (
                <tr key={result.key} style={i === at ? { background: 'var(--soft)' } : {}} onClick={() => setAt(i)} {...(i === at && { 'aria-current': true })}>
                  <td style={{ whiteSpace: 'nowrap', paddingLeft: 8 }}>{result.standard}</td>
                  <td className="num">{result.clause}</td>
                  <td><EnumTone type="audits.ClauseAnswer" value={result.answer} /></td>
                  <td className="prose">{result.evidence}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list(audit, 'documents').length > 0 && <div style={{ marginTop: 14 }}><MiniTable type="audits.ReviewedDocument" items={list(audit, 'documents')} /></div>}
      <span className="sr-only" aria-live="polite" style={{ position: 'absolute', left: -9999 }}>{current ? `${current.clause} ${enumWord('audits.ClauseAnswer', current.answer)}` : ''}</span>
    </>
  );
}

function Findings({ audit }: { audit: AnyRecord }) {
  const { t } = useI18n();
  const { roles } = usePlace();
  const findings = useList('findings', { filter: `auditId=${audit.id}` });
  const raise = commandNamed('RaiseFinding');
  const may = mayGive(raise, roles) && raise.states.includes(String(audit.state));
  const items = findings.data?.items ?? [];
  return (
    <>
      {items.length === 0 ? <Nothing title={t('auditFindings')}>{t('auditNoFindings')}</Nothing> : (
        <ul className="due" style={{ margin: '-12px -14px' }}>
          {items.map((finding) => (
            <li key={finding.id} style={{ gridTemplateColumns: '112px minmax(0,1fr) auto' }}>
              <EnumTone type="audits.Grade" value={String(finding['grade'])} />
              <span className="t"><RecordLink collection="findings" id={finding.id}>{String(finding['statement'])}</RecordLink><small>{String(finding['number'])} · {String(finding['standard'])} · {String(finding['clause'])}</small></span>
              <EnumTone type="audits.Finding.State" value={String(finding.state)} />
            </li>
          ))}
        </ul>
      )}
      {may && <div style={{ marginTop: 24 }}><CommandButton variant="filled" asked={{ command: raise, record: { ...audit } }} /></div>}
    </>
  );
}

export function Audit() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { t } = useI18n();
  const [search, setSearch] = useViewSearch();
  return (
    <RecordPage key={id} collection="audits" id={id} details={false} subtitle={(audit) => <span>{(audit['standards'] as string[]).join(' · ')} {(audit['siteIds'] as string[]).map((site) => <span key={site}> · <Reference collection="sites" id={site} /></span>)}</span>}>
      {(audit) => {
        const tab = search['tab'] ?? (audit.state === 'PLANNED' ? 'plan' : audit.state === 'OPENED' ? 'checklist' : 'report');
        return (
          <section className="panel" aria-label={t('navAudit')}>
            <Tabs value={tab} onChange={(next) => setSearch({ tab: next ?? undefined })} keepMounted={false}>
              <Tabs.List px="sm">
                <Tabs.Tab value="plan">{t('auditPlan')}</Tabs.Tab>
                {findCommand('ScheduleAgendaItem') && <Tabs.Tab value="agenda">{t('agenda')} <span className="dim">{list(audit, 'agenda').length}</span></Tabs.Tab>}
                <Tabs.Tab value="team">{t('auditTeam')} <span className="dim">{list(audit, 'team').length}</span></Tabs.Tab>
                <Tabs.Tab value="checklist">{t('auditChecklist')} {list(audit, 'results').length > 0 && <span className="dim">{list(audit, 'results').length + list(audit, 'documents').length}</span>}</Tabs.Tab>
                <Tabs.Tab value="findings">{t('auditFindings')} <span className="dim">{list(audit, 'findingIds').length}</span></Tabs.Tab>
                {kindOf('evidence-requests') && <Tabs.Tab value="requests">{t('requests')}</Tabs.Tab>}
                <Tabs.Tab value="report">{t('auditReport')}</Tabs.Tab>
              </Tabs.List>
              <div className="body">
                <Tabs.Panel value="plan"><Plan audit={audit} /></Tabs.Panel>
                <Tabs.Panel value="agenda"><Agenda audit={audit} /></Tabs.Panel>
                <Tabs.Panel value="team"><Team audit={audit} /></Tabs.Panel>
                <Tabs.Panel value="checklist">{kindOf('audit-checklists') ? <LineChecklist audit={audit} without={<Checklist audit={audit} />} /> : <Checklist audit={audit} />}</Tabs.Panel>
                <Tabs.Panel value="findings"><Findings audit={audit} /></Tabs.Panel>
                <Tabs.Panel value="requests"><Requests audit={audit} /></Tabs.Panel>
                <Tabs.Panel value="report"><Report audit={audit} /></Tabs.Panel>
              </div>
            </Tabs>
          </section>
        );
      }}
    </RecordPage>
  );
}
