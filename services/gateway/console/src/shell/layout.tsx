// The frame of every screen: where one is, which day is shown, and the way to everything else.
import { Button } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import {
  IconCalendar, IconCertificate, IconChecklist, IconClipboardCheck, IconFileSearch, IconFlag, IconGavel, IconHistory, IconHome, IconMenu2, IconRoute, IconScale, IconSchool, IconSearch, IconShieldCheck, IconSitemap, IconTable,
  IconTool, IconUrgent,
} from '@tabler/icons-react';
import { Outlet, useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router';
import { useQueries, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ComponentType } from 'react';
import { useLiveUpdates } from '~/api/changes';
import { get } from '~/api/client';
import { dayIn, pathOf, PlaceContext, usePlace, type Member, type Place } from '~/api/queries';
import { useI18n } from '~/i18n';
import type { Key } from '~/i18n/en';
import { CommandProvider } from '~/record/command';
import { Outbox } from '~/record/outbox';
import { lastOrganisation, useAccount } from './account';
import { useLetterKeysHeldBack } from './letter-keys';
import { PlaceLink } from './links';
import { Loading, Nothing, Troubled } from './states';

const Palette = lazy(() => import('./palette'));
const Tools = lazy(() => import('./tools'));

type Icon = ComponentType<{ size?: number; stroke?: number }>;
export const navigation: { group: Key; items: { to: string; word: Key; icon: Icon }[] }[] = [
  { group: 'navDaily', items: [{ to: 'work', word: 'navWork', icon: IconHome }, { to: 'journeys', word: 'navJourney', icon: IconRoute }, { to: 'calendar', word: 'navCalendar', icon: IconCalendar }] },
  {
    group: 'navAudits',
    items: [
      { to: 'audits', word: 'navAudit', icon: IconClipboardCheck }, { to: 'findings', word: 'navFindings', icon: IconFlag }, { to: 'actions', word: 'navActions', icon: IconTool },
      { to: 'to-dos', word: 'navToDos', icon: IconChecklist }, { to: 'evidence-requests', word: 'requests', icon: IconFileSearch }, { to: 'exercises', word: 'navExercises', icon: IconUrgent },
    ],
  },
  {
    group: 'navProgramme',
    items: [
      { to: 'certificates', word: 'navCertificates', icon: IconCertificate }, { to: 'bodies', word: 'navBodies', icon: IconScale }, { to: 'management-reviews', word: 'navReviews', icon: IconGavel },
      { to: 'training', word: 'navTraining', icon: IconSchool }, { to: 'organisation', word: 'navOrganisation', icon: IconSitemap },
    ],
  },
  { group: 'navTrust', items: [{ to: 'proof', word: 'navProof', icon: IconShieldCheck }, { to: 'registers', word: 'navAll', icon: IconTable }] },
];

const organisationQuery = (id: string) => ({ queryKey: ['place', id, 'name'], queryFn: () => get<{ name: string; zone: string }>(pathOf(id, 'organisations', id)), staleTime: 600_000, retry: false });

/** Everything that a screen must know of where it stands, fetched once. */
function usePlaceOf(organisation: string, asOf: string): { place: Place | null; error: unknown } {
  const account = useAccount();
  const clock = useQuery({ queryKey: ['place', 'clock'], queryFn: () => get<{ simulated: boolean; now: string }>('/api/v1/clock'), refetchInterval: 300_000 });
  const members = useQuery({ queryKey: ['place', organisation, 'members'], queryFn: () => get<{ items: Member[] }>(pathOf(organisation, 'members')) });
  const itself = useQuery(organisationQuery(organisation));
  const place = useMemo<Place | null>(() => {
    if (!members.data || clock.isPending || itself.isPending) return null;
    const own = members.data.items.find((member) => member.user === account.id);
    const zone = itself.data?.zone ?? 'UTC';
    const now = clock.data?.now ?? new Date().toISOString();
    return {
      organisation, asOf, account,
      today: asOf || dayIn(zone, now),
      zone,
      simulated: clock.data?.simulated ?? false,
      roles: own?.roles ?? [],
      person: own?.person ?? '',
      members: new Map(members.data.items.map((member) => [member.user, member])),
    };
  }, [organisation, asOf, account, clock.data, clock.isPending, members.data, itself.data, itself.isPending]);
  return { place, error: members.error };
}

export function Shell() {
  const { organisation } = useParams({ strict: false }) as { organisation: string };
  const asOf = (useSearch({ strict: false }) as { asOf?: string }).asOf ?? '';
  const { t } = useI18n();
  const { place, error } = usePlaceOf(organisation, /^\d{4}-\d\d-\d\d$/.test(asOf) ? asOf : '');
  const [opened, { toggle, close }] = useDisclosure();
  // Each time it is asked for, it opens; the first time, it is loaded.
  const [searching, setSearching] = useState(0);
  const search = useCallback(() => setSearching((times) => times + 1), []);
  useLetterKeysHeldBack();
  useHotkeys([['mod+K', search], ['/', search]]);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => close(), [path, close]);
  useEffect(() => localStorage.setItem(lastOrganisation, organisation), [organisation]);
  useLiveUpdates(organisation, place !== null && place.asOf === '');
  if (error) return <Nothing title={t('problemNotFound')}><Troubled error={error} /><a href="/">{t('problemHome')}</a></Nothing>;
  if (!place) return <Loading />;
  return (
    <PlaceContext value={place}>
      {/* Nothing of one organisation is shown while another one is fetched. */}
      <CommandProvider key={organisation}>
        <a className="skip" href="#content">{t('skipToContent')}</a>
        <div className={`frame ${opened ? 'open' : ''}`}>
          <header className="top">
            <button type="button" className="menu" aria-expanded={opened} aria-label={t('navigation')} onClick={toggle}><IconMenu2 size={20} aria-hidden /></button>
            <PlaceLink to="work" className="brand" label="Assay"><img src="/icon.svg" alt="" width={22} height={22} /><span className="wide">Assay</span></PlaceLink>
            <OrganisationSwitch />
            <button type="button" className="search" onClick={search}><IconSearch size={14} aria-hidden /> <span>{t('search')}</span> <kbd className="mono" aria-hidden>Ctrl K</kbd></button>
            <span style={{ flex: 1 }} />
            <Suspense><Tools /></Suspense>
          </header>
          <div className="side">
            <nav className="nav" aria-label={t('navigation')}>
              {navigation.map(({ group, items }) => (
                <div key={group} role="group" aria-label={t(group)}>
                  <h2>{t(group)}</h2>
                  {items.map(({ to, word, icon: Icon }) => <PlaceLink key={to} to={to} exact={false}><Icon size={16} stroke={1.6} /> {t(word)}</PlaceLink>)}
                </div>
              ))}
            </nav>
            {place.simulated && !place.asOf && <div className="dim simulated" tabIndex={0} title={t('simulatedHint')}><Simulated /></div>}
          </div>
          <main id="content">
            <PastBanner />
            <Outbox />
            <Suspense fallback={<div className="page"><Loading /></div>}><Outlet /></Suspense>
          </main>
        </div>
        {searching > 0 && <Suspense><Palette opened={searching} /></Suspense>}
      </CommandProvider>
    </PlaceContext>
  );
}

function Simulated() {
  const { t, day } = useI18n();
  const { today } = usePlace();
  return <>{t('simulated', { day: day(today) })}</>;
}

function PastBanner() {
  const { t, day } = useI18n();
  const { asOf } = usePlace();
  const navigate = useNavigate();
  if (!asOf) return null;
  return (
    <div className="past" role="status">
      <IconHistory size={16} aria-hidden /> {t('asOfBanner', { day: day(asOf) })}
      <Button variant="subtle" color="yellow" onClick={() => void navigate({ to: '.', search: ((before: object) => ({ ...before, asOf: undefined })) as never })} styles={{ label: { color: 'var(--warn)', textDecoration: 'underline' } }}>{t('backToToday')}</Button>
    </div>
  );
}

function OrganisationSwitch() {
  const { t } = useI18n();
  const { organisation, account } = usePlace();
  const navigate = useNavigate();
  const names = useQueries({
    queries: account.organisations.map(organisationQuery),
  });
  const data = account.organisations.map((id, i) => ({ value: id, label: names[i]?.data?.name ?? '…' }));
  if (data.length === 1) return <span className="clip" style={{ fontWeight: 560, maxWidth: 220 }}>{data[0]!.label}</span>;
  return <select className="organisations" aria-label={t('organisation')} value={organisation} onChange={(event) => void navigate({ to: `/o/${event.currentTarget.value}/work` } as never)}>{data.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}</select>;
}
