import { valuesOf, type AnyRecord } from '~/api/model';
import { daysBetween, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';

const bounds = [30, 90, 180, Infinity];

/** Open findings by grade, in columns of age. */
export function Ageing({ findings }: { findings: AnyRecord[] }) {
  const { enumWord, t } = useI18n();
  const { today } = usePlace();
  const grades = valuesOf('audits.Grade').filter((grade) => findings.some((finding) => finding['grade'] === grade));
  const labels = ['≤ 30', '≤ 90', '≤ 180', '> 180'];
  if (findings.length === 0) return <span className="dim">{t('workNothing')}</span>;
  const at = (finding: AnyRecord) => bounds.findIndex((bound) => daysBetween(String(finding['raisedOn']), today) <= bound);
  return (
    <table className="heat">
      <thead><tr><th scope="col"><span className="dim">{t('days', { n: '' })}</span></th>{labels.map((label) => <th key={label} scope="col">{label}</th>)}</tr></thead>
      <tbody>
        {grades.map((grade) => (
          <tr key={grade}>
            <th scope="row">{enumWord('audits.Grade', grade)}</th>
            {bounds.map((_, column) => {
              const n = findings.filter((finding) => finding['grade'] === grade && at(finding) === column).length;
              const tone = n === 0 ? undefined : { background: column >= 2 ? 'var(--bad-soft)' : column === 1 ? 'var(--warn-soft)' : 'var(--go-soft)', color: column >= 2 ? 'var(--bad)' : column === 1 ? 'var(--warn)' : 'var(--go)', fontWeight: 620 };
              return <td key={column}><span style={tone}>{n || ''}</span></td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
