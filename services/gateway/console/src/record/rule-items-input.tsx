// What a rule lists, each to be ticked: what a review covered, what an audit looked at.
import { Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '~/api/client';
import type { Field } from '~/api/model';
import { usePlace } from '~/api/queries';
import { useI18n } from '~/i18n';

interface EffectiveRule {
  id: string;
  title: string;
  parameters: { name: string; value: string }[];
}

/** The rules that a field's source names before anything else: "ST-1, SU-4; ISO/IEC 17021-1:2015 9.3.1.2.2". */
export function rulesOf(field: Field): string[] {
  const named = /^([A-Z]{2,4}-\d+(?:, [A-Z]{2,4}-\d+)*);/.exec(field.source ?? '');
  return field.list && named ? named[1]!.split(', ') : [];
}

const itemsOf = (rule: EffectiveRule) => rule.parameters.find(({ name }) => name === 'items')?.value.split(/,\s*/) ?? [];

interface Props {
  rules: string[];
  label: string;
  description: string | undefined;
  error: string | undefined;
  value: string[];
  onChange: (value: string[]) => void;
}

export function RuleItemsInput({ rules, value, ...common }: Props) {
  const { organisation } = usePlace();
  const { enumWord } = useI18n();
  const known = useQuery({ queryKey: ['rules', organisation], queryFn: ({ signal }) => get<{ rules: EffectiveRule[] }>('/api/v1/rules', { organisation }, signal), staleTime: Infinity });
  const asked = rules.flatMap((id) => known.data?.rules.filter((rule) => rule.id === id) ?? []);
  return (
    <Checkbox.Group {...common} value={value}>
      {asked.map((rule) => (
        <Stack key={rule.id} gap={6} mt={6} role="group" aria-label={rule.title}>
          {asked.length > 1 && <small>{rule.title}</small>}
          {itemsOf(rule).map((item) => <Checkbox key={item} value={item} label={enumWord('', item)} />)}
        </Stack>
      ))}
    </Checkbox.Group>
  );
}
