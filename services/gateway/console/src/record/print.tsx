// What goes on paper: a button, and the line below that says whence and when it was printed. What is left out stands in print.css.
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { usePlace, useTitle } from '~/api/queries';
import { useI18n } from '~/i18n';

export function PrintButton() {
  const { t } = useI18n();
  return <Button variant="default" leftSection={<IconPrinter size={14} />} onClick={() => window.print()}>{t('print')}</Button>;
}

/** Seen on paper only. */
export function PaperFoot() {
  const { t, day } = useI18n();
  const { organisation, today, asOf } = usePlace();
  const name = useTitle('organisations', organisation);
  return <footer className="paper-foot">{name} · {asOf ? t('printedAsOf', { day: day(asOf) }) : t('printedOn', { day: day(today) })} · {window.location.origin + window.location.pathname}</footer>;
}
