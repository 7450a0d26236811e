// The whole of a register that is fetched as one scrolls: what is saved or selected is all that fits the filter, not what was seen so far.
export interface Pages<T> {
  data?: { pages: { items: T[] }[] } | undefined;
  hasNextPage: boolean;
  error: unknown;
  fetchNextPage: () => Promise<Pages<T>>;
}

/** Fetches what is missing, page after page. Throws what the server refuses. */
export async function wholeOf<T>(pages: Pages<T>, fetched: (n: number) => void): Promise<T[]> {
  let now = pages;
  const count = () => (now.data?.pages ?? []).reduce((sum, page) => sum + page.items.length, 0);
  while (now.hasNextPage) {
    fetched(count());
    now = await now.fetchNextPage();
    if (now.error) throw now.error;
  }
  return (now.data?.pages ?? []).flatMap((page) => page.items);
}
