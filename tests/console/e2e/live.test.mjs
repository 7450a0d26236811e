// Two people at once, a connection that comes and goes, many records at once, the plan, and what is taken along as evidence.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openBrowser, openPage, signIn } from './browser.mjs';
import { start } from './installation.mjs';

const folder = process.env.ASSAY_CONSOLE;
let installation;
let browser;
let owner;
before(async () => {
  installation = await start({ console: folder });
  browser = await openBrowser();
  owner = (await installation.passwordOf('mira')).person;
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
const idOf = (number) => `0190a1b2-c3d4-7e5f-8a9b-00000000${String(number).padStart(4, '0')}`;
const give = (path, verb, body) => installation.ask(`/api/v1/organisations/${installation.organisation}/${path}:${verb}`, { method: 'POST', headers: { 'Idempotency-Key': `${path}${verb}${JSON.stringify(body)}` }, body });
const addToDo = (number, title) => give(`to-dos/${idOf(number)}`, 'add-to-do', { title, ownerId: owner, priority: 'LOW', dueOn: '2027-02-01' });
const follows = (page) => page.waitForResponse((response) => response.url().includes('/changes'));

describe('what somebody else does', () => {
  it('appears in an open list, and says so where a form is open', async () => {
    const { page, context, faults } = await openPage(browser, installation);
    await signIn(page, await installation.passwordOf('jonas'));
    const following = follows(page);
    await page.goto(`/o/${installation.organisation}/to-dos`);
    await following;
    await page.getByText(/^\d+ records$/).waitFor();
    await addToDo(1, 'Done by somebody else');
    await page.getByRole('link', { name: 'Done by somebody else' }).click();
    await page.getByRole('button', { name: 'What can be done now' }).click();
    await page.getByRole('menuitem', { name: 'Drop to-do' }).click();
    await page.getByRole('form', { name: 'Drop to-do' }).waitFor();
    await give(`to-dos/${idOf(1)}`, 'prioritise-to-do', { priority: 'HIGH' });
    await page.getByText('Somebody else has just changed this record.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Details').getByText('High', { exact: true }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('is told to one tab, which tells the other', async () => {
    const { page, context } = await openPage(browser, installation);
    await signIn(page, await installation.passwordOf('jonas'));
    const following = follows(page);
    await page.goto(`/o/${installation.organisation}/to-dos`);
    await following;
    const other = await context.newPage();
    let streams = 0;
    other.on('request', (request) => (streams += request.url().includes('/changes') ? 1 : 0));
    await other.goto(`/o/${installation.organisation}/to-dos`);
    await other.getByText(/^\d+ records$/).waitFor();
    await addToDo(2, 'Told from tab to tab');
    await other.getByRole('link', { name: 'Told from tab to tab' }).waitFor();
    assert.equal(streams, 0);
    await page.close(); // the other one listens now
    await other.waitForResponse((response) => response.url().includes('/changes'));
    await addToDo(3, 'Told after the first tab is gone');
    await other.getByRole('link', { name: 'Told after the first tab is gone' }).waitFor();
    await context.close();
  });

  it('is not told to strangers, and the stream names no content', async () => {
    const path = `/api/v1/organisations/${installation.organisation}/changes`;
    assert.equal((await fetch(installation.url + path)).status, 401);
    const { page, context } = await openPage(browser, installation);
    await signIn(page, await installation.passwordOf('jonas'));
    assert.equal(await page.evaluate((path) => fetch(path).then((response) => response.status), path.replace(installation.organisation, idOf(1))), 404);
    const told = await page.evaluate(async ([path, after]) => {
      const reader = (await fetch(`${path}?after=${after}`)).body.getReader();
      let text = '';
      while (!text.includes('event: start')) text += new TextDecoder().decode((await reader.read()).value);
      await reader.cancel();
      return text;
    }, [path, 'actions=0']);
    assert.match(told, /event: actions\.ToDo\nid: [a-z]+=\d+.*\ndata: {"record":"actions\.ToDo","id":"[0-9a-f-]{36}","service":"actions","position":\d+}/);
    assert.doesNotMatch(told, /somebody else/i);
    await context.close();
  });
});

describe('without connection', () => {
  it('what is given waits on the device and is sent once when it is back', async () => {
    const { page, context, faults } = await open('jonas', 'to-dos');
    await addToDo(4, 'Answered in a cellar');
    await page.goto(`/o/${installation.organisation}/to-dos/${idOf(4)}`);
    await page.getByRole('button', { name: 'What can be done now' }).click();
    await page.getByRole('menuitem', { name: 'Drop to-do' }).click();
    const form = page.getByRole('form', { name: 'Drop to-do' });
    await form.getByLabel('Reason').fill('No reception down here');
    await context.setOffline(true);
    await form.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('Assay cannot be reached.').waitFor();
    await page.getByText('1 given without connection').waitFor();
    await page.keyboard.press('Escape');
    await context.setOffline(false);
    await page.getByText('The connection is back: recorded on disk.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Dropped' }).and(page.locator('[aria-current=step]')).waitFor();
    assert.equal(await page.evaluate(() => Object.keys(localStorage).some((name) => name.startsWith('assay-draft:'))), false);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('what was typed outlives the page, and signing out forgets it', async () => {
    const { page, context } = await open('jonas', 'to-dos');
    await page.getByRole('button', { name: 'Add to-do' }).click();
    const form = page.getByRole('form', { name: 'Add to-do' });
    await form.getByLabel('Title').fill('Typed before the battery was empty');
    await page.reload();
    await page.getByRole('button', { name: 'Add to-do' }).click();
    await page.getByText(/^Typed on .* and not recorded yet/).waitFor();
    assert.equal(await form.getByLabel('Title').inputValue(), 'Typed before the battery was empty');
    await form.getByRole('button', { name: 'Start over' }).click();
    assert.equal(await form.getByLabel('Title').inputValue(), '');
    await form.getByLabel('Title').fill('Seen by nobody else');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await page.getByLabel('Login').waitFor();
    assert.equal(await page.evaluate(() => Object.keys(localStorage).some((name) => name.startsWith('assay-draft:'))), false);
    await context.close();
  });
});

describe('many records', () => {
  it('take the same command once each; what is refused stays with its reason', async () => {
    for (const number of [11, 12, 13]) await addToDo(number, `One of many ${number}`);
    const { page, context, faults } = await open('jonas', 'to-dos?q=one of many');
    for (const number of [11, 12, 13]) await page.getByRole('checkbox', { name: `One of many ${number}` }).check();
    await page.getByText('3 selected').first().waitFor();
    const command = page.getByRole('region', { name: '3 selected' });
    await command.getByRole('button', { name: 'What can be done now' }).click();
    await page.getByRole('menuitem', { name: 'Drop to-do' }).click();
    const form = page.getByRole('form', { name: 'Drop to-do' });
    await form.getByLabel('Reason').fill('All of them at once');
    await give(`to-dos/${idOf(12)}`, 'prioritise-to-do', { priority: 'HIGH' }); // changed meanwhile
    await form.getByRole('button', { name: 'Record for 3' }).click();
    await form.getByRole('alert').getByRole('link', { name: 'One of many 12' }).waitFor();
    assert.equal((await installation.get(`to-dos/${idOf(11)}`)).state, 'DROPPED');
    assert.equal((await installation.get(`to-dos/${idOf(12)}`)).state, 'TO_DO');
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('a view is kept under its name', async () => {
    const { page, context } = await open('jonas', 'findings?filter=grade=MINOR');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByLabel('Name of this view').fill('Minor ones');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Minor ones' }).waitFor();
    await page.goto(`/o/${installation.organisation}/findings`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Minor ones' }).click();
    await page.waitForURL(/filter=grade%3DMINOR/);
    await context.close();
  });
});

describe('the plan', () => {
  it('tells what would follow from a move, and moves by the command with its reason, which can be taken back', async () => {
    const audit = (await installation.get(`audits?filter=${encodeURIComponent('state=PLANNED')}`)).items[0];
    const { page, context, faults } = await open('jonas', 'calendar?view=gantt');
    const bar = page.getByRole('slider', { name: /^Recertification/ });
    await bar.focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('It would begin before today.').waitFor();
    await page.getByRole('button', { name: 'Leave it where it is' }).click();
    const box = await bar.boundingBox();
    await page.mouse.move(box.x + 4, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + 9, box.y + 4, { steps: 3 });
    await page.mouse.up();
    await page.getByRole('heading', { name: /What if it moves to/ }).waitFor();
    await page.getByRole('button', { name: 'Move it' }).click();
    const form = page.getByRole('form', { name: 'Move audit' });
    assert.ok((await form.getByLabel('Planned from').inputValue()) > audit.plannedFrom);
    await form.getByLabel('Reason').fill('The lead auditor is away');
    await form.getByRole('button', { name: 'Record it' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Take it back: Move audit' }).click();
    await form.getByLabel('Reason').fill('She is back');
    assert.equal(await form.getByLabel('Planned from').inputValue(), audit.plannedFrom);
    await form.getByRole('button', { name: 'Record it' }).click();
    await form.waitFor({ state: 'hidden' });
    assert.equal((await installation.get(`audits/${audit.id}`)).plannedFrom, audit.plannedFrom);
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe('evidence', () => {
  it('that the browser puts together is what assay-verify accepts', async () => {
    const finding = (await installation.get(`findings?filter=${encodeURIComponent('state=SETTLED')}&pageSize=1`)).items[0];
    const { page, context, faults } = await open('jonas', `findings/${finding.id}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Evidence file' }).click();
    const checked = spawnSync(join(process.env.ASSAY_BIN, 'assay-verify'), [await (await download).path()], { encoding: 'utf8' });
    assert.equal(checked.status, 0, checked.stdout + checked.stderr);
    assert.deepEqual(faults, []);
    await context.close();
  });
});
