import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, type MouseEvent, type ReactNode } from 'react';
import { usePlace } from '~/api/queries';

export type Search = Record<string, string | undefined>;

/** A link below the organisation that is open; it keeps the moment that is shown. */
export function PlaceLink({ to, search, className, children, label, exact = true }: { to: string; search?: Search; className?: string; children: ReactNode; label?: string; exact?: boolean }) {
  const { organisation, asOf } = usePlace();
  return (
    <Link
      to={`/o/${organisation}/${to}` as never}
      search={{ asOf: asOf || undefined, ...search } as never}
      activeOptions={{ exact, includeSearch: false }}
      {...(className && { className })}
      {...(label && { 'aria-label': label })}
    >
      {children}
    </Link>
  );
}
/** To a record; a table holds hundreds, so this is a plain link that the router follows. */
export function RecordLink({ collection, id, children, className }: { collection: string; id: string; children: ReactNode; className?: string }) {
  const { organisation, asOf } = usePlace();
  const router = useRouter();
  const to = `/o/${organisation}/${collection}/${id}`;
  const target = { to, search: { asOf: asOf || undefined } } as never;
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return; // the browser's own
    event.preventDefault();
    void router.navigate(target);
  };
  return <a href={asOf ? `${to}?asOf=${asOf}` : to} onClick={follow} onPointerEnter={() => void router.preloadRoute(target).catch(() => {})} {...(className && { className })}>{children}</a>;
}

/** Goes somewhere below the organisation that is open, at the moment that is shown. */
export function useGo() {
  const { organisation, asOf } = usePlace();
  const navigate = useNavigate();
  return useCallback((to: string, search: Search = {}) => void navigate({ to: `/o/${organisation}/${to}`, search: { asOf: asOf || undefined, ...search } } as never), [navigate, organisation, asOf]);
}

/** What the address says of a screen's view, and how to say it anew: a view is a link. */
export function useViewSearch(): [Search, (next: Search) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  return [search, (next) => void navigate({ to: '.', search: ((before: Search) => ({ ...before, ...next })) as never, replace: true })];
}
