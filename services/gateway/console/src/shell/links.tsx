import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
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
export function RecordLink({ collection, id, children, className }: { collection: string; id: string; children: ReactNode; className?: string }) {
  return <PlaceLink to={`${collection}/${id}`} {...(className && { className })}>{children}</PlaceLink>;
}

/** Goes somewhere below the organisation that is open, at the moment that is shown. */
export function useGo() {
  const { organisation, asOf } = usePlace();
  const navigate = useNavigate();
  return useCallback((to: string, search: Search = {}) => void navigate({ to: `/o/${organisation}/${to}`, search: { asOf: asOf || undefined, ...search } } as never), [navigate, organisation, asOf]);
}
