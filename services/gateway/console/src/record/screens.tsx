// The general screens: any register, any record.
import { NativeSelect } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { kindOf } from '~/api/model';
import { useI18n } from '~/i18n';
import { Nothing } from '~/shell/states';
import { CreateButtons, RecordPage } from './page';
import { RecordTable } from './table';
import { hintFor } from './hints';
import { useViewSearch } from '~/shell/links';

const services = ['actions', 'audits', 'directory', 'scheduling', 'training'];

export function RegisterHead({ collection, children }: { collection: string; children?: React.ReactNode }) {
  const { collectionWord } = useI18n();
  const title = collectionWord(collection);
  useEffect(() => {
    document.title = `${title} · Assay`;
  }, [title]);
  return (
    <div className="head">
      <h1 className="grow">{title}</h1>
      {children}
      <CreateButtons collection={collection} />
    </div>
  );
}

export function Register() {
  const { collection } = useParams({ strict: false }) as { collection: string };
  const { t, language, codeWord } = useI18n();
  const [search, setSearch] = useViewSearch();
  const kind = kindOf(collection);
  if (!kind) return <Nothing title={t('problemNotFound')} />;
  const service = search['service'] ?? 'audits';
  return (
    <div className="page">
      <RegisterHead collection={collection}>
        {kind.perService && <NativeSelect size="xs" w={140} aria-label={t('proofLog')} data={services.map((name) => ({ value: name, label: codeWord(name) }))} value={service} onChange={(event) => setSearch({ service: event.currentTarget.value })} />}
      </RegisterHead>
      <RecordTable key={collection} collection={collection} {...(kind.perService && { service })} emptyHint={hintFor(collection, language)} />
    </div>
  );
}

export function OneRecord() {
  const { collection, id } = useParams({ strict: false }) as { collection: string; id: string };
  const [search] = useViewSearch();
  const { t } = useI18n();
  const kind = kindOf(collection);
  if (!kind) return <Nothing title={t('problemNotFound')} />;
  return <RecordPage key={id} collection={collection} id={id} {...(kind.perService && { service: search['service'] ?? 'audits' })} />;
}
