// How a cause is found: one why after the other, or a fishbone with its branches.
import { ActionIcon, Button, Fieldset, Textarea } from '@mantine/core';
import { IconArrowDown, IconPlus, IconTrash } from '@tabler/icons-react';
import { valuesOf } from '~/api/model';
import { useI18n } from '~/i18n';
import type { Draft } from '~/record/body';
import { GroupFault, type InputProps } from '~/record/inputs';

const usual = 5;

/** Each answer is what the next why asks about. */
export function WhysInput({ field, path, value, onChange, errors }: InputProps) {
  const { t, field: word } = useI18n();
  const whys = (value as Draft[] | undefined) ?? [];
  const set = (at: number, part: Draft) => onChange(whys.map((why, i) => (i === at ? { ...why, ...part } : why)));
  const add = () => onChange([...whys, { question: whys.length === 0 ? '' : t('whyFollows', { what: String(whys[whys.length - 1]!['answer'] ?? '') }), answer: '' }]);
  return (
    <Fieldset legend={word(field.name)}>
      {whys.map((why, i) => (
        <div key={i}>
          {i > 0 && <IconArrowDown size={15} color="var(--dim)" aria-hidden style={{ display: 'block', margin: '4px auto' }} />}
          <div className="why">
            <b aria-hidden>{i + 1}</b>
            <div>
              <Textarea autosize minRows={1} maxLength={2000} label={`${t('why')} ${i + 1}`} value={String(why['question'] ?? '')} error={errors[`${path}[${i}].question`]} onChange={(event) => set(i, { question: event.currentTarget.value })} />
              <Textarea autosize minRows={2} maxLength={2000} mt={6} label={`${t('because')} ${i + 1}`} value={String(why['answer'] ?? '')} error={errors[`${path}[${i}].answer`]} onChange={(event) => set(i, { answer: event.currentTarget.value })} />
            </div>
            <ActionIcon variant="subtle" color="gray" aria-label={`${t('formRemove')} ${i + 1}`} onClick={() => onChange(whys.filter((_, at) => at !== i))}><IconTrash size={15} /></ActionIcon>
          </div>
        </div>
      ))}
      <Button mt={whys.length > 0 ? 8 : 0} variant="default" leftSection={<IconPlus size={14} />} onClick={add}>{whys.length === 0 ? t('whyFirst') : t('whyNext')}</Button>
      {whys.length > 0 && whys.length < usual && <span className="dim" style={{ marginLeft: 10 }}>{t('whyUsual', { n: usual })}</span>}
      <GroupFault path={path} inputs={whys.flatMap((_, i) => [`${path}[${i}].question`, `${path}[${i}].answer`])} errors={errors} />
    </Fieldset>
  );
}

interface Branch extends Draft {
  category: string;
  causes: string[];
}
/** Every category is a branch; a line in it is a cause. Empty branches are not sent. */
export function FishboneInput({ field, path, value, onChange, errors }: InputProps) {
  const { t, field: word, enumWord } = useI18n();
  const branches = (value as Branch[] | undefined) ?? [];
  const set = (category: string, text: string) => {
    const rest = branches.filter((branch) => branch.category !== category);
    onChange(text ? [...rest, { category, causes: text.split('\n') }] : rest);
  };
  return (
    <Fieldset legend={word(field.name)}>
      <p className="dim" style={{ margin: '0 0 8px' }}>{t('fishboneHint')}</p>
      <div className="fishbone">
        {valuesOf('actions.CauseCategory').map((category) => (
          <Textarea key={category} autosize minRows={2} label={enumWord('actions.CauseCategory', category)} value={branches.find((branch) => branch.category === category)?.causes.join('\n') ?? ''} onChange={(event) => set(category, event.currentTarget.value)} />
        ))}
      </div>
      <GroupFault path={path} inputs={[]} errors={errors} />
    </Fieldset>
  );
}
