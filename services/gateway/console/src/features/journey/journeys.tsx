import { Navigate } from '@tanstack/react-router';
import { IconRoute } from '@tabler/icons-react';
import { useList, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { CreateButtons } from '~/record/page';
import { RegisterHead } from '~/record/screens';
import { RecordTable } from '~/record/table';
import { Loading, Nothing } from '~/shell/states';

/** One journey opens at once; several are listed. */
export function Journeys() {
  const { t } = useI18n();
  const { organisation, asOf } = usePlace();
  const journeys = useList('journeys');
  if (!journeys.data) return <Loading />;
  const [first, second] = journeys.data.items;
  if (!first) return <div className="page"><div className="head"><h1>{t('navJourney')}</h1></div><div className="panel"><Nothing title={t('journeyNone')} icon={<IconRoute size={30} stroke={1.4} aria-hidden />}><p>{t('journeyNoneHint')}</p><CreateButtons collection="journeys" /></Nothing></div></div>;
  if (!second) return <Navigate to={`/o/${organisation}/journeys/${first.id}` as never} search={{ asOf: asOf || undefined } as never} replace />;
  return <div className="page"><RegisterHead collection="journeys" /><RecordTable collection="journeys" /></div>;
}
