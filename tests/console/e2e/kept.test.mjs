// Forms that are left, lost, opened twice and filled with what does not belong there.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBrowser, openPage, signIn } from './browser.mjs';
import { start } from './installation.mjs';

let installation;
let browser;
before(async () => {
  installation = await start({ console: process.env.ASSAY_CONSOLE });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await installation?.stop();
});

async function open(player, path) {
  const opened = await openPage(browser, installation);
  await signIn(opened.page, await installation.passwordOf(player));
  await opened.page.goto(`/o/${installation.organisation}/${path}`);
  return opened;
}
const formOf = (page, name) => page.getByRole('form', { name });
const give = (form) => form.getByRole('button', { name: 'Record it' }).click();
async function choose(page, form, label, option) {
  await form.getByLabel(label).click();
  await page.getByRole('option', { name: option }).first().click();
}
async function beginToDo(page, title) {
  await page.getByRole('button', { name: 'Add to-do' }).click();
  const form = formOf(page, 'Add to-do');
  await form.getByLabel('Title').fill(title);
  return form;
}
async function fillToDo(page, title) {
  const form = await beginToDo(page, title);
  await choose(page, form, 'Owner', 'Mira Lindqvist');
  await choose(page, form, 'Priority', 'High');
  await form.getByLabel('Due on').fill('2027-01-15');
  return form;
}
const titled = async (title) => (await installation.get(`to-dos?filter=${encodeURIComponent(`title=${title}`)}`)).total;

describe('a form', () => {
  it('that is left by the back button comes back as it was', async () => {
    const { page, context, faults } = await open('jonas', 'findings');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(`/o/${installation.organisation}/to-dos`);
    const form = await beginToDo(page, 'Left by the back button');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await page.goForward();
    await page.getByRole('button', { name: 'Add to-do' }).click();
    assert.equal(await form.getByLabel('Title').inputValue(), 'Left by the back button');
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('that is open in two tabs is two: each is recorded once, and neither takes the other’s text', async () => {
    const { page, context, faults } = await open('jonas', 'to-dos');
    const first = await fillToDo(page, 'Of the first tab');
    const other = await context.newPage();
    await other.goto(page.url());
    const second = await beginToDo(other, 'Of the second tab'); // it found the first one's, with the rest filled in
    await give(first);
    await first.waitFor({ state: 'hidden' });
    assert.equal(await second.getByLabel('Title').inputValue(), 'Of the second tab');
    await give(second);
    await second.waitFor({ state: 'hidden' });
    assert.deepEqual([await titled('Of the first tab'), await titled('Of the second tab')], [1, 1]);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('whose answer was lost shows what was recorded, and a corrected one is another', async () => {
    const { page, context, faults } = await open('jonas', 'to-dos');
    const form = await fillToDo(page, 'With a wrod wrong');
    await page.route('**/*:add-to-do', async (route) => {
      await route.fetch(); // it arrives, its answer does not
      await route.abort('connectionreset');
    }, { times: 1 });
    await give(form);
    await page.getByText('It is kept on this device').waitFor();
    await form.getByLabel('Title').fill('With a word right');
    await give(form);
    const told = page.getByRole('alert').filter({ hasText: 'What you gave first is recorded' });
    await told.getByRole('link', { name: 'With a wrod wrong' }).waitFor();
    await told.getByRole('cell', { name: 'With a wrod wrong' }).waitFor();
    await told.getByRole('button', { name: 'Give this as another one' }).click();
    await give(form);
    await form.waitFor({ state: 'hidden' });
    assert.deepEqual([await titled('With a wrod wrong'), await titled('With a word right')], [1, 1]);
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe('signing out', () => {
  it('asks first when something waits to be sent', async () => {
    const { page, context } = await open('jonas', 'to-dos');
    const form = await fillToDo(page, 'Waits while somebody signs out');
    await page.route('**/*:add-to-do', (route) => route.abort('connectionreset'));
    await give(form);
    await page.getByText('1 given without connection').waitFor();
    await page.keyboard.press('Escape');
    const signOut = async () => {
      await page.getByRole('button', { name: /^Account/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
      await page.getByRole('dialog', { name: '1 given and not recorded yet' }).waitFor();
    };
    await signOut();
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.getByText('1 given without connection').waitFor();
    await signOut();
    await page.getByRole('button', { name: 'Sign out and lose it' }).click();
    await page.getByLabel('Login').waitFor();
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((name) => /^assay-(draft|outbox):/.test(name))), []);
    assert.equal(await titled('Waits while somebody signs out'), 0);
    await context.close();
  });
});

describe('script in text fields', () => {
  const nasty = '<script>alert(1)</script><img src=x onerror=alert(2)>\u202E"\'';
  // One form of each part of the console.
  for (const [screen, button] of [['to-dos', 'Add to-do'], ['audits', 'Plan audit'], ['sessions', 'Schedule session'], ['management-reviews', 'Plan review'], ['exercises', 'Plan exercise'], ['sites', 'Add site'], ['quotations', 'Record quotation'], ['people', 'Register person']]) {
    it(`is text: ${button}`, async () => {
      const { page, context, faults } = await open('jonas', screen);
      page.on('dialog', () => faults.push('a script ran'));
      await page.getByRole('button', { name: button, exact: true }).first().click();
      const form = formOf(page, button);
      await form.waitFor();
      const inputs = form.locator('textarea:visible, input[type=text]:visible:not([aria-haspopup]):not([inputmode])');
      const number = await inputs.count();
      assert.ok(number > 0);
      for (let i = 0; i < number; i++) await inputs.nth(i).fill(nasty.slice(0, 60));
      await page.reload(); // not given: some forms need nothing more to be recorded
      await page.getByRole('button', { name: button, exact: true }).first().click();
      await form.getByText(/^Typed on/).waitFor();
      const values = await inputs.evaluateAll((all) => all.map(({ value }) => value));
      assert.ok(values.some((value) => value.includes('<script>alert(1)</script>')), JSON.stringify(values));
      await give(form);
      await form.locator('[aria-invalid="true"]').or(page.getByText('Recorded on disk.')).first().waitFor();
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
  it('is text where it is shown, in the list and on the record', async () => {
    const { page, context, faults } = await open('jonas', 'to-dos');
    page.on('dialog', () => faults.push('a script ran'));
    const form = await fillToDo(page, nasty);
    await give(form);
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: '<script>alert(1)</script>' }).first().click();
    assert.equal((await page.getByRole('heading', { level: 1 }).textContent()).trim(), nasty);
    assert.deepEqual(faults, []);
    await context.close();
  });
});
