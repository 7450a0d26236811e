import type { ReactNode } from 'react';
import { fieldsOf, kindOf, type Field, type Sealed } from '~/api/model';
import { isSmall, usePlace, useTitle, useTitles } from '~/api/queries';
import { useI18n } from '~/i18n';
import { RecordLink } from '~/shell/links';
import { EnumTone } from './tone';
import { isEmpty, isUnsaid } from './unsaid';

/** A record that another one names, by its title, as a link. */
export function Reference({ collection, id }: { collection: string; id: string }) {
  if (!id) return null;
  return isSmall(collection) ? <OneOfFew collection={collection} id={id} /> : <OneOfMany collection={collection} id={id} />;
}
function OneOfFew({ collection, id }: { collection: string; id: string }) {
  return <RecordLink collection={collection} id={id}>{useTitles(collection).get(id) ?? id.slice(0, 8)}</RecordLink>;
}
function OneOfMany({ collection, id }: { collection: string; id: string }) {
  return <RecordLink collection={collection} id={id}>{useTitle(collection, id)}</RecordLink>;
}

export function PersonalText({ value }: { value: Sealed | undefined }) {
  const { t } = useI18n();
  if (!value) return null;
  return value.erased ? <em className="dim">{t('erased')}</em> : <>{value.text}</>;
}

export const isId = (value: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value);

function One({ field, value }: { field: Field; value: unknown }): ReactNode {
  const { t, day, moment, number } = useI18n();
  const { organisation } = usePlace();
  switch (field.kind) {
    case 'boolean':
      return value ? t('yes') : t('no');
    case 'date':
      return <span className="num">{day(String(value))}</span>;
    case 'instant':
      return <span className="num">{moment(String(value))}</span>;
    case 'integer':
      return <span className="num">{number(Number(value))}</span>;
    case 'decimal':
      return <span className="num">{String(value)}</span>;
    case 'enum':
      return <EnumTone type={field.type!} value={String(value)} />;
    case 'sealed':
      return <PersonalText value={value as Sealed} />;
    case 'id':
      if (!isId(String(value))) return <span className="prose">{String(value)}</span>;
      return field.reference && kindOf(field.reference) ? <Reference collection={field.reference} id={String(value)} /> : <span className="mono">{String(value).slice(0, 8)}</span>;
    case 'object': {
      const object = value as Record<string, unknown>;
      if (field.type === 'Money') return <span className="num">{`${String(object['amount'])} ${String(object['currency'])}`}</span>;
      if (field.type === 'EvidenceFile')
        return <a href={`/api/v1/organisations/${organisation}/uploads/${String(object['sha256'])}`} download={String(object['title'])}>{String(object['title'])}</a>;
      return <Fields fields={fieldsOf(field.type!)} values={object} />;
    }
    default:
      return <span className="prose">{String(value)}</span>;
  }
}

/** The value of a field, whatever it is. */
export function Value({ field, value }: { field: Field; value: unknown }): ReactNode {
  if (isEmpty(value)) return null;
  if (!field.list) return <One field={field} value={value} />;
  const items = value as unknown[];
  if (field.kind === 'object' && !['Money', 'EvidenceFile'].includes(field.type!)) return <MiniTable type={field.type!} items={items as Record<string, unknown>[]} />;
  return items.map((item, i) => (
    <span key={i}>
      {i > 0 && ', '}
      <One field={field} value={item} />
    </span>
  ));
}

/** Parts of a record, as rows; columns that say nothing in any of them are left out. */
export function MiniTable({ type, items, without = [] }: { type: string; items: Record<string, unknown>[]; without?: string[] }) {
  const { field: word } = useI18n();
  const fields = fieldsOf(type).filter((field) => field.name !== 'key' && items.some((item) => !isUnsaid(field, item[field.name], without)));
  return (
    <div className="sheet">
      <table className="mini">
        <thead>
          <tr>{fields.map((field) => <th key={field.name} scope="col">{word(field.name)}</th>)}</tr>
        </thead>
        <tbody>
          {items.map((item, i) => (
            <tr key={i}>{fields.map((field) => <td key={field.name}>{!isUnsaid(field, item[field.name], without) && <Value field={field} value={item[field.name]} />}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is said, as term and value. */
export function Fields({ fields, values, without = [] }: { fields: Field[]; values: Record<string, unknown>; without?: string[] }) {
  const { field: word } = useI18n();
  return (
    <dl className="grid">
      {fields.filter((field) => !isUnsaid(field, values[field.name], without)).map((field) => (
        <div key={field.name} style={{ display: 'contents' }}>
          <dt>{word(field.name)}</dt>
          <dd><Value field={field} value={values[field.name]} /></dd>
        </div>
      ))}
    </dl>
  );
}
