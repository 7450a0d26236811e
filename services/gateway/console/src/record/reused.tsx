import { Alert, Button } from '@mantine/core';
import { titleOf, type AnyRecord, type CommandKind, type Field } from '~/api/model';
import { useI18n } from '~/i18n';
import { RecordLink } from '~/shell/links';
import { same, takenFrom } from './body';
import { Differences } from './differences';
import type { Held } from './use-draft';

/** What was given first is recorded, though no answer came; what was typed since then is something else: it needs a key of its own. */
export function Reused({ command, fields, held, recorded, again }: { command: CommandKind; fields: Field[]; held: Held; recorded: AnyRecord | null; again: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const made = recorded && command.creates === 'always' ? takenFrom(fields, recorded) : {};
  const theirs = Object.fromEntries(Object.entries(made).filter(([name, value]) => !same(value, held.draft[name])));
  return (
    <Alert mt="md" color="yellow" variant="outline" role="alert" title={t('formReused')}>
      <div>{t('formReusedHint')} {recorded && <RecordLink collection={command.collection} id={held.id}>{titleOf(command.collection, recorded, i18n)}</RecordLink>}</div>
      <Differences fields={fields} theirs={theirs} mine={held.draft} />
      <Button mt="xs" variant="default" onClick={again}>{t('formReusedAgain')}</Button>
    </Alert>
  );
}
