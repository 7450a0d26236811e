// The windows of a cycle as a table: what the drawing shows, for whoever reads or hears it.
import type { Schemas } from '~/api/client';
import { useI18n } from '~/i18n';
import { RecordLink } from '~/shell/links';
import { windowName } from './marks';

export function Windows({ windows }: { windows: Schemas['scheduling.Window'][] }) {
  const { t, day, enumWord, field: word } = useI18n();
  if (windows.length === 0) return null;
  return (
    <div className="sheet" tabIndex={0} role="region" aria-label={t('journeyWindows')}>
      <table className="mini">
        <thead><tr><th scope="col">{t('journeyWindow')}</th><th scope="col">{t('journeyEarliest')}</th><th scope="col">{t('journeyLatest')}</th><th scope="col">{word('rule')}</th><th scope="col">{t('journeyDone')}</th></tr></thead>
        <tbody>
          {windows.map((window) => (
            <tr key={window.key}>
              <th scope="row">{windowName(window.key, enumWord)}</th>
              <td className="num">{day(window.earliest)}</td>
              <td className="num">{day(window.latest)}</td>
              <td>{window.rule}</td>
              <td className="num">{window.doneOn ? window.auditId ? <RecordLink collection="audits" id={window.auditId}>{day(window.doneOn)}</RecordLink> : day(window.doneOn) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
