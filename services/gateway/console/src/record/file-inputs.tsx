// Evidence files: uploaded under their hash as soon as they are dropped or chosen; the command then names them.
import { ActionIcon, Button, Fieldset, FileButton, TextInput } from '@mantine/core';
import { IconPaperclip, IconTrash } from '@tabler/icons-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Problem, send } from '~/api/client';
import { pathOf, usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';
import type { Draft } from './body';
import { faultAt } from './faults';
import type { InputProps } from './inputs';

async function sha256Of(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What is uploaded, one after the other; `took` is told of all of them. */
export function useUploads(took: (files: Draft[]) => void) {
  const { organisation, today } = usePlace();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  // What was typed while a file was under way stays: the one of the last drawing knows it.
  const latest = useRef(took);
  latest.current = took;
  const take = async (files: File[]) => {
    if (files.length === 0) return;
    setBusy(true);
    setFault('');
    const taken: Draft[] = [];
    try {
      for (const file of files) {
        const sha256 = await sha256Of(file);
        const mediaType = file.type || 'application/octet-stream';
        await send('PUT', pathOf(organisation, 'uploads', sha256), { body: file, headers: { 'Content-Type': mediaType } });
        taken.push({ effectiveOn: today, sha256, bytes: file.size, mediaType, title: file.name });
      }
    } catch (error) {
      setFault(error instanceof Problem ? error.message : String(error));
    }
    if (taken.length > 0) latest.current(taken);
    setBusy(false);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation(); // what lies around it may take files, too
    void take([...event.dataTransfer.files]);
  };
  return { busy, fault, take, zone: { onDragOver: (event: DragEvent) => event.preventDefault(), onDrop: drop } };
}

function About({ file, onChange }: { file: Draft; onChange: (file: Draft) => void }) {
  const { field: word } = useI18n();
  return (
    <>
      <TextInput mt="xs" label={word('title')} withAsterisk value={String(file['title'] ?? '')} onChange={(event) => onChange({ ...file, title: event.currentTarget.value })} />
      <TextInput mt="xs" type="date" label={word('effectiveOn')} withAsterisk value={String(file['effectiveOn'] ?? '')} onChange={(event) => onChange({ ...file, effectiveOn: event.currentTarget.value })} />
      <div className="mono dim clip" title={String(file['sha256'])}>SHA-256 {String(file['sha256'])}</div>
    </>
  );
}

function Fault({ children }: { children: ReactNode }) {
  return children ? <div role="alert" style={{ color: 'var(--mantine-color-error)', marginTop: 6 }}>{children}</div> : null;
}

export function FileInput({ field, path, value, onChange, errors }: InputProps) {
  const { t, field: word } = useI18n();
  const draft = value as Draft | undefined;
  const { busy, fault, take, zone } = useUploads(([file]) => onChange({ ...file, ...(draft?.['title'] ? { title: draft['title'], effectiveOn: draft['effectiveOn'] } : {}) }));
  return (
    <Fieldset legend={word(field.name)} {...zone}>
      <FileButton onChange={(file) => void take(file ? [file] : [])}>
        {(props) => <Button {...props} variant="default" loading={busy} leftSection={<IconPaperclip size={14} />}>{draft?.['sha256'] ? String(draft['title']) : t('formUpload')}</Button>}
      </FileButton>
      {Boolean(draft?.['sha256']) && <About file={draft!} onChange={onChange} />}
      <Fault>{fault || faultAt(path, errors)}</Fault>
    </Fieldset>
  );
}

/** Files beside those that are there; the same content once. */
export const withFiles = (files: Draft[], taken: Draft[]) => [...files, ...taken.filter((file) => !files.some((other) => other['sha256'] === file['sha256']))];

export function FilesInput({ field, path, value, onChange, errors }: InputProps) {
  const { t, field: word } = useI18n();
  const files = (value as Draft[] | undefined) ?? [];
  const { busy, fault, take, zone } = useUploads((taken) => onChange(withFiles(files, taken)));
  return (
    <Fieldset legend={word(field.name)} {...zone}>
      {files.map((file, i) => (
        <div key={String(file['sha256'])} style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 8, marginBottom: 10 }}>
          <div><About file={file} onChange={(next) => onChange(files.map((each, at) => (at === i ? next : each)))} /></div>
          <ActionIcon variant="subtle" color="gray" aria-label={`${t('formRemove')} ${String(file['title'])}`} onClick={() => onChange(files.filter((_, at) => at !== i))}><IconTrash size={15} /></ActionIcon>
        </div>
      ))}
      <FileButton multiple onChange={(chosen) => void take(chosen)}>
        {(props) => <Button {...props} variant="default" loading={busy} leftSection={<IconPaperclip size={14} />}>{t('formUpload')}</Button>}
      </FileButton>
      <Fault>{fault || faultAt(path, errors)}</Fault>
    </Fieldset>
  );
}
