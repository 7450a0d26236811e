// The report: as it would be issued now, or as it was issued; for reading, and for paper.
import { commandNamed, fieldsOf, fieldsOfRecord, findCommand, kindOf, mayGive, titleOf, type AnyRecord } from '~/api/model';
import { useList, usePlace, useRecord } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CommandButton } from '~/record/command';
import { PaperFoot, PrintButton } from '~/record/print';
import { EnumTone } from '~/record/tone';
import { isEmpty } from '~/record/unsaid';
import { Fields, MiniTable, Reference } from '~/record/value';
import { Nothing } from '~/shell/states';

const pick = (names: string[]) => fieldsOfRecord('audits').filter((field) => names.includes(field.name));
interface Reported {
  findingId: string;
  number: string;
  grade: string;
  standard: string;
  clause: string;
  statement: string;
  evidence: string;
}

function FindingsTable({ findings }: { findings: Reported[] }) {
  const { field: word, t } = useI18n();
  if (findings.length === 0) return <p>{t('auditNoFindings')}</p>;
  return (
    <div className="sheet"><table className="mini">
      <thead><tr>{['number', 'grade', 'standard', 'clause', 'statement', 'evidence'].map((name) => <th key={name} scope="col">{word(name)}</th>)}</tr></thead>
      <tbody>{findings.map((finding) => <tr key={finding.findingId}><td className="num">{finding.number}</td><td><EnumTone type="audits.Grade" value={finding.grade} /></td><td>{finding.standard}</td><td className="num">{finding.clause}</td><td className="prose">{finding.statement}</td><td className="prose">{finding.evidence}</td></tr>)}</tbody>
    </table></div>
  );
}

/** One version as it was frozen. */
function Version({ version }: { version: AnyRecord }) {
  const { t, day } = useI18n();
  const fields = fieldsOf('audits.ReportVersion').filter((field) => !['findings', 'team', 'version'].includes(field.name) && (field.name !== 'details' || Object.values((version['details'] ?? {}) as object).some((value) => !isEmpty(value))));
  return (
    <section className="version" aria-label={t('reportVersion', { n: Number(version['version']) })}>
      <h3>{t('reportVersion', { n: Number(version['version']) })} · {day(String(version['issuedOn']))}</h3>
      <Fields values={version} fields={fields} />
      <h3>{t('auditTeam')}</h3>
      <MiniTable type="audits.TeamMember" items={version['team'] as Record<string, unknown>[]} />
      <h3>{t('auditFindings')}</h3>
      <FindingsTable findings={version['findings'] as Reported[]} />
    </section>
  );
}

function Preview({ audit }: { audit: AnyRecord }) {
  const { t } = useI18n();
  const found = useList<AnyRecord>('findings', { filter: `auditId=${audit.id}` });
  const results = (audit['results'] as Record<string, unknown>[] | undefined) ?? [];
  return (
    <>
      <Fields values={audit} fields={pick(['standards', 'siteIds', 'bodyId', 'plannedFrom', 'plannedTo', 'firstDay', 'lastDay', 'objectives', 'criteria', 'plan', 'reportSummary', 'reportConclusion', 'recommendation', 'reportedOn', 'verdict', 'verdictConditions', 'closedOn'])} />
      <h3>{t('auditTeam')}</h3>
      <MiniTable type="audits.TeamMember" items={(audit['team'] as Record<string, unknown>[] | undefined) ?? []} />
      {results.length > 0 && <><h3>{t('auditChecklist')}</h3><MiniTable type="audits.ClauseResult" items={results} /></>}
      <h3>{t('auditFindings')}</h3>
      <FindingsTable findings={(found.data?.items ?? []).map((finding) => ({ ...finding, findingId: finding.id }) as unknown as Reported)} />
    </>
  );
}

/** What is not said anew is taken from the version before: its words stand in the form. */
function ReviseButton({ report, newest }: { report: AnyRecord; newest: AnyRecord }) {
  const revise = commandNamed('ReviseReport');
  return <CommandButton asked={{ command: revise, record: report, preset: { summary: newest['summary'], conclusion: newest['conclusion'] } }} />;
}

export function Report({ audit }: { audit: AnyRecord }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { roles, asOf } = usePlace();
  const issued = Boolean(audit['reportedOn']);
  const report = useRecord('audit-reports', kindOf('audit-reports') && issued ? audit.id : '');
  const versions = [...((report.data?.['versions'] as AnyRecord[] | undefined) ?? [])].reverse();
  const issue = commandNamed('IssueReport');
  const may = !asOf && mayGive(issue, roles) && issue.states.includes(String(audit.state));
  const revise = findCommand('ReviseReport');
  const mayRevise = !asOf && report.data && versions.length > 0 && revise && mayGive(revise, roles);
  if (!issued && audit.state === 'PLANNED') return <Nothing title={t('auditReport')}>{t('auditNoReport')}</Nothing>;
  return (
    <article className="report paper">
      <div className="report-tools">
        {!issued && <span className="tone wait">{t('reportPreview')}</span>}
        {may && <CommandButton variant="filled" asked={{ command: issue, record: audit, preset: { firstDay: audit['openedOn'] || audit['plannedFrom'] } }} />}
        {mayRevise && <ReviseButton report={report.data!} newest={versions[0]!} />}
        <span style={{ marginLeft: 'auto' }}><PrintButton /></span>
      </div>
      <h2>{t('auditReport')}: {titleOf('audits', audit, i18n)}</h2>
      {versions.length > 0 ? versions.map((version) => <Version key={String(version['version'])} version={version} />) : <Preview audit={audit} />}
      {audit['bodyId'] ? <p className="dim"><Reference collection="certification-bodies" id={String(audit['bodyId'])} /></p> : null}
      <PaperFoot />
    </article>
  );
}
