// Every register that the API has, with how many records it holds at the moment that is shown.
import { useEffect } from 'react';
import { collections, kindOf } from '~/api/model';
import { useList } from '~/api/queries';
import { useI18n } from '~/i18n';
import { PlaceLink } from '~/shell/links';

function Row({ collection }: { collection: string }) {
  const { collectionWord, number } = useI18n();
  const one = useList(collection, { pageSize: 1 });
  return <li style={{ gridTemplateColumns: 'minmax(0,1fr) auto' }}><PlaceLink to={collection}>{collectionWord(collection)}</PlaceLink><span className="num dim">{one.data ? number(one.data.total) : ''}</span></li>;
}
export function Registers() {
  const { t, codeWord } = useI18n();
  useEffect(() => {
    document.title = `${t('navAll')} · Assay`;
  }, [t]);
  const services = [...new Set(collections.map((collection) => kindOf(collection)!.service))];
  return (
    <div className="page">
      <div className="head"><h1 className="grow">{t('navAll')}</h1><a href="/api">API</a></div>
      <div style={{ display: 'grid', gap: 14, gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))', alignItems: 'start' }}>
        {services.map((service) => (
          <section key={service} className="panel" aria-label={codeWord(service)}><header><h2>{codeWord(service)}</h2></header><ul className="due">{collections.filter((collection) => kindOf(collection)!.service === service).map((collection) => <Row key={collection} collection={collection} />)}</ul></section>
        ))}
      </div>
    </div>
  );
}
