// Bodies, what they were asked and what they offer.
import { Tabs } from '@mantine/core';
import { useList } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CreateButtons } from '~/record/page';
import { RecordTable } from '~/record/table';
import { PlaceLink, useViewSearch } from '~/shell/links';

const tabs = ['certification-bodies', 'enquiries', 'quotations'];

/** Registers that belong together, one tab each. */
export function RegisterTabs({ title, collections, children }: { title: string; collections: string[]; children?: React.ReactNode }) {
  const { collectionWord } = useI18n();
  const [search, setSearch] = useViewSearch();
  const tab = collections.find((each) => each === search['tab']) ?? collections[0]!;
  document.title = `${title} · Assay`;
  return (
    <div className="page">
      <div className="head"><h1 className="grow">{title}</h1>{children}<CreateButtons key={tab} collection={tab} /></div>
      <Tabs value={tab} keepMounted={false} onChange={(next) => setSearch({ tab: next ?? undefined, q: undefined, filter: undefined, sort: undefined, columns: undefined })}>
        <Tabs.List mb="sm">{collections.map((collection) => <Tabs.Tab key={collection} value={collection}>{collectionWord(collection)}</Tabs.Tab>)}</Tabs.List>
        {collections.map((collection) => <Tabs.Panel key={collection} value={collection}><RecordTable collection={collection} height="calc(100vh - 260px)" /></Tabs.Panel>)}
      </Tabs>
    </div>
  );
}

export function Bodies() {
  const { t } = useI18n();
  const journeys = useList('journeys');
  const journey = journeys.data?.items[0];
  return <RegisterTabs title={t('navBodies')} collections={tabs}>{journey && <PlaceLink to={`journeys/${journey.id}/quotations`}>{t('journeyQuotations')}</PlaceLink>}</RegisterTabs>;
}
