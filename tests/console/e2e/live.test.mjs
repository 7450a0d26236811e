// Two people at once, a connection that comes and goes, many records at once, the plan, and what is taken along as evidence.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { barriersOf, openBrowser, openPage, settled, signIn } from './browser.mjs';
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

async function open(player, path, more = {}) {
  const opened = await openPage(browser, { url: installation.url, ...more });
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

  it('is asked for anew, all of it, when there is too much to tell', async () => {
    const { page, context, faults } = await openPage(browser, installation);
    await signIn(page, await installation.passwordOf('jonas'));
    const asked = new Set();
    page.on('request', (request) => asked.add(new URL(request.url()).pathname.split('/').pop()));
    let tell;
    const told = new Promise((resolve) => (tell = resolve));
    await page.route('**/changes*', async (route) => {
      await told;
      await route.fulfill({ contentType: 'text/event-stream', body: 'retry: 60000\n\nevent: reset\nid: actions=1.2\ndata: {}\n\n' });
    });
    await page.goto(`/o/${installation.organisation}/to-dos`);
    await page.getByText(/^\d+ records$/).waitFor();
    await settled(page);
    asked.clear();
    await addToDo(21, 'Missed by the stream');
    tell();
    await page.getByRole('link', { name: 'Missed by the stream' }).waitFor();
    await settled(page);
    for (const name of ['to-dos', 'people', 'members', 'clock', 'me']) assert.ok(asked.has(name), `${name} is asked for again`);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('is not told to strangers, and the stream names no content', async () => {
    const path = `/api/v1/organisations/${installation.organisation}/changes`;
    assert.equal((await fetch(installation.url + path)).status, 401);
    const { page, context } = await openPage(browser, installation);
    await signIn(page, await installation.passwordOf('jonas'));
    await page.goto('/');
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

describe('several organisations', () => {
  const other = idOf(9000);
  const giveThere = async (path, verb, body, seen = '') => {
    const { tokens } = await installation.ask(`/api/v1/organisations/${other}/${path}:${verb}`, { method: 'POST', headers: { 'Idempotency-Key': `${path}${verb}`, ...(seen && { 'Assay-At-Least': seen }) }, body });
    return Object.entries(tokens).map((token) => token.join('=')).join(',');
  };
  before(async () => {
    await giveThere(`organisations/${other}`, 'register-organisation', { name: 'Nordlys Drift', zone: 'Europe/Oslo', personnel: 40 });
    const seen = await giveThere(`sites/${idOf(9001)}`, 'add-site', { name: 'Bergen', address: 'Torget 1', zone: 'Europe/Oslo', personnel: 40, centralFunction: true });
    await giveThere(`journeys/${idOf(9002)}`, 'start-journey', { name: 'The first of Nordlys', standards: ['ISO 9001'], siteIds: [idOf(9001)], scopeStatement: 'Hosting', personnel: 40 }, seen);
    const { user, login, person } = await installation.passwordOf('petra');
    await installation.ask(`/api/v1/users/${user}`, { method: 'PUT', body: { login, memberships: [{ organisation: installation.organisation, roles: ['CONSULTANT'], person }, { organisation: other, roles: ['CONSULTANT'] }] } });
  });

  it('a consultant sees what each of them needs, and every number opens the list it counts', async () => {
    const { page, context, faults } = await open('petra', 'work', { bypassCSP: true }); // axe runs its own script
    await page.getByText('All organisations').click();
    const table = page.getByRole('region', { name: 'All organisations' }).getByRole('table');
    const row = (name) => table.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    await row('Nordlys Drift').getByRole('link', { name: 'The first of Nordlys' }).waitFor();
    for (const [word, path] of [['Overdue', 'actions?filter=overdue=true'], ['To be verified', 'actions?filter=state=IMPLEMENTED'], ['Disputed findings', 'findings?filter=disputed=true']]) {
      await row('Fjordlicht IT').getByRole('link', { name: `${word}: ${(await installation.get(`${path}&pageSize=1`)).total}`, exact: true }).waitFor();
      await row('Nordlys Drift').getByRole('link', { name: `${word}: 0`, exact: true }).waitFor();
    }
    const overview = await installation.ask(`/api/v1/organisations/${other}/journeys/${idOf(9002)}/overview`);
    await row('Nordlys Drift').getByText(overview.nextStep).waitFor();
    assert.deepEqual(await barriersOf(page, 'all organisations'), []);
    await page.reload(); // the view is a link
    await row('Fjordlicht IT').getByRole('link', { name: /^To be verified/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Corrective actions' }).waitFor();
    assert.match(page.url(), new RegExp(`${installation.organisation}/actions.*IMPLEMENTED`));
    await page.goBack();
    await row('Nordlys Drift').getByRole('rowheader').getByRole('link').click();
    await page.waitForURL(new RegExp(`${other}/work`));
    await page.getByRole('link', { name: 'The first of Nordlys' }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('a tile of my work counts the rows that it opens, for oneself and for everybody', async () => {
    const { page, context, faults } = await open('petra', 'work?whose=all');
    for (const whose of ['all', 'mine']) {
      await page.goto(page.url().replace(/whose=\w+/, `whose=${whose}`).replace(/&?show=\w+/, ''));
      for (const word of ['Overdue', 'Due in 30 days', 'Waiting for approval', 'To be verified', 'To be decided', 'To be judged']) {
        const tile = page.locator('.tile').filter({ hasText: word });
        const n = Number(await tile.locator('b').textContent());
        await tile.click();
        const list = page.getByRole('region', { name: word, exact: true });
        await list.waitFor();
        assert.equal(await list.getByRole('listitem').count(), n, `${whose}: ${word}`);
      }
    }
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('nothing of one is shown while another one is fetched', async () => {
    const { page, context, faults } = await open('petra', 'work?whose=all');
    const late = (await installation.get('actions?filter=overdue=true&pageSize=1')).items[0].title;
    const organisation = page.getByLabel('Organisation', { exact: true });
    await page.getByRole('main').getByText(late).first().waitFor();
    await organisation.selectOption('Nordlys Drift');
    await page.getByRole('link', { name: 'The first of Nordlys' }).waitFor();
    await organisation.selectOption('Fjordlicht IT');
    await page.getByText('Everybody').click();
    await page.getByRole('main').getByText(late).first().waitFor();
    await context.setOffline(true); // what is known of the other one is old, and cannot be had anew
    await organisation.selectOption('Nordlys Drift');
    await page.waitForURL(new RegExp(`${other}/work`));
    assert.equal(await page.getByRole('main').getByText(late).count(), 0);
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe('on paper', () => {
  const printing = async (player, path, scheme) => {
    const opened = await openPage(browser, { url: installation.url, scheme });
    await opened.page.addInitScript(() => {
      window.print = () => (window.printed = (window.printed ?? 0) + 1);
    });
    await signIn(opened.page, await installation.passwordOf(player));
    await opened.page.goto(`/o/${installation.organisation}/${path}`);
    return opened;
  };
  /** What paper shows of a page that asked for it, in black on white, and on how many sheets. */
  async function printed(page) {
    await page.getByRole('button', { name: 'Print / PDF' }).click();
    assert.equal(await page.evaluate(() => window.printed), 1);
    await settled(page);
    await page.emulateMedia({ media: 'print' });
    const { colour, ground } = await page.evaluate(() => ({ colour: getComputedStyle(document.querySelector('.panel .body, .paper')).color, ground: getComputedStyle(document.body).backgroundColor }));
    assert.deepEqual([colour, ground], ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    for (const hidden of [page.getByRole('navigation', { name: 'Navigation' }), page.getByRole('button'), page.getByRole('heading', { name: 'History' })]) assert.equal(await hidden.filter({ visible: true }).count(), 0);
    await page.getByText(/^Fjordlicht IT · printed on 28 Nov 2026/).waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.ok(pdf.startsWith('%PDF'));
    return pdf.match(/\/Type\s*\/Page\b/g).length;
  }

  it('a revised report: the newest version first, each on a sheet of its own', async () => {
    const audit = (await installation.get(`audits?filter=${encodeURIComponent('type=INTERNAL;state=CLOSED')}&sort=-plannedFrom`)).items[0];
    const { page, context, faults } = await printing('jonas', `audits/${audit.id}?tab=report`, 'dark');
    const newest = (await installation.get(`audit-reports/${audit.id}`)).versions.pop();
    await page.getByRole('button', { name: 'Revise report' }).click();
    const form = page.getByRole('form', { name: 'Revise report' });
    assert.equal(await form.getByLabel('Conclusion').inputValue(), newest.conclusion);
    await form.getByLabel('Reason').fill('The summary left a site out');
    await form.getByLabel('Summary').fill(`${newest.summary} At all sites.`);
    await form.getByRole('button', { name: 'Record it' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: /^Version 2/ }).waitFor();
    const versions = await page.getByRole('heading', { name: /^Version / }).allTextContents();
    assert.deepEqual(versions.map((text) => text.slice(0, 9)), ['Version 2', 'Version 1']);
    await page.getByText('The summary left a site out').waitFor();
    assert.ok((await printed(page)) >= 2);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('a certificate on one sheet, as the register prints it', async () => {
    const certificate = (await installation.get('certificates')).items[0];
    const { page, context, faults } = await printing('jonas', `certificates/${certificate.id}`, 'dark');
    const document = page.getByRole('article', { name: 'Certificate as printed' });
    for (const text of ['Nordmark Certification AS', certificate.number, `${certificate.standard}:${certificate.edition}`]) await document.getByText(text, { exact: true }).waitFor();
    assert.equal(await printed(page), 1);
    assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), false);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('minutes with all inputs and decisions', async () => {
    const review = (await installation.get(`management-reviews?filter=${encodeURIComponent('state=SIGNED')}`)).items[0];
    const { page, context, faults } = await printing('jonas', `management-reviews/${review.id}`, 'light');
    await page.getByRole('heading', { name: /^Decisions/ }).waitFor();
    assert.ok((await printed(page)) >= 1);
    for (const name of [/^Inputs/, /^Decisions/, 'Minutes']) assert.ok(await page.getByRole('heading', { name }).isVisible());
    assert.deepEqual(faults, []);
    await context.close();
  });
});
