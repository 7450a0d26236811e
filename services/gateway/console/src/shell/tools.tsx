// The tools in the top bar: the day that is shown, theme and language, one's account. Loaded after the screen.
import { ActionIcon, Button, Menu, Popover, TextInput, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconClockHour4, IconKeyboard, IconKeyboardOff, IconLanguage, IconMoon, IconSun, IconUserCircle, IconUsersGroup } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { write } from '~/api/client';
import { queryClient, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { forgetDrafts } from '~/record/drafts';
import { useLetterKeys } from './letter-keys';

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

function UserMenu() {
  const { t, enumWord } = useI18n();
  const { account, roles, organisation } = usePlace();
  const navigate = useNavigate();
  const end = async (everywhere: boolean) => {
    await write('POST', '/api/v1/sessions:end', { everywhere });
    queryClient.clear();
    forgetDrafts();
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

export default function Tools() {
  return (
    <>
      <AsOf />
      <Preferences />
      <UserMenu />
    </>
  );
}
