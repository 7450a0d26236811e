// The one place that speaks HTTP: session cookie, tokens of what was written, problem documents.
import type { components } from '~/../generated/schema';
import { takeEarly } from '~/boot';
import { sayNow } from '~/i18n';

export type Schemas = components['schemas'];
export type Parameters = Record<string, string | number | boolean | undefined>;
export type Accepted = Schemas['CommandAccepted'];

/** What the server refused, as RFC 9457 says it. `field` is a dotted path into what was sent. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly body: Partial<Schemas['Problem']>,
    readonly retryAfterMs = 0, // what the server asks for
  ) {
    super(body.detail ?? body.title ?? sayNow('problemNoAnswer'));
    this.name = 'Problem';
  }
  get code() {
    return this.body.code ?? 'unreachable';
  }
  get field() {
    return this.body.field ?? '';
  }
  get rule() {
    return this.body.rule ?? '';
  }
  /** Nothing was decided: the same may be given again after a while. */
  get isLater() {
    return this.status === 0 || [401, 408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

// Positions that our own commands reached: a later read must have seen them. Forgotten after a while, when every service has.
const seen = new Map<string, { position: number; at: number }>();
const rememberedMs = 30_000;
function atLeast() {
  const now = Date.now();
  for (const [log, { at }] of seen) if (now - at > rememberedMs) seen.delete(log);
  return [...seen].map(([log, { position }]) => `${log}=${position}`).join(',');
}
export function remember(tokens: Record<string, number | string>) {
  for (const [log, position] of Object.entries(tokens)) seen.set(log, { position: Math.max(Number(position), seen.get(log)?.position ?? 0), at: Date.now() });
}
// How far our own commands took each log: what was read after them shows it.
const own = new Map<string, number>();
export const isOwn = (log: string, position: number) => position <= (own.get(log) ?? -1);

// How far each log had come when it was first read: what changes is followed from there.
const firstRead = new Map<string, number>();
export const readFrom = () => [...firstRead].map(([log, position]) => `${log}=${position}`).join(',');
function noteRead(tokens: string | null) {
  for (const token of tokens?.split(',') ?? []) {
    const [log, position] = token.split('=');
    if (log && position && Number(position) < (firstRead.get(log) ?? Infinity)) firstRead.set(log, Number(position));
  }
}

/** A log was exchanged: what was known of positions says nothing any more. */
export function forgetPositions() {
  for (const known of [seen, own, firstRead]) known.clear();
}

export const problemOf = (error: unknown): Problem => (error instanceof Problem ? error : new Problem(0, { detail: error instanceof Error ? error.message : String(error) }));

let signedOut = () => {};
/** Called when a request finds that the session has ended. */
export function onSignedOut(callback: () => void) {
  signedOut = callback;
}

export function query(parameters: Parameters = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text ? `?${text}` : '';
}

export async function send(method: string, path: string, init: { body?: BodyInit; headers?: Record<string, string>; signal?: AbortSignal } = {}): Promise<Response> {
  let response: Response;
  try {
    response = (await (method === 'GET' ? takeEarly(path) : undefined)) ?? (await fetch(path, { method, credentials: 'same-origin', ...init, headers: { 'Assay-Console': '1', ...init.headers } }));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, { code: 'unreachable', detail: sayNow('problemUnreachable') });
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}) as Schemas['Problem']);
  if (response.status === 401 && !/\/(sessions|me|first-run)$/.test(path)) signedOut();
  throw new Problem(response.status, body, Number(response.headers.get('Retry-After') ?? 0) * 1000 || 0);
}

export async function get<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  const must = parameters['asOf'] === undefined && path.includes('/organisations/') ? atLeast() : '';
  const response = await send('GET', path + query(parameters), { ...(signal && { signal }), headers: must ? { 'Assay-At-Least': must } : {} });
  if (parameters['asOf'] === undefined) noteRead(response.headers.get('Assay-Token'));
  return (await response.json()) as T;
}

export async function write<T>(method: 'POST' | 'PUT', path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
  const response = await send(method, path, { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } });
  return (await response.json()) as T;
}

/** Gives a command. The same `key` again is answered like the first time, so a repeat is safe. */
export async function command(organisation: string, collection: string, id: string, verb: string, body: object, key: string, options: { version?: number; service?: string } = {}) {
  const path = `/api/v1/organisations/${organisation}/${collection}/${id}:${verb}${query({ service: options.service })}`;
  const accepted = await write<Accepted>('POST', path, body, { 'Idempotency-Key': key, ...(options.version && { 'If-Match': `"${options.version}"` }) });
  remember(accepted.tokens as Record<string, number>);
  for (const [log, position] of Object.entries(accepted.tokens as Record<string, number>)) own.set(log, Math.max(Number(position), own.get(log) ?? 0));
  return accepted;
}

/** A UUID of version 7: time-ordered, made here, so that a repeat names the same record. */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
