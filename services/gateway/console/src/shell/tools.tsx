// The tools in the top bar: the day that is shown, theme and language, one's account. Loaded after the screen.
import { ActionIcon, Button, Group, Menu, Modal, Popover, TextInput, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconClockHour4, IconKeyboard, IconKeyboardOff, IconLanguage, IconMoon, IconSun, IconUserCircle, IconUsersGroup } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf, write } from '~/api/client';
import { queryClient, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { forgetDrafts, givenBy } from '~/record/drafts';
import { useLetterKeys } from './letter-keys';
import { tell } from './notices';

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
  const [letters, setLetters] = useLetterKeys();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <>
      <Tooltip label={t('theme')}><ActionIcon variant="subtle" color="gray" aria-label={t('theme')} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>{scheme === 'dark' ? <IconSun size={17} /> : <IconMoon size={17} />}</ActionIcon></Tooltip>
      <Tooltip label={t('language')}><ActionIcon variant="subtle" color="gray" aria-label={`${t('language')}: ${language === 'de' ? 'English' : 'Deutsch'}`} onClick={() => setLanguage(language === 'de' ? 'en' : 'de')}><IconLanguage size={17} /></ActionIcon></Tooltip>
      <Tooltip label={t(letters ? 'lettersOn' : 'lettersOff')}><ActionIcon visibleFrom="xs" variant="subtle" color="gray" aria-pressed={letters} aria-label={t('letters')} onClick={() => setLetters(!letters)}>{letters ? <IconKeyboard size={17} /> : <IconKeyboardOff size={17} />}</ActionIcon></Tooltip>
    </>
  );
}

export function UserMenu() {
  const { t, enumWord, commandWord } = useI18n();
  const { account, roles, organisation } = usePlace();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<{ everywhere: boolean; lost: string[] } | null>(null); // whether what waits may be lost
  const end = async (everywhere: boolean) => {
    setAsking(null);
    try {
      await write('POST', '/api/v1/sessions:end', { everywhere });
    } catch (error) {
      return tell({ title: t('signOut'), message: problemOf(error).message, tone: 'warn' });
    }
    queryClient.clear();
    forgetDrafts(account.id);
    window.location.assign('/');
  };
  const askFirst = (everywhere: boolean) => {
    const lost = givenBy(account.id).map(({ command }) => commandWord(command));
    if (lost.length > 0) setAsking({ everywhere, lost });
    else void end(everywhere);
  };
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={230}>
        <Menu.Target><Button variant="subtle" color="gray" leftSection={<IconUserCircle size={17} />} styles={{ label: { color: 'var(--ink)' } }} aria-label={`${t('account')}: ${account.login}`}><span className="clip wide" style={{ maxWidth: 120 }}>{account.login}</span></Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('yourRoles')}: {roles.map((role) => enumWord('Role', role)).join(', ')}</Menu.Label>
          <Menu.Item leftSection={<IconUsersGroup size={15} />} onClick={() => void navigate({ to: `/o/${organisation}/account` } as never)}>{t('account')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => askFirst(false)}>{t('signOut')}</Menu.Item>
          <Menu.Item onClick={() => askFirst(true)}>{t('signOutEverywhere')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asking !== null} onClose={() => setAsking(null)} title={<strong>{t('signOutWaiting', { n: asking?.lost.length ?? 0 })}</strong>} centered closeButtonProps={{ 'aria-label': t('close') }}>
        <p style={{ marginTop: 0 }}>{t('signOutWaitingHint', { what: [...new Set(asking?.lost)].join(', ') })}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void end(asking!.everywhere)}>{t('signOutAnyway')}</Button>
          <Button data-autofocus onClick={() => setAsking(null)}>{t('signOutStay')}</Button>
        </Group>
      </Modal>
    </>
  );
}

export default function Tools() {
  return (
    <>
      <AsOf />
      <Preferences />
      <UserMenu />
    </>
  );
}
