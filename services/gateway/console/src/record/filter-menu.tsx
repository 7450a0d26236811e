// What a register can be narrowed to: states, grades and yes or no, a person, a site, a time. One choice each, joined for the server.
import { Button, NativeSelect, Popover, Select, TextInput } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { valuesOf, type Field } from '~/api/model';
import { useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import type { Search } from '~/shell/links';
import { conditionsOf, filterOf, withCondition, type Condition } from './filters';

const referred = ['people', 'sites'];
const isChoice = (field: Field) => !field.list && (field.kind === 'enum' || field.kind === 'boolean');
const isReferred = (field: Field) => !field.list && field.kind === 'id' && referred.includes(field.reference ?? '');
const isDate = (field: Field) => !field.list && field.kind === 'date';

export function FilterMenu({ fields, search, setSearch }: { fields: Field[]; search: Search; setSearch: (next: Search) => void }) {
  const { t, field: word } = useI18n();
  const conditions = conditionsOf(search['filter']);
  const people = useTitles(fields.some((field) => isReferred(field) && field.reference === 'people') ? 'people' : undefined);
  const sites = useTitles(fields.some((field) => isReferred(field) && field.reference === 'sites') ? 'sites' : undefined);
  const names = (field: Field) => (field.reference === 'people' ? people : sites);
  const set = (name: string, sign: string, value: string) => setSearch({ filter: filterOf(withCondition(conditions, name, sign, value)) });
  const valueOf = (name: string, sign = '=') => conditions.find((each) => each.name === name && each.sign === sign)?.value ?? '';
  const any = fields.some((field) => isChoice(field) || isReferred(field) || isDate(field));
  return (
    <>
      {conditions.map((condition) => <Chosen key={condition.name + condition.sign} condition={condition} field={fields.find(({ name }) => name === condition.name)} nameOf={(field, id) => names(field).get(id) ?? id.slice(0, 8)} remove={() => set(condition.name, condition.sign, '')} />)}
      {any && (
        <Popover position="bottom-start" width={280} shadow="md">
          <Popover.Target><Button variant="default" leftSection={<IconFilter size={14} />}>{t('listFilterMenu')}</Button></Popover.Target>
          <Popover.Dropdown style={{ maxHeight: '70vh', overflow: 'auto' }}>
            {fields.filter(isChoice).map((field) => <Choice key={field.name} field={field} value={valueOf(field.name)} set={(value) => set(field.name, '=', value)} />)}
            {fields.filter(isReferred).map((field) => (
              <Select key={field.name} size="xs" mb={6} label={word(field.name)} searchable clearable limit={200} comboboxProps={{ withinPortal: false }} nothingFoundMessage={t('nothingFound')}
                data={[...names(field)].map(([value, label]) => ({ value, label: label || value.slice(0, 8) }))} value={valueOf(field.name) || null} onChange={(value) => set(field.name, '=', value ?? '')} />
            ))}
            <Time fields={fields.filter(isDate)} conditions={conditions} set={set} />
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}

function Choice({ field, value, set }: { field: Field; value: string; set: (value: string) => void }) {
  const { t, field: word, enumWord } = useI18n();
  const choices = field.kind === 'enum' ? valuesOf(field.type!).map((each) => ({ value: each, label: enumWord(field.type!, each) })) : [{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }];
  return <NativeSelect size="xs" mb={6} label={word(field.name)} value={value} data={[{ value: '', label: '' }, ...choices]} onChange={(event) => set(event.currentTarget.value)} />;
}

/** From a day, until a day, of one of the dates. */
function Time({ fields, conditions, set }: { fields: Field[]; conditions: Condition[]; set: (name: string, sign: string, value: string) => void }) {
  const { t, field: word } = useI18n();
  const first = conditions.find(({ name }) => fields.some((field) => field.name === name))?.name ?? (fields.find(({ name }) => name === 'dueOn') ?? fields[0])?.name;
  const [chosen, setChosen] = useState(first);
  if (!chosen) return null;
  const valueOf = (sign: string) => conditions.find((each) => each.name === chosen && each.sign === sign)?.value ?? '';
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <NativeSelect size="xs" mb={6} label={t('listDate')} value={chosen} data={fields.map(({ name }) => ({ value: name, label: word(name) }))} onChange={(event) => setChosen(event.currentTarget.value)} />
      <TextInput size="xs" mb={6} type="date" label={t('listFrom')} value={valueOf('>=')} onChange={(event) => set(chosen, '>=', event.currentTarget.value)} />
      <TextInput size="xs" mb={6} type="date" label={t('listUntil')} value={valueOf('<=')} onChange={(event) => set(chosen, '<=', event.currentTarget.value)} />
    </fieldset>
  );
}

function Chosen({ condition: { name, sign, value }, field, nameOf, remove }: { condition: Condition; field: Field | undefined; nameOf: (field: Field, id: string) => string; remove: () => void }) {
  const { t, field: word, enumWord, day } = useI18n();
  const said = field?.kind === 'enum' ? enumWord(field.type!, value) : field?.kind === 'date' ? day(value) : field && isReferred(field) ? nameOf(field, value) : value === 'true' ? t('yes') : value === 'false' ? t('no') : value;
  const signs: Record<string, string> = { '=': '', '!=': '≠ ', '>=': '≥ ', '<=': '≤ ' };
  return (
    <span className="tone go">
      {word(name)} {signs[sign] ?? `${sign} `}{said}
      <button type="button" aria-label={`${t('formRemove')}: ${word(name)}`} onClick={remove} style={{ all: 'unset', cursor: 'pointer', display: 'grid' }}><IconX size={12} /></button>
    </span>
  );
}
