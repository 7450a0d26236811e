// Who and which site is double booked.
import { useMemo } from 'react';
import { useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { RecordLink } from '~/shell/links';
import { conflictsOf, type Item } from './plan';

export function Conflicts({ items }: { items: Item[] }) {
  const { t, day } = useI18n();
  const people = useTitles('people');
  const sites = useTitles('sites');
  const found = useMemo(() => conflictsOf(items), [items]);
  if (found.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="conflicts" style={{ marginBottom: 14 }}>
      <header><h2 id="conflicts">{t('conflicts')}</h2><span className="tone warn num">{found.length}</span></header>
      <ul className="due">
        {found.slice(0, 20).map(({ kind, who, a, b }) => (
          <li key={`${who}${a.id}${b.id}`} style={{ gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <span>
              <strong>{kind === 'person' ? t('conflictPerson', { who: people.get(who) ?? '' }) : t('conflictSite', { who: sites.get(who) ?? '' })}</strong>
              <br />
              {[a, b].map((item, i) => <span key={item.id}>{i > 0 && ' · '}<RecordLink collection={item.collection} id={item.id}>{item.title}</RecordLink> <span className="dim num">{day(item.from)}{item.to !== item.from && ` – ${day(item.to)}`}</span></span>)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
