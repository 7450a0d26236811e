// One input for each kind of field.
import { ActionIcon, Autocomplete, Button, Checkbox, Fieldset, Group, MultiSelect, NumberInput, Radio, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { fieldsOf, kindOf, titleOf, valuesOf, type AnyRecord, type Field } from '~/api/model';
import { useList, usePlace, useRecord, useTitling } from '~/api/queries';
import { FishboneInput, WhysInput } from '~/features/findings/cause-inputs';
import { useI18n } from '~/i18n';
import { draftOf, type Draft } from './body';
import { faultAt, faultOfGroup } from './faults';
import { FileInput, FilesInput } from './file-inputs';
import { RuleItemsInput, rulesOf } from './rule-items-input';

export interface InputProps {
  field: Field;
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
  errors: Record<string, string>;
}

function useLabel({ field, path, errors }: InputProps) {
  const { field: word, t } = useI18n();
  return {
    label: word(field.name),
    description: field.source ?? (field.past ? t('formPast') : undefined),
    error: faultAt(path, errors),
    ...(field.required && { withAsterisk: true }),
  };
}

function ReferenceInput(props: InputProps) {
  const { field, value, onChange } = props;
  const i18n = useTitling(field.reference);
  const { t } = i18n;
  const list = useList(field.reference!);
  const data = useMemo(
    () =>
      (list.data?.items ?? [])
        .filter((record: AnyRecord) => !['GONE', 'CLOSED', 'RETIRED', 'LEFT'].includes(String(record.state)) || record.id === value || field.reference === 'findings')
        .map((record: AnyRecord) => ({ value: record.id, label: titleOf(field.reference!, record, i18n) || record.id.slice(0, 8) })),
    [list.data, field.reference, i18n, value],
  );
  const common = { ...useLabel(props), data, searchable: true, nothingFoundMessage: t('nothingFound'), limit: 200 };
  return field.list ? (
    <MultiSelect {...common} value={(value as string[]) ?? []} onChange={onChange} hidePickedOptions clearable />
  ) : (
    <Select {...common} value={(value as string) ?? null} onChange={(next) => onChange(next ?? '')} clearable={!field.required} />
  );
}

function StandardInput(props: InputProps) {
  const { field, value, onChange } = props;
  const { organisation } = usePlace();
  const known = useRecord<AnyRecord & { standards?: { name: string }[] }>('organisations', organisation);
  const data = (known.data?.standards ?? []).map((standard) => standard.name);
  const common = { ...useLabel(props), data };
  return field.list ? <TagsInput {...common} value={(value as string[]) ?? []} onChange={onChange} /> : <Autocomplete {...common} value={(value as string) ?? ''} onChange={onChange} />;
}

const zones = () => Intl.supportedValuesOf('timeZone');

/** The fault of a group of inputs that none of them shows. */
export function GroupFault({ path, inputs, errors }: { path: string; inputs: string[]; errors: Record<string, string> }) {
  const fault = faultOfGroup(path, inputs, errors);
  return fault ? <div role="alert" style={{ color: 'var(--mantine-color-error)', marginTop: 6 }}>{fault}</div> : null;
}

function ObjectInput(props: InputProps) {
  const { field, path, value, onChange, errors } = props;
  const { field: word } = useI18n();
  const inner = fieldsOf(field.type!);
  return (
    <Fieldset legend={word(field.name)}>
      <Inputs fields={inner} path={path} draft={(value as Draft) ?? {}} onChange={onChange} errors={errors} />
      <GroupFault path={path} inputs={inner.filter((each) => !each.fresh).map(({ name }) => `${path}.${name}`)} errors={errors} />
    </Fieldset>
  );
}

function ObjectsInput({ field, path, value, onChange, errors }: InputProps) {
  const { field: word, t } = useI18n();
  const { today } = usePlace();
  const items = (value as Draft[]) ?? [];
  const inner = fieldsOf(field.type!);
  return (
    <Fieldset legend={word(field.name)}>
      {items.map((item, i) => (
        <div key={i} style={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 8, borderBottom: '1px solid var(--line)', paddingBottom: 10, marginBottom: 10 }}>
          <Inputs fields={inner} path={`${path}[${i}]`} draft={item} onChange={(next) => onChange(items.map((each, at) => (at === i ? next : each)))} errors={errors} />
          <ActionIcon variant="subtle" color="gray" aria-label={`${t('formRemove')} ${i + 1}`} onClick={() => onChange(items.filter((_, at) => at !== i))}><IconTrash size={15} /></ActionIcon>
        </div>
      ))}
      <Button variant="default" leftSection={<IconPlus size={14} />} onClick={() => onChange([...items, draftOf(inner, today)])}>{t('formAdd')}</Button>
      <GroupFault path={path} inputs={items.flatMap((_, i) => inner.filter((each) => !each.fresh).map(({ name }) => `${path}[${i}].${name}`))} errors={errors} />
    </Fieldset>
  );
}

function Input(props: InputProps): ReactNode {
  const { field, value, onChange } = props;
  const { enumWord, t } = useI18n();
  const common = useLabel(props);
  if (field.type === 'actions.WhyInput') return <WhysInput {...props} />;
  if (field.type === 'actions.FishboneBranchInput') return <FishboneInput {...props} />;
  if (field.kind === 'object') return field.type === 'EvidenceFileInput' ? (field.list ? <FilesInput {...props} /> : <FileInput {...props} />) : field.list ? <ObjectsInput {...props} /> : <ObjectInput {...props} />;
  if (field.kind === 'id' && field.reference && kindOf(field.reference)) return <ReferenceInput {...props} />;
  if (/^standards?$|^unaccreditedStandards$/.test(field.name)) return <StandardInput {...props} />;
  if (field.kind === 'enum') {
    const data = valuesOf(field.type!).map((each) => ({ value: each, label: enumWord(field.type!, each) }));
    return field.list ? <MultiSelect {...common} data={data} value={(value as string[]) ?? []} onChange={onChange} /> : <Select {...common} data={data} value={(value as string) ?? null} onChange={(next) => onChange(next ?? '')} clearable={!field.required} />;
  }
  const rules = rulesOf(field);
  if (rules.length) return <RuleItemsInput rules={rules} label={common.label} description={common.description} error={common.error} value={(value as string[]) ?? []} onChange={onChange} />;
  if (field.list) return <TagsInput {...common} value={(value as string[]) ?? []} onChange={onChange} splitChars={['\n']} />;
  // A judgement that must be given is a choice between yes and no, with neither beforehand.
  if (field.kind === 'boolean' && field.required)
    return (
      <Radio.Group {...common} value={value === undefined ? null : String(value)} onChange={(next) => onChange(next === 'true')}>
        <Group mt={4}><Radio value="true" label={t('yes')} /><Radio value="false" label={t('no')} /></Group>
      </Radio.Group>
    );
  if (field.kind === 'boolean') return <Checkbox label={common.label} description={common.description} error={common.error} checked={Boolean(value)} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (field.kind === 'integer') return <NumberInput {...common} allowDecimal={false} value={(value as number) ?? ''} onChange={onChange} {...(field.min !== undefined && { min: field.min })} {...(field.max !== undefined && { max: field.max })} clampBehavior="none" />;
  if (field.kind === 'zone') return <Autocomplete {...common} data={zones()} limit={12} value={(value as string) ?? ''} onChange={onChange} />;
  const text = (value as string) ?? '';
  if (field.kind === 'text' && (field.max ?? 0) > 400) return <Textarea {...common} autosize minRows={3} maxRows={14} maxLength={field.max} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  return <TextInput {...common} type={field.kind === 'date' ? 'date' : 'text'} {...(field.max && { maxLength: field.max })} {...(field.kind === 'decimal' && { inputMode: 'decimal' as const })} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
}

// Of several ways to find a cause, the one that was chosen is asked for.
const ways: Record<string, string> = { whys: 'FIVE_WHYS', fishbone: 'FISHBONE', steps: 'OTHER_METHOD' };
const isAsked = (field: Field, draft: Draft, all: Field[]) => !(field.name in ways) || !all.some(({ name }) => name === 'method') || draft['method'] === ways[field.name] || Boolean((draft[field.name] as unknown[] | undefined)?.length);

/** The inputs of a message, in the order of its fields. */
export function Inputs({ fields, path = '', draft, onChange, errors }: { fields: Field[]; path?: string; draft: Draft; onChange: (draft: Draft) => void; errors: Record<string, string> }) {
  return (
    <div style={{ display: 'grid', gap: 12, minWidth: 0 }}>
      {fields.filter((field) => !field.fresh && isAsked(field, draft, fields)).map((field) => (
        <Input key={field.name} field={field} path={path ? `${path}.${field.name}` : field.name} value={draft[field.name]} errors={errors} onChange={(value) => onChange({ ...draft, [field.name]: value })} />
      ))}
    </div>
  );
}
