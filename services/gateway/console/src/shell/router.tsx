// The screens and their addresses. Each screen is loaded when it is opened; a register without one shares the general ones.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, retainSearchParams } from '@tanstack/react-router';
import { Shell } from './layout';
import { Loading, Nothing, Troubled } from './states';

export interface PlaceSearch {
  asOf?: string | undefined;
  [name: string]: string | undefined;
}
const text = (search: Record<string, unknown>): PlaceSearch => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [name, String(value)]));

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <Nothing title="404" /> });
const home = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('./home'), 'Home') });
const place = createRoute({
  getParentRoute: () => root,
  path: '/o/$organisation',
  component: Shell,
  validateSearch: (search: Record<string, unknown>) => text(search),
  search: { middlewares: [retainSearchParams(['asOf'])] },
});

// The key is the module's exported screen.
const screen = <Path extends string>(path: Path, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({ getParentRoute: () => place, path, component: lazyRouteComponent(load as never, name as never) as never });

const routes = root.addChildren([
  home,
  place.addChildren([
    screen('/', () => import('~/features/work/work'), 'Work'),
    screen('/work', () => import('~/features/work/work'), 'Work'),
    screen('/journeys', () => import('~/features/journey/journeys'), 'Journeys'),
    screen('/journeys/$id', () => import('~/features/journey/journey'), 'Journey'),
    screen('/journeys/$id/quotations', () => import('~/features/quotations/comparison'), 'Comparison'),
    screen('/findings', () => import('~/features/findings/findings'), 'Findings'),
    screen('/findings/$id', () => import('~/features/findings/finding'), 'Finding'),
    screen('/actions', () => import('~/features/findings/actions'), 'CorrectiveActions'),
    screen('/actions/$id', () => import('~/features/findings/action'), 'CorrectiveAction'),
    screen('/to-dos', () => import('~/features/findings/to-dos'), 'ToDos'),
    screen('/audits/$id', () => import('~/features/audits/audit'), 'Audit'),
    screen('/calendar', () => import('~/features/calendar/calendar'), 'Calendar'),
    screen('/training', () => import('~/features/training/training'), 'Training'),
    screen('/certificates/$id', () => import('~/features/certificates/certificate'), 'Certificate'),
    screen('/management-reviews/$id', () => import('~/features/reviews/review'), 'Review'),
    screen('/organisation', () => import('~/features/organisation/organisation'), 'Organisation'),
    screen('/people/$id', () => import('~/features/training/person'), 'Person'),
    screen('/bodies', () => import('~/features/quotations/bodies'), 'Bodies'),
    screen('/proof', () => import('~/features/proof/logs'), 'Logs'),
    screen('/proof/$service/$position', () => import('~/features/proof/entry'), 'Entry'),
    screen('/registers', () => import('~/features/organisation/registers'), 'Registers'),
    screen('/account', () => import('~/features/account/account'), 'AccountScreen'),
    screen('/$collection', () => import('~/record/screens'), 'Register'),
    screen('/$collection/$id', () => import('~/record/screens'), 'OneRecord'),
  ]),
]);

export const router = createRouter({
  routeTree: routes,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: () => <div className="page"><Loading /></div>,
  defaultErrorComponent: ({ error, reset }) => <Troubled error={error} retry={reset} />,
  scrollRestoration: true,
});
declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
