// What somebody else wrote beside what is typed here, field by field.
import { Button } from '@mantine/core';
import { type Field } from '~/api/model';
import { useI18n } from '~/i18n';
import type { Draft } from './body';
import { Value } from './value';

/** `take` puts theirs into the form; without it they are only shown. */
export function Differences({ fields, theirs, mine, take }: { fields: Field[]; theirs: Draft; mine: Draft; take?: (name: string) => void }) {
  const { t, field: word } = useI18n();
  const shown = fields.filter((field) => field.name in theirs);
  if (shown.length === 0) return null;
  return (
    <table className="mini" aria-label={t('differences')} style={{ margin: '8px 0' }}>
      <thead><tr><td /><th scope="col">{t('differencesTheirs')}</th><th scope="col">{t('differencesMine')}</th>{take && <td />}</tr></thead>
      <tbody>
        {shown.map((field) => (
          <tr key={field.name}>
            <th scope="row">{word(field.name)}</th>
            <td><Value field={field} value={theirs[field.name]} /></td>
            <td><Value field={field} value={mine[field.name]} /></td>
            {take && <td><Button variant="default" size="compact-sm" onClick={() => take(field.name)} aria-label={`${t('differencesTake')}: ${word(field.name)}`}>{t('differencesTake')}</Button></td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
