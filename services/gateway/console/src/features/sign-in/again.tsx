// A session that ended in the middle is begun anew above what is open.
import { Modal } from '@mantine/core';
import { useI18n } from '~/i18n';
import { SignInForm } from './form';

export default function SignInAgain({ login, done }: { login: string; done: () => void }) {
  const { t } = useI18n();
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} title={<strong>{t('signIn')}</strong>} centered zIndex={1000}>
      <p className="dim" style={{ marginTop: 0 }}>{t('signInAgain')}</p>
      <SignInForm done={done} login={login} />
    </Modal>
  );
}
