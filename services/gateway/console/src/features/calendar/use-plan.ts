import { useMemo } from 'react';
import type { Schemas } from '~/api/client';
import { titleOf, type AnyRecord } from '~/api/model';
import { useList, useLists } from '~/api/queries';
import { useI18n } from '~/i18n';
import { itemsOf } from './plan';

const registers = ['audits', 'sessions', 'management-reviews', 'exercises'];

/** Everything that is planned or was, with the cycles it belongs to. */
export function usePlan() {
  const i18n = useI18n();
  const lists = useLists(registers.map((collection) => ({ collection })));
  const cycles = useList<Schemas['scheduling.Cycle'] & AnyRecord>('cycles');
  const data = lists.map((list) => list.data);
  const items = useMemo(
    () => itemsOf(Object.fromEntries(registers.map((collection, i) => [collection, data[i]?.items ?? []])), (collection, record) => titleOf(collection, record, i18n)),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [...data, i18n],
  );
  return { items, cycles: cycles.data?.items ?? [], ready: lists.every((list) => list.data), error: lists.find((list) => list.error)?.error };
}
