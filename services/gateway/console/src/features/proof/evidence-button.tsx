import { Button } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import { Problem } from '~/api/client';
import { usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import { tell } from '~/shell/notices';
import { saveEvidence, type Place } from './evidence-file';

/** Offers the evidence file of some entries to those who may see stored bytes. */
export function EvidenceButton({ name, places, uploads }: { name: string; places: Place[]; uploads?: string[] }) {
  const { t } = useI18n();
  const { organisation, roles } = usePlace();
  const [busy, setBusy] = useState(false);
  if (!roles.some((role) => ['COMPLIANCE_MANAGER', 'ADMINISTRATOR'].includes(role)) || places.length === 0) return null;
  const run = async () => {
    setBusy(true);
    await saveEvidence(organisation, name, places, uploads).catch((error: unknown) => tell({ title: t('proofEvidence'), message: error instanceof Problem ? error.message : String(error), tone: 'warn' }));
    setBusy(false);
  };
  return <Button variant="default" title={t('proofEvidenceHint')} loading={busy} leftSection={<IconPackageExport size={14} />} onClick={() => void run()}>{t('proofEvidence')}</Button>;
}
