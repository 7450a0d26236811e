import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useI18n } from '~/i18n';
import { Board } from '~/record/board';
import { hintFor } from '~/record/hints';
import { RegisterHead } from '~/record/screens';
import { RecordTable } from '~/record/table';
import { Loading } from '~/shell/states';
import { useViewSearch } from '~/shell/links';

const Charts = lazy(() => import('./charts'));

/** A register that is a table, a board and charts. */
export function ThreeViews({ collection, ended, textField }: { collection: string; ended: string[]; textField: string }) {
  const { t, language } = useI18n();
  const [search, setSearch] = useViewSearch();
  const view = search['view'] ?? 'table';
  return (
    <div className="page">
      <RegisterHead collection={collection}>
        <SegmentedControl size="xs" aria-label={t('listTable')} value={view} onChange={(next) => setSearch({ view: next === 'table' ? undefined : next })}
          data={[{ value: 'table', label: t('listTable') }, { value: 'board', label: t('listBoard') }, ...(collection === 'findings' ? [{ value: 'charts', label: t('listCharts') }] : [])]} />
      </RegisterHead>
      {view === 'board' ? <Board collection={collection} ended={ended} textField={textField} {...(search['filter'] && { filter: search['filter'] })} />
        : view === 'charts' ? <Suspense fallback={<Loading />}><Charts /></Suspense>
        : <RecordTable collection={collection} emptyHint={hintFor(collection, language)} />}
    </div>
  );
}
const ended = ['SETTLED', 'WITHDRAWN'];
export const Findings = () => <ThreeViews collection="findings" ended={ended} textField="statement" />;
