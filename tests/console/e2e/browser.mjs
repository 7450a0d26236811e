// A browser that notices everything a page complains about.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../services/gateway/console/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const openBrowser = () => chromium.launch({ executablePath: process.env.ASSAY_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic'] });

/** A page of somebody's own; what it writes to the console as an error is kept in `faults`. */
export async function openPage(browser, { url, scheme = 'light', locale = 'en-GB', bypassCSP = false, viewport = { width: 1360, height: 860 } }) {
  const context = await browser.newContext({ baseURL: url, colorScheme: scheme, locale, bypassCSP, viewport, reducedMotion: 'reduce', timezoneId: 'Europe/Berlin' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const faults = [];
  // A refusal that a test provokes is answered with a status that Chromium reports by itself; scripts and policies are what counts.
  page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  return { context, page, faults };
}

export async function signIn(page, { login, password }) {
  await page.goto('/');
  await page.getByLabel('Login').fill(login);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Navigation' }).first().waitFor();
}

/** A small picture of what is seen, for the guide. */
export async function keepPicture(page, path) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 55 });
  await session.detach();
  writeFileSync(path, Buffer.from(data, 'base64'));
}

/** WCAG 2.2 AA as far as a machine can see. */
export async function checkAccessibility(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(globalThis.document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`), [], where);
}
