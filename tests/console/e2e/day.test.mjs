// A day of a manager, an auditor, an action owner and a body's lead auditor, clicked; and what happens when things go wrong.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { openBrowser, openPage, signIn } from './browser.mjs';
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

async function open(player, path) {
  const opened = await openPage(browser, installation);
  await signIn(opened.page, await installation.passwordOf(player));
  await opened.page.goto(`/o/${installation.organisation}/${path}`);
  return opened;
}
const first = async (collection, filter) => (await installation.get(`${collection}?filter=${encodeURIComponent(filter)}`)).items[0];
const formOf = (page, name) => page.getByRole('form', { name });
async function choose(page, form, label, option) {
  await form.getByLabel(label).click();
  await page.getByRole('option', { name: option }).first().click();
}
const give = (form) => form.getByRole('button', { name: 'Record it' }).click();
/** What stands in the menu beside the main button. */
async function command(page, name) {
  await page.locator('[aria-current=step]').first().waitFor();
  const button = page.getByRole('button', { name, exact: true });
  if (await button.count()) return button.first().click();
  await page.getByRole('button', { name: 'What can be done now' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

describe('an internal audit, from plan to corrective action', () => {
  const statement = 'Backups of the ticket system are not tested.';
  let audit;

  it('the manager plans it and names the auditor', async () => {
    const { page, context, faults } = await open('jonas', 'audits');
    await page.getByRole('button', { name: 'Plan audit' }).click();
    const form = formOf(page, 'Plan audit');
    await give(form); // nothing filled in: told at the fields, nothing sent
    await form.getByText('This field must be filled in.').first().waitFor();
    await choose(page, form, 'Journey', 'Three certificates');
    await choose(page, form, 'Type', 'Internal');
    await form.getByLabel('Standards').fill('ISO 22301');
    await page.keyboard.press('Enter');
    await choose(page, form, 'Sites', 'Tallinn operations centre');
    await page.keyboard.press('Escape');
    await form.getByLabel('Planned from').fill('2026-11-21');
    await form.getByLabel('Planned to').fill('2026-11-21');
    await form.getByLabel('Objectives').fill('See whether continuity works in Tallinn');
    await form.getByLabel('Criteria').fill('ISO 22301:2019');
    await give(form);
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('row').filter({ hasText: 'Planned' }).filter({ hasText: 'ISO 22301' }).filter({ hasText: '21 Nov 2026' }).getByRole('link').first().click();
    audit = page.url().split('/').pop().split('?')[0];
    await page.getByRole('tab', { name: /Team/ }).click();
    await page.getByRole('button', { name: 'Assign team member' }).first().click();
    const assign = formOf(page, 'Assign team member');
    await choose(page, assign, 'Person', 'Mira Lindqvist');
    await choose(page, assign, 'Role', 'Lead auditor');
    await give(assign);
    await assign.waitFor({ state: 'hidden' });
    await page.getByRole('cell', { name: 'Mira Lindqvist' }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('the auditor opens it, records a clause by the keyboard and raises a finding', async () => {
    const { page, context, faults } = await open('mira', `audits/${audit}`);
    await command(page, 'Open audit');
    await give(formOf(page, 'Open audit'));
    await page.getByRole('tab', { name: /Checklist/, selected: true }).waitFor();
    await page.getByRole('button', { name: 'Record clause result' }).first().click();
    const clause = formOf(page, 'Record clause result');
    await clause.getByLabel('Clause').fill('8.4');
    await choose(page, clause, 'Answer', 'Nonconforms');
    await clause.getByLabel('Evidence').fill('Restore log of 2026');
    await give(clause);
    await clause.waitFor({ state: 'hidden' });
    await page.getByRole('cell', { name: 'Nonconforms' }).waitFor();
    await page.keyboard.press('c'); // the clause that is selected, answered anew
    await clause.getByLabel('Evidence').waitFor();
    assert.equal(await clause.getByLabel('Clause').inputValue(), '8.4');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /Findings/ }).click();
    await page.getByRole('button', { name: 'Raise finding' }).first().click();
    const raise = formOf(page, 'Raise finding');
    await choose(page, raise, 'Grade', 'Minor');
    await raise.getByLabel('Standard').fill('ISO 22301');
    await page.keyboard.press('Escape');
    await raise.getByLabel('Clause').fill('8.4');
    await choose(page, raise, 'Site', 'Tallinn operations centre');
    await raise.getByLabel('Statement').fill(statement);
    await raise.getByLabel('Evidence').fill('Restore log of 2026 is empty');
    await choose(page, raise, 'Owner', 'Maarja Tamm');
    await give(raise);
    await raise.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: statement }).click();
    // What follows by itself is there: the action, linked.
    await page.getByRole('link', { name: /Action CA-HAM-2026-/ }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('the auditor builds a checklist and answers by the keyboard, also without connection', async () => {
    const { page, context, faults } = await open('mira', `audits/${audit}?tab=checklist`);
    await page.getByRole('button', { name: 'Build checklist' }).first().click();
    await give(formOf(page, 'Build checklist'));
    const line = page.locator('.line-one');
    const answer = async (key, statement) => {
      const before = await line.getByRole('heading').textContent();
      await page.keyboard.press(key);
      await line.getByLabel('Statement').fill(statement);
      await page.keyboard.press('Control+Enter');
      await page.waitForFunction((question) => document.querySelector('.line-one h2')?.textContent !== question, before);
    };
    await line.getByRole('heading').waitFor();
    await formOf(page, 'Build checklist').waitFor({ state: 'hidden' });
    await page.keyboard.press('d'); // found in documents; the next line is asked the same way
    await answer('1', 'The plan of 2026 was seen.');
    await context.setOffline(true);
    await answer('1', 'Two people knew their part.');
    await page.getByText('1 given without connection').waitFor();
    await context.setOffline(false);
    await page.getByText('The connection is back: recorded on disk.').waitFor();
    assert.equal((await installation.get(`audit-checklists/${audit}`)).answers.length, 2);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('an answer is there whole when it is opened again, with its file, and stays whole when it is saved anew', async () => {
    const { page, context, faults } = await open('mira', `audits/${audit}?tab=checklist`);
    const line = page.locator('.line-one');
    await line.getByRole('radio', { name: /Conform/ }).first().waitFor();
    assert.equal(await line.getByLabel('Statement').inputValue(), 'The plan of 2026 was seen.');
    const save = async () => {
      const before = await line.getByRole('heading').textContent();
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.waitForFunction((question) => document.querySelector('.line-one h2')?.textContent !== question, before);
    };
    await line.getByText('Samples and files').click();
    await line.locator('input[type=file]').setInputFiles({ name: 'photo.txt', mimeType: 'text/plain', buffer: Buffer.from('what was seen') });
    await line.getByText(/SHA-256/).waitFor();
    await save();
    await page.reload();
    await line.getByText(/SHA-256/).waitFor();
    await line.getByLabel('Statement').fill('Seen once more.');
    await save();
    const answer = (await installation.get(`audit-checklists/${audit}`)).answers.find(({ statement }) => statement === 'Seen once more.');
    assert.deepEqual(answer.evidenceFiles.map(({ title }) => title), ['photo.txt']);
    assert.deepEqual(answer.methods, ['BY_DOCUMENT_REVIEW']);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('two findings given without connection are two', async () => {
    const { page, context, faults } = await open('mira', `audits/${audit}?tab=findings`);
    const raise = formOf(page, 'Raise finding');
    const begin = () => page.getByRole('button', { name: 'Raise finding' }).first().click();
    const fill = async (says) => {
      await begin();
      await raise.waitFor();
      assert.equal(await raise.getByLabel('Statement').inputValue(), '');
      await choose(page, raise, 'Grade', 'Opportunity for improvement');
      await raise.getByLabel('Standard').fill('ISO 22301');
      await page.keyboard.press('Escape');
      await raise.getByLabel('Clause').fill('8.5');
      await choose(page, raise, 'Site', 'Tallinn operations centre');
      await raise.getByLabel('Statement').fill(says);
      await raise.getByLabel('Evidence').fill('Seen in the cellar');
      await choose(page, raise, 'Owner', 'Maarja Tamm');
    };
    const says = ['The first found in the cellar', 'The second found in the cellar'];
    await fill(says[0]);
    await context.setOffline(true);
    await give(raise);
    await page.getByText('It is kept on this device').waitFor();
    await page.keyboard.press('Escape');
    await raise.waitFor({ state: 'hidden' });
    await fill(says[1]);
    await page.getByText('1 given without connection').waitFor(); // typing took nothing back
    await give(raise);
    await page.getByText('2 given without connection').waitFor();
    await page.keyboard.press('Escape');
    await context.setOffline(false);
    for (const text of says) await page.getByRole('link', { name: text }).waitFor();
    for (const text of says) assert.equal((await installation.get(`findings?filter=${encodeURIComponent(`statement=${text}`)}`)).total, 1);
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('the owner finds it among her work, answers, and proves the entry in her browser', async () => {
    const { page, context, faults } = await open('maarja', 'work');
    await page.getByRole('link', { name: statement }).click();
    await command(page, 'Record correction');
    const correction = formOf(page, 'Record correction');
    await correction.getByLabel('Correction').fill('The backup of last night was restored.');
    await correction.getByLabel('Similar cases').fill('The other systems restore monthly.');
    await give(correction);
    await correction.waitFor({ state: 'hidden' });
    await page.getByRole('listitem').filter({ hasText: 'Contained' }).and(page.locator('[aria-current=step]')).waitFor();
    await page.getByRole('button', { name: /Correction recorded/ }).click();
    await page.getByRole('link', { name: 'Verify' }).first().click();
    await page.getByRole('status').filter({ hasText: 'checked here: valid' }).waitFor({ timeout: 20_000 });
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('a refusal names its rule, and what was typed stays', async () => {
    const action = await first('actions', 'state=IMPLEMENTED');
    const { page, context } = await open('lena', `actions/${action.id}`); // its owner
    await command(page, 'Verify effectiveness');
    const form = formOf(page, 'Verify effectiveness');
    await choose(page, form, 'Verifier', 'Lena Ott');
    await form.getByLabel('Evidence').first().fill('Seen by myself');
    await form.getByLabel('yes').check();
    await give(form);
    await page.getByRole('alert').filter({ hasText: /Rule [A-Z]+-\d+/ }).waitFor();
    assert.equal(await form.getByLabel('Evidence').first().inputValue(), 'Seen by myself');
    await context.close();
  });
});

describe('a body’s lead auditor', () => {
  it('judges a response, where there is one to judge, and is offered nothing that is the organisation’s', async () => {
    const finding = await first('findings', 'state=SETTLED;origin=BODY_AUDIT');
    const { page, context, faults } = await open('helga', `findings/${finding.id}`);
    await page.getByRole('heading', { level: 1, name: finding.number }).waitFor();
    await page.getByRole('button', { name: 'What can be done now' }).click();
    await page.getByRole('menuitem').first().waitFor();
    assert.equal(await page.getByRole('menuitem', { name: 'Submit response' }).count(), 0);
    await page.getByRole('menuitem', { name: 'Reject response' }).click();
    const form = formOf(page, 'Reject response');
    await choose(page, form, 'Judged by', 'Helga Sund');
    await form.getByLabel('Reason').fill('It is closed already.');
    await give(form);
    await page.getByRole('alert').first().waitFor(); // it is settled: the judgement is refused, and what was typed is kept
    assert.equal(await form.getByLabel('Reason').inputValue(), 'It is closed already.');
    assert.equal((await first('findings', `number=${finding.number}`)).bodyState, finding.bodyState);
    faults.splice(0, faults.length, ...faults.filter((fault) => !/\b4\d\d\b/.test(fault))); // the refusal itself
    await page.keyboard.press('Escape');
    await page.goto(`/o/${installation.organisation}/to-dos`);
    assert.equal(await page.getByRole('button', { name: 'Add to-do' }).count(), 0);
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe('the past', () => {
  it('turns the whole console to a day, shows no way to change anything, and comes back', async () => {
    const journey = await first('journeys', '');
    const { page, context, faults } = await open('jonas', `journeys/${journey.id}`);
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await page.getByLabel('As of').fill('2024-05-02');
    await page.getByText('This is what was recorded by the end of 2 May 2024.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[aria-current=step]').filter({ hasText: 'Agreed' }).waitFor();
    await page.getByRole('link', { name: 'Certificates', exact: true }).click();
    assert.match(page.url(), /asOf=2024-05-02/);
    await page.getByText('Nothing here yet').waitFor();
    await page.getByRole('link', { name: 'Findings', exact: true }).click();
    await page.getByText(/^\d+ records$/).waitFor();
    const then = Number.parseInt(await page.getByText(/^\d+ records$/).textContent(), 10);
    assert.equal(then, (await installation.get('findings?asOf=2024-05-02&pageSize=1')).total);
    const later = await first('findings', 'raisedOn>2026-01-01');
    await page.goto(`/o/${installation.organisation}/findings/${later.id}?asOf=2024-05-02`);
    await page.getByText('On that day this was not recorded yet.').waitFor();
    await page.getByRole('button', { name: 'Back to today' }).first().click();
    await page.getByRole('heading', { name: later.number, level: 1 }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe('proof', () => {
  it('a receipt that was changed on the way is not believed', async () => {
    const { page, context } = await openPage(browser, installation);
    await signIn(page, await installation.passwordOf('jonas'));
    await page.route('**/receipts/audits/190', async (route) => {
      const response = await route.fetch();
      const lines = (await response.text()).split('\n');
      lines[4] = (lines[4][0] === 'A' ? 'B' : 'A') + lines[4].slice(1);
      await route.fulfill({ response, body: lines.join('\n') });
    });
    await page.goto(`/o/${installation.organisation}/proof/audits/190`);
    await page.getByRole('status').filter({ hasText: 'NOT valid' }).waitFor();
    await context.close();
  });
  it('an entry that is not the one in the leaf is not believed', async () => {
    const { page, context } = await openPage(browser, installation);
    await signIn(page, await installation.passwordOf('jonas'));
    await page.route('**/entries/audits/190', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0])]) });
    });
    await page.goto(`/o/${installation.organisation}/proof/audits/190`);
    await page.getByRole('status').filter({ hasText: 'NOT valid' }).waitFor();
    await context.close();
  });
  it('every log is checked, and a log that forgot what this browser saw is reported', async () => {
    const { page, context } = await open('jonas', 'proof');
    await page.getByText('checked here: valid').nth(4).waitFor();
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('assay-head:') && name.endsWith('audits'));
      const head = JSON.parse(localStorage.getItem(key));
      localStorage.setItem(key, JSON.stringify({ size: head.size - 7, root: btoa('x'.repeat(32)) }));
    });
    await page.reload();
    await page.getByText('This log does NOT contain what it showed you before.').waitFor();
    await page.getByText(/the old tree is contained in the new/).first().waitFor();
    await context.close();
  });
});

describe('lists', () => {
  it('filter, sort and columns stand in the address; the CSV is what is seen', async () => {
    const { page, context, faults } = await open('jonas', 'findings');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Grade').selectOption('Minor');
    await page.keyboard.press('Escape');
    await page.waitForURL(/filter=grade%3DMINOR/);
    await page.getByRole('columnheader', { name: 'Number' }).getByRole('button').click();
    await page.waitForURL(/sort=number/);
    const expected = (await installation.get('findings?filter=grade=MINOR&sort=number')).items.map(({ number }) => number);
    await page.getByText(`${expected.length} records`).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV of what is seen' }).click();
    await page.getByRole('menuitem', { name: 'CSV of what is seen' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8').trim().split('\r\n');
    assert.ok(csv[0].startsWith('Number,Grade,State'));
    assert.deepEqual(csv.slice(1).map((line) => line.split(',')[0]), expected);
    const again = await context.newPage();
    await again.goto(page.url());
    await again.getByText(`${expected.length} records`).waitFor();
    assert.equal(await again.getByRole('columnheader', { name: 'Number' }).getAttribute('aria-sort'), 'ascending');
    assert.deepEqual(faults, []);
    await context.close();
  });
  it('fifty thousand rows scroll, and only those that are seen are in the page', async () => {
    const { page, context, faults } = await open('jonas', 'work');
    const total = 50_000;
    const [pattern] = (await installation.get('findings?pageSize=1')).items;
    await page.route(/\/findings\?.*pageSize=500/, (route) => {
      const first = Number(new URL(route.request().url()).searchParams.get('pageToken') ?? 0);
      const items = Array.from({ length: 500 }, (_, i) => ({ ...pattern, id: `0190a1b2-c3d4-7e5f-8a9b-${String(first + i).padStart(12, '0')}`, number: `NC-X-${first + i}` }));
      return route.fulfill({ json: { items, nextPageToken: first + 500 < total ? String(first + 500) : '', total } });
    });
    await page.goto(`/o/${installation.organisation}/findings`);
    await page.getByRole('link', { name: 'NC-X-0', exact: true }).waitFor();
    const table = page.getByRole('region', { name: 'Findings' }).last();
    // Each time the end of what is there is reached, more is fetched.
    for (let at = ''; at !== `NC-X-${total - 1}`; ) {
      await table.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      const last = table.getByRole('row').filter({ has: page.getByRole('link') }).last();
      await page.waitForFunction((before) => [...document.querySelectorAll('.rows tbody a')].pop()?.textContent !== before, await last.getByRole('link').first().textContent(), { timeout: 5_000 }).catch(() => {});
      at = await last.getByRole('link').first().textContent();
    }
    assert.ok((await table.getByRole('row').count()) < 200);
    assert.deepEqual(faults, []);
    await context.close();
  });
  it('search finds a record from anywhere', async () => {
    const { page, context } = await open('jonas', 'work');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search records, screens and actions').fill('cooling plant');
    await page.getByRole('button', { name: /CA-HAM-2026-0005/ }).click();
    await page.getByRole('heading', { level: 1, name: 'CA-HAM-2026-0005' }).waitFor();
    await context.close();
  });
});

describe('bad input', () => {
  const nasty = '<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" \u202Emirrored';
  const long = 'مراجعة الخطة السنوية للاستمرارية '.repeat(6).trim();

  it('script, right-to-left and very long texts are shown as what they are', async () => {
    const { page, context, faults } = await open('jonas', 'to-dos');
    page.on('dialog', () => faults.push('a script ran'));
    const owner = (await installation.passwordOf('mira')).person;
    for (const [i, title] of [nasty, long].entries()) {
      const id = `0190a1b2-c3d4-7e5f-8a9b-0000000000b${i}`;
      await installation.ask(`/api/v1/organisations/${installation.organisation}/to-dos/${id}:add-to-do`, { method: 'POST', headers: { 'Idempotency-Key': id }, body: { title, ownerId: owner, priority: 'LOW', dueOn: '2027-02-01' } });
      await page.reload();
      await page.getByRole('link', { name: title }).click();
      assert.equal((await page.getByRole('heading', { level: 1 }).textContent()).trim(), title);
      await page.goBack();
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false, 'nothing stands out of the page');
    assert.deepEqual(faults, []);
    await context.close();
  });
  it('a record changed in another tab is not overwritten unseen', async () => {
    const id = '0190a1b2-c3d4-7e5f-8a9b-0000000000c1';
    const owner = (await installation.passwordOf('mira')).person;
    const path = `/api/v1/organisations/${installation.organisation}/to-dos/${id}`;
    await installation.ask(`${path}:add-to-do`, { method: 'POST', headers: { 'Idempotency-Key': 'c1' }, body: { title: 'Changed elsewhere', ownerId: owner, priority: 'LOW', dueOn: '2027-02-01' } });
    const { page, context } = await open('jonas', `to-dos/${id}`);
    await command(page, 'Drop to-do');
    const form = formOf(page, 'Drop to-do');
    await form.getByLabel('Reason').fill('Not needed');
    await installation.ask(`${path}:prioritise-to-do`, { method: 'POST', headers: { 'Idempotency-Key': 'c2' }, body: { priority: 'HIGH' } });
    await give(form);
    await page.getByText('Somebody changed this record in the meantime.').waitFor();
    assert.equal(await form.getByLabel('Reason').inputValue(), 'Not needed');
    await give(form);
    await form.waitFor({ state: 'hidden' });
    assert.equal((await installation.get(`to-dos/${id}`)).state, 'DROPPED');
    await context.close();
  });
  it('a form that was filled from a record follows it: nothing that somebody else wrote is written back', async () => {
    const site = await first('sites', '');
    const path = `/api/v1/organisations/${installation.organisation}/sites/${site.id}`;
    const { page, context, faults } = await open('jonas', `sites/${site.id}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await command(page, 'Revise site');
    const form = formOf(page, 'Revise site');
    await form.getByLabel('Activities').fill('Typed here');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    const given = { name: site.name, address: 'Another street 7', zone: site.zone, activities: 'Written by somebody else', personnel: site.personnel, shifts: site.shifts, reason: 'moved', occurredOn: '2026-11-20' };
    await installation.ask(`${path}:revise-site`, { method: 'POST', headers: { 'Idempotency-Key': 'revised-elsewhere' }, body: given });
    await page.reload();
    await command(page, 'Revise site');
    await form.getByText(/^Typed on .* and not recorded yet/).waitFor();
    assert.equal(await form.getByLabel('Address').inputValue(), 'Another street 7');
    assert.equal(await form.getByRole('textbox', { name: 'Activities' }).inputValue(), 'Typed here');
    await form.getByRole('table', { name: 'Their version and yours' }).getByText('Written by somebody else').waitFor();
    await form.getByLabel('Reason').fill('as it is');
    await give(form);
    await form.waitFor({ state: 'hidden' });
    const now = await installation.get(`sites/${site.id}`);
    assert.deepEqual([now.address, now.activities], ['Another street 7', 'Typed here']);
    assert.deepEqual(faults, []);
    await context.close();
  });
  it('a lost connection loses nothing, and a repeat happens once', async () => {
    const { page, context } = await open('jonas', 'to-dos');
    await page.getByRole('button', { name: 'Add to-do' }).click();
    const form = formOf(page, 'Add to-do');
    await form.getByLabel('Title').fill('Sent twice, done once');
    await choose(page, form, 'Owner', 'Mira Lindqvist');
    await choose(page, form, 'Priority', 'High');
    await form.getByLabel('Due on').fill('2027-01-15');
    // The command arrives, its answer does not.
    await page.route('**/*:add-to-do', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    }, { times: 1 });
    await give(form);
    await page.getByText('Assay cannot be reached.').waitFor();
    await give(form);
    await form.waitFor({ state: 'hidden' });
    await page.getByText('This had been recorded already; nothing happened twice.').waitFor();
    assert.equal((await installation.get(`to-dos?filter=${encodeURIComponent('title=Sent twice, done once')}`)).total, 1);
    await context.close();
  });
  it('an address of nothing says so', async () => {
    const { page, context } = await open('jonas', 'findings/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b');
    await page.getByText('There is no such record.').waitFor();
    await page.goto(`/o/${installation.organisation}/nonsense`);
    await page.getByText('There is nothing here').waitFor();
    await context.close();
  });
});
