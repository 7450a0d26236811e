// The organisation: who and where.
import { useI18n } from '~/i18n';
import { usePlace } from '~/api/queries';
import { RegisterTabs } from '~/features/quotations/bodies';
import { RecordLink } from '~/shell/links';

const registers = ['sites', 'people', 'processes', 'office-holders', 'service-offerings', 'partners', 'engagements', 'scopes'];
export function Organisation() {
  const { t, recordWord } = useI18n();
  const { organisation } = usePlace();
  return <RegisterTabs title={t('navOrganisation')} collections={registers}><RecordLink collection="organisations" id={organisation}>{recordWord('organisations')}</RecordLink></RegisterTabs>;
}
