// Signing in and out in a browser, and what another site cannot do with the session.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { keepPicture, openBrowser, openPage, settled, signInByForm } from './browser.mjs';
import { start } from './installation.mjs';

const folder = process.env.ASSAY_CONSOLE;
let installation;
let browser;
before(async () => {
  installation = await start({ console: folder });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await installation?.stop();
});

const jonas = () => installation.passwordOf('jonas');
const post = (page, path, body, headers) =>
  page.evaluate(([path, body, headers]) => fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) }).then((response) => response.status), [path, body, headers]);

describe('signing in', () => {
  it('a wrong password is told, a right one opens what was asked for', async () => {
    const { page, context, faults } = await openPage(browser, installation);
    const { login, password } = await jonas();
    await page.goto(`/o/${installation.organisation}/findings`);
    await page.getByLabel('Login').fill(login);
    await page.getByLabel(/^Password/).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'Login or password is wrong.' }).waitFor();
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Findings', level: 1 }).waitFor();
    const [cookie] = await context.cookies();
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Strict');
    assert.equal(await page.evaluate(() => document.cookie), '');
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('the cookie alone writes nothing: another site’s page has no header to send', async () => {
    const { page, context } = await openPage(browser, installation);
    await signInByForm(page, await jonas());
    assert.equal(await post(page, '/api/v1/sessions:end', { everywhere: true }, {}), 403);
    assert.equal(await post(page, '/api/v1/sessions:end', { everywhere: false }, { 'Assay-Console': '1' }), 200);
    const answer = await context.request.post('/api/v1/sessions', { data: { ...(await jonas()), cookie: true, user: undefined, person: undefined }, headers: { 'Assay-Console': '1', Origin: 'https://elsewhere.example' } });
    assert.equal(answer.status(), 403, 'another site’s page does not sign anybody in');
    await context.close();
  });

  it('signing out ends this session, signing out everywhere all of them', async () => {
    const one = await openPage(browser, installation);
    const other = await openPage(browser, installation);
    await signInByForm(one.page, await jonas());
    await signInByForm(other.page, await jonas());
    await one.page.getByRole('button', { name: /^Account/ }).click();
    await one.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await one.page.getByLabel('Login').waitFor();
    await other.page.reload();
    await other.page.getByRole('navigation', { name: 'Navigation' }).first().waitFor();
    await signInByForm(one.page, await jonas());
    await one.page.getByRole('button', { name: /^Account/ }).click();
    await one.page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
    await one.page.getByLabel('Login').waitFor();
    await other.page.reload();
    await other.page.getByLabel('Login').waitFor();
    await one.context.close();
    await other.context.close();
  });

  it('a session that ends in the middle is begun anew, and what was typed is still there', async () => {
    const { page, context } = await openPage(browser, installation);
    const { login, password } = await jonas();
    await signInByForm(page, { login, password });
    await page.goto(`/o/${installation.organisation}/to-dos`);
    await page.getByRole('button', { name: 'Add to-do' }).click();
    const form = page.getByRole('form', { name: 'Add to-do' });
    await form.getByLabel('Title').fill('Typed before the session ended');
    await context.clearCookies();
    await form.getByLabel('Due on').fill('2027-01-15');
    await form.getByLabel('Owner').click();
    await page.getByRole('option', { name: 'Mira Lindqvist' }).click();
    await form.getByLabel('Priority').click();
    await page.getByRole('option', { name: 'High' }).click();
    await form.getByRole('button', { name: 'Record it' }).click();
    const again = page.getByRole('dialog', { name: 'Sign in' });
    await again.getByLabel(/^Password/).fill(password);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.waitFor({ state: 'hidden' });
    assert.equal(await form.getByLabel('Title').inputValue(), 'Typed before the session ended');
    await form.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('link', { name: 'Typed before the session ended' }).waitFor();
    await context.close();
  });

  it('a changed password ends the sessions, and the new one signs in', async () => {
    const { page, context } = await openPage(browser, installation);
    const mira = await installation.passwordOf('mira');
    await signInByForm(page, mira);
    await page.goto(`/o/${installation.organisation}/account`);
    await page.getByLabel('Current password').fill(mira.password);
    await page.getByLabel('New password').fill('another long password');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is changed.').waitFor();
    await signInByForm(page, { login: mira.login, password: 'another long password' });
    await context.close();
  });
});

describe('the first run', () => {
  it('asks for the printed secret once, sets the administrator, who registers an organisation and stands in it', async () => {
    const empty = await start({ console: folder, demo: false, signIn: false });
    try {
      const { page, context, faults } = await openPage(browser, empty);
      await page.goto('/');
      await page.getByRole('heading', { name: 'Set the administrator' }).waitFor();
      if (process.env.ASSAY_SHOTS) await keepPicture(page, `${process.env.ASSAY_SHOTS}/first-run-light.webp`);
      await page.getByText('ASSAY_DATA=assay-demo ASSAY_PORT=8090 deploy/quickstart').waitFor();
      await page.getByLabel(/^Secret of the first start/).fill('guessed');
      await page.getByLabel(/^Login/).fill('ingrid');
      await page.getByLabel(/^New password/).first().fill('a long password of ingrid');
      await page.getByLabel(/^New password, again/).fill('another');
      await page.getByText('The two differ.').waitFor();
      await page.getByLabel(/^New password, again/).fill('a long password of ingrid');
      await page.getByRole('button', { name: 'Set and sign in' }).click();
      await page.getByText('That is not the secret that was printed.').waitFor();
      await page.getByLabel(/^Secret of the first start/).fill(empty.password);
      await page.getByRole('button', { name: 'Set and sign in' }).click();
      await page.getByRole('heading', { name: 'Begin with an organisation' }).waitFor();
      await page.getByLabel(/^Name/).fill('Nordlys Drift');
      await page.getByLabel(/^Activities/).fill('Operations');
      await page.getByLabel(/^Personnel/).fill('12');
      await page.getByRole('button', { name: 'Register organisation' }).click();
      await page.getByText('Nordlys Drift').waitFor();
      await page.getByRole('heading', { level: 1, name: /What needs you/ }).waitFor();
      await page.getByRole('link', { name: 'Journey', exact: true }).click();
      await page.getByRole('heading', { name: 'No journey yet' }).waitFor();
      await page.getByRole('button', { name: 'Start journey' }).waitFor();
      assert.deepEqual(faults, []);
      await context.close();
      const again = await openPage(browser, empty);
      await again.page.goto('/');
      await again.page.getByLabel('Login').waitFor();
      assert.equal(await again.page.getByText('Set the administrator').count(), 0);
      assert.equal((await fetch(`${empty.url}/api/v1/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: 'admin', password: empty.password }) })).status, 401);
      await again.context.close();
    } finally {
      await empty.stop();
    }
  });
});

describe('on a telephone', () => {
  it('an action owner’s page fits, and the menu opens', async () => {
    const { page, context, faults } = await openPage(browser, { url: installation.url, viewport: { width: 390, height: 800 } });
    const lena = await installation.passwordOf('lena');
    await page.goto('/');
    await page.getByLabel('Login').fill(lena.login);
    await page.getByLabel(/^Password/).fill(lena.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: /What needs you/ }).waitFor();
    const { items } = await installation.get('actions?filter=state=IMPLEMENTED');
    for (const path of ['work', `actions/${items[0].id}`]) {
      await page.goto(`/o/${installation.organisation}/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled(page);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, `${path} fits`);
      if (process.env.ASSAY_SHOTS) await keepPicture(page, `${process.env.ASSAY_SHOTS}/phone-${path.split('/')[0]}.webp`);
    }
    await page.getByRole('button', { name: 'Navigation' }).click();
    await page.getByRole('link', { name: 'To-do list' }).click();
    await page.getByRole('heading', { level: 1, name: 'To-do list' }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe('the files', () => {
  it('are cached for ever by their hash, the page never; scripts come compressed and under a strict policy', async () => {
    const page = await fetch(`${installation.url}/o/anything/deep`, { headers: { Accept: 'text/html' } });
    assert.equal(page.status, 200);
    assert.equal(page.headers.get('cache-control'), 'no-cache');
    const policy = page.headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[0-9a-f]{32}'/);
    assert.doesNotMatch(policy, /unsafe|\*|http/);
    const html = await page.text();
    assert.ok(html.includes(/nonce-([0-9a-f]{32})/.exec(policy)[1]));
    assert.doesNotMatch(html, /<script(?![^>]*src=)|__NONCE__/);
    const script = /src="(\/assets\/[^"]+)"/.exec(html)[1];
    const file = await fetch(installation.url + script);
    assert.match(file.headers.get('cache-control'), /immutable/);
    assert.equal(file.headers.get('content-encoding'), 'gzip');
    assert.equal((await fetch(installation.url + script, { headers: { 'If-None-Match': file.headers.get('etag') } })).status, 304);
    assert.equal((await fetch(`${installation.url}/assets/no-such.js`)).status, 401);
    assert.equal((await fetch(`${installation.url}/api/v1/nothing`)).status, 401);
  });
  it('name no other host', async () => {
    const html = await (await fetch(installation.url)).text();
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) assert.match(path, /^\//);
  });
});
