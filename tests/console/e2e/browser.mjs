// A browser that notices everything a page complains about.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

const require = createRequire(new URL('../../../services/gateway/console/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const openBrowser = () => chromium.launch({ executablePath: process.env.ASSAY_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic'] });

/** A page of somebody's own; what it writes to the console as an error is kept in `faults`. */
export async function openPage(browser, { url, scheme = 'light', locale = 'en-GB', bypassCSP = false, viewport = { width: 1360, height: 860 } }) {
  const context = await browser.newContext({ baseURL: url, colorScheme: scheme, locale, bypassCSP, viewport, reducedMotion: 'reduce', timezoneId: 'Europe/Berlin' });
  context.setDefaultTimeout(30_000);
  addresses.set(context, url);
  const page = await context.newPage();
  const faults = [];
  // A refusal that a test provokes is answered with a status that Chromium reports by itself; scripts and policies are what counts.
  page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  watch(page);
  return { context, page, faults };
}

const underWay = new WeakMap();
const addresses = new WeakMap(); // of contexts
function watch(page) {
  const state = { requests: new Set(), since: Date.now() };
  const note = (change) => (request) => {
    if (request.url().endsWith('/changes') || request.url().includes('/changes?')) return; // never ends
    state.requests[change](request);
    state.since = Date.now();
  };
  page.on('request', note('add'));
  page.on('requestfinished', note('delete'));
  page.on('requestfailed', note('delete'));
  underWay.set(page, state);
}
/** Everything that the page asked for is there, and it asked for nothing more for a while. */
export async function settled(page, { quietMs = 300, patienceMs = 30_000 } = {}) {
  const state = underWay.get(page);
  for (const until = Date.now() + patienceMs; state.requests.size > 0 || Date.now() - state.since < quietMs; await pause(50)) {
    if (Date.now() > until) throw new Error(`still under way: ${[...state.requests].map((request) => request.url()).join(' ')}`);
  }
}

/** Goes to another screen of the open console, as a link does. */
export async function goWithin(page, path) {
  await page.evaluate((path) => new Promise((drawn) => {
    window.history.pushState({}, '', path);
    requestAnimationFrame(() => requestAnimationFrame(drawn));
  }), path);
  underWay.get(page).since = Date.now();
}

/** Signs a page in as its form does, without opening one. */
export async function signIn(page, { login, password }) {
  const origin = addresses.get(page.context());
  const response = await page.context().request.post('/api/v1/sessions', { data: { login, password, cookie: true }, headers: { 'Assay-Console': '1', Origin: origin } });
  if (!response.ok()) throw new Error(`${login} cannot sign in: ${response.status()} ${await response.text()}`);
}
export async function signInByForm(page, { login, password }) {
  await page.goto('/');
  await page.getByLabel('Login').fill(login);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Navigation' }).first().waitFor();
}

/** A small picture of what is seen, for the guide. */
export async function keepPicture(page, path) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 40, clip: { x: 0, y: 0, ...page.viewportSize(), scale: 0.8 } });
  await session.detach();
  writeFileSync(path, Buffer.from(data, 'base64'));
}

/** WCAG 2.2 AA as far as a machine can see: what is in the way. */
export async function barriersOf(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(globalThis.document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`);
}
