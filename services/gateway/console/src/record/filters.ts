// Conditions of a register's filter as the API writes them, joined by ";": pure.
export interface Condition {
  name: string;
  sign: string;
  value: string;
}

export function conditionsOf(filter: string | undefined): Condition[] {
  return (filter ?? '').split(';').filter(Boolean).map((text) => {
    const [, name, sign, value] = /^([\w.]+)(!=|<=|>=|=|<|>|~)(.*)$/.exec(text) ?? ['', text, '', ''];
    return { name: name!, sign: sign!, value: value! };
  });
}

export const filterOf = (conditions: Condition[]): string | undefined => conditions.map(({ name, sign, value }) => name + sign + value).join(';') || undefined;

/** The same with another value, or without that condition where `value` is empty. Others of the same field, such as the other end of a time, stay. */
export function withCondition(conditions: Condition[], name: string, sign: string, value: string): Condition[] {
  const at = conditions.findIndex((each) => each.name === name && each.sign === sign);
  if (!value) return conditions.filter((_, i) => i !== at);
  if (at < 0) return [...conditions, { name, sign, value }];
  return conditions.map((each, i) => (i === at ? { name, sign, value } : each));
}
