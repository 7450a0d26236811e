// The frame of every screen: where one is, which day is shown, and the way to everything else.
import { ActionIcon, AppShell, Burger, Button, Menu, NativeSelect, Popover, TextInput, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import {
  IconCalendar, IconCertificate, IconChecklist, IconClipboardCheck, IconClockHour4, IconFlag, IconGavel, IconHistory, IconHome, IconLanguage, IconMoon, IconRoute, IconScale, IconSchool,
  IconSearch, IconShieldCheck, IconSitemap, IconSun, IconTable, IconTool, IconUrgent, IconUserCircle, IconUsersGroup,
} from '@tabler/icons-react';
import { Outlet, useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router';
import { useQueries, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ComponentType } from 'react';
import { get, write } from '~/api/client';
import { pathOf, PlaceContext, queryClient, usePlace, type Member, type Place } from '~/api/queries';
import { useI18n } from '~/i18n';
import type { Key } from '~/i18n/en';
import { CommandProvider } from '~/record/command';
import { lastOrganisation, useAccount } from './account';
import { PlaceLink } from './links';
import { Loading, Nothing, Troubled } from './states';

const Palette = lazy(() => import('./palette'));

type Icon = ComponentType<{ size?: number; stroke?: number }>;
export const navigation: { group: Key; items: { to: string; word: Key; icon: Icon }[] }[] = [
  { group: 'navDaily', items: [{ to: 'work', word: 'navWork', icon: IconHome }, { to: 'journeys', word: 'navJourney', icon: IconRoute }, { to: 'calendar', word: 'navCalendar', icon: IconCalendar }] },
  {
    group: 'navAudits',
    items: [
      { to: 'audits', word: 'navAudit', icon: IconClipboardCheck }, { to: 'findings', word: 'navFindings', icon: IconFlag }, { to: 'actions', word: 'navActions', icon: IconTool },
      { to: 'to-dos', word: 'navToDos', icon: IconChecklist }, { to: 'exercises', word: 'navExercises', icon: IconUrgent },
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

/** Everything that a screen must know of where it stands, fetched once. */
function usePlaceOf(organisation: string, asOf: string): { place: Place | null; error: unknown } {
  const account = useAccount();
  const clock = useQuery({ queryKey: ['place', 'clock'], queryFn: () => get<{ simulated: boolean; now: string }>('/api/v1/clock'), refetchInterval: 300_000 });
  const members = useQuery({ queryKey: ['place', organisation, 'members'], queryFn: () => get<{ items: Member[] }>(pathOf(organisation, 'members')) });
  const place = useMemo<Place | null>(() => {
    if (!members.data || clock.isPending) return null;
    const own = members.data.items.find((member) => member.user === account.id);
    const now = clock.data?.now ?? new Date().toISOString();
    return {
      organisation, asOf, account,
      today: asOf || now.slice(0, 10),
      simulated: clock.data?.simulated ?? false,
      roles: own?.roles ?? [],
      person: own?.person ?? '',
      members: new Map(members.data.items.map((member) => [member.user, member])),
    };
  }, [organisation, asOf, account, clock.data, clock.isPending, members.data]);
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
  useHotkeys([['mod+K', search], ['/', search]]);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => close(), [path, close]);
  useEffect(() => localStorage.setItem(lastOrganisation, organisation), [organisation]);
  if (error) return <Nothing title={t('problemNotFound')}><Troubled error={error} /><a href="/">{t('problemHome')}</a></Nothing>;
  if (!place) return <Loading />;
  return (
    <PlaceContext value={place}>
      <CommandProvider>
        <a className="skip" href="#content">{t('skipToContent')}</a>
        <AppShell header={{ height: 48 }} navbar={{ width: 212, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding={0}>
          <AppShell.Header withBorder style={{ background: 'var(--panel)', borderColor: 'var(--line)' }}>
            <div className="top">
              <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('navigation')} />
              <PlaceLink to="work" className="brand" label="Assay"><img src="/icon.svg" alt="" width={22} height={22} /><span className="wide">Assay</span></PlaceLink>
              <OrganisationSwitch />
              <Button variant="default" visibleFrom="xs" leftSection={<IconSearch size={14} />} onClick={search} style={{ fontWeight: 400, color: 'var(--dim)' }}>{t('search')} <kbd className="mono" style={{ marginLeft: 14 }}>Ctrl K</kbd></Button>
              <span style={{ flex: 1 }} />
              <AsOf />
              <Preferences />
              <UserMenu />
            </div>
          </AppShell.Header>
          <AppShell.Navbar style={{ background: 'var(--panel)', borderColor: 'var(--line)', overflowY: 'auto' }}>
            <nav className="nav" aria-label={t('navigation')}>
              {navigation.map(({ group, items }) => (
                <div key={group} role="group" aria-label={t(group)}>
                  <h2>{t(group)}</h2>
                  {items.map(({ to, word, icon: Icon }) => <PlaceLink key={to} to={to} exact={false}><Icon size={16} stroke={1.6} /> {t(word)}</PlaceLink>)}
                </div>
              ))}
            </nav>
            {place.simulated && !place.asOf && <Tooltip label={t('simulatedHint')} multiline w={260}><div className="dim" tabIndex={0} style={{ margin: 'auto 16px 12px', fontSize: 12 }}><Simulated /></div></Tooltip>}
          </AppShell.Navbar>
          <AppShell.Main id="content">
            <PastBanner />
            <Suspense fallback={<div className="page"><Loading /></div>}><Outlet /></Suspense>
          </AppShell.Main>
        </AppShell>
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
    queries: account.organisations.map((id) => ({ queryKey: ['place', id, 'name'], queryFn: () => get<{ name: string }>(pathOf(id, 'organisations', id)), staleTime: 600_000, retry: false })),
  });
  const data = account.organisations.map((id, i) => ({ value: id, label: names[i]?.data?.name ?? '…' }));
  if (data.length === 1) return <span className="clip" style={{ fontWeight: 560, maxWidth: 220 }}>{data[0]!.label}</span>;
  return <NativeSelect aria-label={t('organisation')} size="xs" w={200} data={data} value={organisation} onChange={(event) => void navigate({ to: `/o/${event.currentTarget.value}/work` } as never)} />;
}

function AsOf() {
  const { t, day } = useI18n();
  const { asOf, today } = usePlace();
  const navigate = useNavigate();
  const set = (next: string) => void navigate({ to: '.', search: ((before: object) => ({ ...before, asOf: next || undefined })) as never });
  return (
    <Popover position="bottom-end" shadow="md" width={250} trapFocus>
      <Popover.Target>
        <Button variant={asOf ? 'filled' : 'default'} aria-label={asOf ? `${t('asOf')} ${day(asOf)}` : t('asOfToday')}><IconClockHour4 size={14} aria-hidden /> <span className="wide" style={{ marginLeft: 7 }}>{asOf ? `${t('asOf')} ${day(asOf)}` : t('asOfToday')}</span></Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput type="date" label={t('asOf')} description={t('asOfHint')} max={asOf ? undefined : today} value={asOf} onChange={(event) => set(event.currentTarget.value)} />
        {asOf && <Button mt="sm" variant="default" fullWidth onClick={() => set('')}>{t('backToToday')}</Button>}
      </Popover.Dropdown>
    </Popover>
  );
}

function Preferences() {
  const { t, language, setLanguage } = useI18n();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <>
      <Tooltip label={t('theme')}><ActionIcon variant="subtle" color="gray" aria-label={t('theme')} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>{scheme === 'dark' ? <IconSun size={17} /> : <IconMoon size={17} />}</ActionIcon></Tooltip>
      <Tooltip label={t('language')}><ActionIcon visibleFrom="xs" variant="subtle" color="gray" aria-label={`${t('language')}: ${language === 'de' ? 'English' : 'Deutsch'}`} onClick={() => setLanguage(language === 'de' ? 'en' : 'de')}><IconLanguage size={17} /></ActionIcon></Tooltip>
    </>
  );
}

function UserMenu() {
  const { t, enumWord } = useI18n();
  const { account, roles, organisation } = usePlace();
  const navigate = useNavigate();
  const end = async (everywhere: boolean) => {
    await write('POST', '/api/v1/sessions:end', { everywhere });
    queryClient.clear();
    window.location.assign('/');
  };
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target><Button variant="subtle" color="gray" leftSection={<IconUserCircle size={17} />} styles={{ label: { color: 'var(--ink)' } }} aria-label={`${t('account')}: ${account.login}`}><span className="clip wide" style={{ maxWidth: 120 }}>{account.login}</span></Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('yourRoles')}: {roles.map((role) => enumWord('Role', role)).join(', ')}</Menu.Label>
        <Menu.Item leftSection={<IconUsersGroup size={15} />} onClick={() => void navigate({ to: `/o/${organisation}/account` } as never)}>{t('account')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void end(false)}>{t('signOut')}</Menu.Item>
        <Menu.Item onClick={() => void end(true)}>{t('signOutEverywhere')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
