// How the services are, for administrators of the installation.
import { useQuery } from '@tanstack/react-query';
import { get, type Schemas } from '~/api/client';
import { usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';

type Health = Schemas['bus.Health'];

export function ServiceHealth() {
  const { t, number, moment } = useI18n();
  const { account } = usePlace();
  const administrator = account.memberships.some((membership) => membership.organisation === '*' && membership.roles.includes('ADMINISTRATOR'));
  const health = useQuery({ queryKey: ['health'], queryFn: () => get<{ items: Health[] }>('/api/v1/services'), enabled: administrator, refetchInterval: 15_000 });
  if (!administrator || !health.data) return null;
  return (
    <section className="panel sheet" tabIndex={0} aria-label={t('healthTitle')} style={{ marginTop: 14 }}>
      <table>
        <thead><tr><th scope="col">{t('healthTitle')}</th><th scope="col">{t('healthReady')}</th><th scope="col">{t('proofEntries')}</th><th scope="col">{t('healthWaiting')}</th><th scope="col">{t('healthBackup')}</th><th scope="col">{t('healthScrub')}</th><th scope="col">{t('healthProblems')}</th></tr></thead>
        <tbody>
          {health.data.items.map((service) => (
            <tr key={service.service}>
              <th scope="row" style={{ color: 'var(--ink)' }}>{service.service}</th>
              <td><span className={`tone ${service.ready ? 'good' : 'bad'}`}>{service.ready ? t('yes') : t('no')}</span></td>
              <td className="num">{number(Number(service.next))}</td>
              <td className="num">{number(Number(service.commandsWaiting))}</td>
              <td>{service.lastBackup?.endedAt ? moment(service.lastBackup.endedAt) : <span className="dim">{t('healthNever')}</span>}</td>
              <td>{service.lastScrub?.endedAt ? moment(service.lastScrub.endedAt) : <span className="dim">{t('healthNever')}</span>}</td>
              <td style={{ color: 'var(--bad)' }}>{service.problems.join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
