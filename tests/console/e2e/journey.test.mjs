// The whole way from an empty installation to a certificate, clicked by an administrator, a manager, an auditor, an action owner and a
// body's lead auditor. Only the clock is moved by the test: on a real installation nobody moves it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBrowser, openPage } from './browser.mjs';
import { start } from './installation.mjs';
import { check, droppedFile, group, Person, pick, rows, tags } from './person.mjs';

const password = (login) => `a long password of ${login}`;
const players = {
  ingrid: { name: 'Ingrid Aas', tie: 'Staff', roles: ['Compliance manager', 'Top management'] },
  mira: { name: 'Mira Lind', tie: 'Staff', roles: ['Auditor'] },
  lena: { name: 'Lena Ott', tie: 'Staff', roles: ['Action owner'] },
  helga: { name: 'Helga Sund', tie: 'Body staff', roles: ['Body auditor'] },
  paul: { name: 'Paul Weber', tie: 'Body staff', roles: ['Body decider'] },
};
const standard = 'ISO/IEC 20000-1';
let installation;
let browser;
let today = '2023-01-02';
const who = {};

before(async () => {
  installation = await start({ console: process.env.ASSAY_CONSOLE, demo: false, simulated: true, signIn: false });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await installation?.stop();
});

/** All clocks move; whoever looks next sees the new day. */
async function on(day) {
  await installation.ask('/api/v1/clock:advance', { method: 'POST', body: { to: `${day}T08:00:00Z` } });
  today = day;
  await Promise.all(Object.values(who).map(({ page }) => page.reload()));
}

/** Plans an audit, names its lead and opens it on the day. */
async function begin(person, type, lead, plannedOn) {
  await person.go('Audits');
  await person.give('Plan audit', { Journey: pick('One certificate'), Type: pick(type), Standards: tags(standard), Sites: pick('Bergen'), 'Planned from': plannedOn, 'Planned to': plannedOn });
  await person.follow(new RegExp(`^${type}`));
  await person.tab(/^Team/);
  await person.give('Assign team member', { Person: pick(lead), Role: pick('Lead auditor') });
  await on(plannedOn);
  await person.give('Open audit');
}
// What the rules AP-2 and ST-1 ask for.
const reviewed = ['Information sufficient', 'Differences resolved', 'Competence and ability', 'Scope', 'Sites', 'Time needed', 'Language', 'Safety', 'Impartiality'].map(check);
const examined = ['Documented information', 'Site conditions and readiness', 'Understanding of requirements', 'Scope information', 'Resources for stage 2', 'Stage 2 focus', 'Internal audits and management review'].map(check);
const report = (person, more = {}) => person.give('Issue report', { Summary: 'The system works.', Conclusion: 'It conforms.', 'First day': today, 'Last day': today, ...more });
const finding = (clause, statement, owner) => ({ Standard: standard, Clause: clause, Site: pick('Bergen'), Statement: statement, Evidence: 'Records of the last quarter', Owner: pick(owner) });

// Each part begins where the one before ended; what follows a failure says nothing.
let broken = false;
const part = (name, run) =>
  it(name, async (test) => {
    if (broken) return test.skip();
    broken = true;
    try {
      await run();
      broken = false;
    } catch (error) {
      const folder = process.env.ASSAY_FAILED;
      if (folder) for (const [login, { page }] of Object.entries(who)) await page.screenshot({ path: `${folder}/${login}.png` });
      throw error;
    }
  });

describe('from an enquiry to a certificate', () => {
  part('the administrator sets up the installation: organisation, site, people and their accounts', async () => {
    const { page, faults } = await openPage(browser, installation);
    const administrator = (who.admin = new Person(page, faults, 'admin'));
    await page.goto('/');
    await page.getByLabel(/^Secret of the first start/).fill(installation.password);
    await page.getByLabel(/^Login/).fill('admin');
    await page.getByLabel(/^New password/).first().fill(password('admin'));
    await page.getByLabel(/^New password, again/).fill(password('admin'));
    await page.getByRole('button', { name: 'Set and sign in' }).click();
    await administrator.fillIn(page, { Name: 'Nordlys Drift', Zone: 'Europe/Oslo', Activities: 'Hosting', Personnel: '40' });
    await page.getByRole('button', { name: 'Register organisation' }).click();
    await administrator.heading(/What needs you/);
    await installation.signIn('admin', password('admin'));
    await administrator.go('Organisation', { tab: 'Sites' });
    await administrator.give('Add site', { Name: 'Bergen', Address: 'Torget 1, 5014 Bergen, Norway', Zone: 'Europe/Oslo', Personnel: '40', 'Central function': check('Central function') });
    await administrator.tab('People');
    for (const { name, tie } of [...Object.values(players), { name: 'Petra Vik', tie: 'Consultant staff' }]) await administrator.give('Register person', { Name: name, Tie: pick(tie) });
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Account', exact: true }).click();
    for (const [login, { name, roles }] of Object.entries(players)) {
      await page.getByRole('button', { name: 'New account' }).click();
      const form = page.getByRole('form', { name: 'New account' });
      await form.getByLabel('Person').selectOption(name);
      await form.getByLabel('Login').fill(login);
      await form.getByLabel(/^First password/).fill(password(login));
      await form.getByRole('button', { name: 'Make the account' }).click();
      await form.getByText('Choose at least one role.').waitFor();
      for (const role of roles) await administrator.fill(form, 'Roles here', pick(role));
      await form.getByRole('button', { name: 'Make the account' }).click();
      await form.waitFor({ state: 'hidden' });
      await page.getByRole('row').filter({ hasText: login }).filter({ hasText: name }).waitFor();
    }
    const others = Object.keys(players);
    const opened = await Promise.all(others.map((login) => Person.signIn(browser, installation, { login, password: password(login) })));
    others.forEach((login, i) => (who[login] = opened[i]));
  });

  part('the manager asks two bodies, compares what they offer and selects one; both sides agree', async () => {
    const { ingrid, helga } = who;
    await ingrid.go('Journey');
    await ingrid.give('Start journey', { Name: 'One certificate', Standards: tags(standard), Sites: pick('Bergen'), 'Scope statement': 'The management system that supports hosting', Personnel: '40' });
    await ingrid.heading('One certificate');
    const bodies = ['Fjell Sertifisering AS', 'Nordavind Cert AS'];
    for (const body of bodies) {
      await ingrid.go('Bodies and quotations', { tab: 'Certification bodies' });
      await ingrid.give('Register certification body', { Name: body, Zone: 'Europe/Oslo', 'Surveillances per year': '1' });
      await ingrid.follow(body);
      await ingrid.give('Record accreditation', { Standard: standard, 'Accreditation body': 'Norsk Akkreditering' });
    }
    await ingrid.go('Journey');
    await ingrid.follow('Compare quotations');
    for (const [i, body] of bodies.entries()) {
      await ingrid.give('Send enquiry', { 'Certification body': pick(body) });
      await ingrid.give('Record quotation', {
        Enquiry: pick(new RegExp(`^${body}`)), Justification: '40 persons, one site', 'Valid until': '2023-06-30',
        'Audit days': rows({ Standard: standard, Stage: pick('Stage 1'), Days: ['1.5', '1'][i] }, { Standard: standard, Stage: pick('Stage 2'), Days: ['3', '2'][i] }),
        Price: group({ Amount: ['14500.00', '16900.00'][i], Currency: 'EUR' }),
      });
      await ingrid.page.getByRole('columnheader', { name: body }).waitFor();
    }
    await ingrid.page.getByRole('cell', { name: /14,500/ }).waitFor();
    await ingrid.page.getByRole('cell').filter({ has: ingrid.page.getByRole('button', { name: 'Select body' }) }).first().getByRole('button').click();
    const select = ingrid.page.getByRole('form', { name: 'Select body' });
    await select.getByLabel('Reason').fill('More days on site for less');
    await select.getByRole('button', { name: 'Record it' }).click();
    await ingrid.page.getByRole('columnheader', { name: 'Fjell Sertifisering AS selected' }).waitFor();
    await ingrid.page.getByRole('columnheader', { name: 'Nordavind Cert AS Turned down' }).waitFor();
    await ingrid.follow('One certificate');
    await ingrid.give('Complete application', { 'Desired scope': 'Hosting', 'General features': '40 people in Bergen, one shift', 'Outsourced processes': 'None' });
    await helga.go('Journey');
    await helga.give('Accept application', { Justification: 'Competent for standard and branch', Reviewed: reviewed });
    await ingrid.give('Sign agreement', { 'Agreement reference': 'FS-7' });
    await ingrid.give('Select assessment date', { 'Stage 1 on': '2023-05-08', 'Stage 2 on': '2023-06-12' });
    await ingrid.page.locator('[aria-current=step]').filter({ hasText: 'Agreed' }).waitFor();
  });

  part('the internal auditor answers the checklist by keys, drops a file, raises a finding and issues the report', async () => {
    const { ingrid, mira } = who;
    await ingrid.go('Audits');
    await ingrid.give('Plan audit', { Journey: pick('One certificate'), Type: pick('Internal'), Standards: tags(standard), Sites: pick('Bergen'), 'Planned from': '2023-02-06', 'Planned to': '2023-02-06', Objectives: 'Does it work?', Criteria: standard });
    await ingrid.follow(/^Internal/);
    await ingrid.tab(/^Team/);
    // Her first audit: she is not qualified yet, and works under a coach.
    await ingrid.give('Assign team member', { Person: pick('Petra Vik'), Role: pick('Coach') });
    await ingrid.give('Assign team member', { Person: pick('Mira Lind'), Role: pick('Trainee') });
    await on('2023-02-06');
    await mira.go('Audits', { link: /^Internal/ });
    await mira.give('Open audit');
    await mira.give('Build checklist', { Clauses: tags('6.1', '8.6.1') });
    const { page } = mira;
    const line = page.locator('.line-one');
    const question = line.getByRole('heading', { level: 2 });
    const save = async () => {
      const before = await question.textContent();
      await page.keyboard.press('Control+Enter');
      await page.waitForFunction((text) => document.querySelector('.line-one h2')?.textContent !== text, before);
    };
    await question.waitFor();
    const statement = line.getByLabel('Statement');
    for (const key of ['1', 'd']) await page.keyboard.press(key); // conforms; found in documents
    await statement.fill('The register of January was seen.');
    // The file takes its time; what is typed meanwhile stays.
    await page.route('**/uploads/*', async (route) => {
      await statement.fill('The register of January was seen; it is attached.');
      await route.continue();
    });
    await line.getByRole('form').dispatchEvent('drop', { dataTransfer: await droppedFile(page, 'register.txt', 'Every risk has an owner.') });
    await line.getByText('SHA-256').waitFor();
    assert.equal(await statement.inputValue(), 'The register of January was seen; it is attached.');
    await save();
    const early = await mira.press('Issue report'); // of lines that nobody has answered yet
    await mira.fillIn(early, { Summary: 'Too early', Conclusion: 'Too early', 'First day': today, 'Last day': today });
    await early.getByRole('button', { name: 'Record it' }).click();
    await early.getByRole('alert').filter({ hasText: 'Rule AU-14' }).waitFor();
    await early.getByRole('button', { name: 'Cancel' }).click();
    await early.waitFor({ state: 'hidden' });
    const lines = Number((await line.getByText(/^\d+ \/ \d+$/).textContent()).split('/')[1]);
    for (let i = 2; i < lines; i++) {
      await page.keyboard.press('1');
      await statement.fill('Seen.');
      await save();
    }
    await page.keyboard.press('2');
    await statement.fill('Two of ten incidents have no class.');
    await page.keyboard.press('Control+Enter'); // the last open one: it stays
    await page.locator('.line-list').getByText('Minor').waitFor();
    await mira.give('Raise finding', { Statement: 'Incidents are not classified.', Owner: pick('Lena Ott') });
    await mira.tab(/^Findings/);
    await page.getByRole('link', { name: 'Incidents are not classified.' }).waitFor();
    await mira.tab(/^Report/);
    await report(mira);
    await page.getByRole('heading', { name: /^Version 1/ }).waitFor();
  });

  part('the owner finds it among her work and works the action through, to the check of its effect by another person', async () => {
    const { ingrid, mira, lena } = who;
    await lena.go('My work', { link: 'Incidents are not classified.' });
    await lena.page.locator('[aria-current=step]').filter({ hasText: 'Open' }).waitFor();
    await lena.give('Accept action', { 'Accepted by': pick('Lena Ott') });
    await lena.give('Record correction', { Correction: 'January was classified.', 'Similar cases': 'Changes are.' });
    await lena.give('Analyse cause', { Method: pick('Other method'), Cause: 'The tool does not ask for it.' });
    await lena.give('Submit plan', { Plan: 'The tool asks for it.', 'Finish by': '2023-02-28', Implementers: pick('Lena Ott') });
    await ingrid.go('Corrective actions', { row: 'Incidents are not classified.' });
    await ingrid.give('Approve plan', { 'Approved by': pick('Ingrid Aas') });
    await on('2023-02-28');
    await lena.give('Report implementation', { Evidence: 'The tool asks.' });
    await on('2023-06-01');
    await mira.go('My work');
    await mira.follow(/To be verified/); // it waits for her: she does not own it
    await mira.follow('Incidents are not classified.');
    await mira.give('Verify effectiveness', { Verifier: pick('Mira Lind'), yes: check('yes'), Evidence: 'Tickets of May are classified.' });
    await ingrid.give('Close action');
    await ingrid.page.locator('[aria-current=step]').filter({ hasText: 'Closed' }).waitFor();
  });

  part('the body’s lead auditor holds stage 1, and stage 2 with a nonconformity that is answered and accepted', async () => {
    const { ingrid, lena, helga } = who;
    await begin(helga, 'Initial stage 1', 'Helga Sund', '2023-06-05');
    await helga.tab(/^Findings/);
    await helga.give('Raise finding', { Grade: pick('Area of concern'), ...finding('6.1', 'The risk register has no owners.', 'Ingrid Aas') });
    await report(helga, { Examined: examined });
    await helga.give('Give verdict', { Verdict: pick('Go') });
    await helga.give('Close audit');
    await helga.tab(/^Findings/);
    await helga.follow('The risk register has no owners.');
    await helga.give('Close concern', { Resolution: 'Every risk has an owner.' });
    await begin(helga, 'Certification stage 2', 'Helga Sund', '2023-07-03');
    await helga.give('Record clause result', { Standard: standard, Clause: '8.6.1', Answer: pick('Nonconforms'), Evidence: 'Tickets of June' });
    await helga.tab(/^Findings/);
    await helga.give('Raise finding', { Grade: pick('Minor'), ...finding('8.6.1', 'Two changes were not approved.', 'Lena Ott') });
    await report(helga, { Recommendation: pick('Recommended with conditions') });
    await lena.go('My work', { link: 'Two changes were not approved.' });
    await lena.give('Accept action', { 'Accepted by': pick('Lena Ott') });
    await lena.give('Record correction', { Correction: 'Both were approved.', 'Similar cases': 'None.' });
    await lena.give('Analyse cause', { Method: pick('Other method'), Cause: 'The deputy could not approve.' });
    await lena.give('Submit plan', { Plan: 'The deputy may.', 'Finish by': '2023-07-31', Implementers: pick('Lena Ott') });
    await ingrid.go('Corrective actions', { row: 'Two changes were not approved.' });
    await ingrid.give('Approve plan', { 'Approved by': pick('Ingrid Aas') });
    await ingrid.go('Findings', { row: 'Two changes were not approved.' });
    await ingrid.give('Submit response', { Cause: 'The deputy could not approve.', Correction: 'Both were approved.', 'Corrective action': 'The deputy may.' });
    await helga.go('Findings', { row: 'Two changes were not approved.' });
    await helga.give('Accept response', { 'Judged by': pick('Helga Sund') });
    await on('2023-07-31');
    await lena.give('Report implementation', { Evidence: 'The deputy approved one.' });
    await on('2023-11-06');
    await helga.give('Verify finding', { 'Verified by': pick('Helga Sund'), Method: pick('Document') });
  });

  part('the effect is checked, the body decides, and certificate and cycle are there', async () => {
    const { ingrid, mira, helga, paul } = who;
    await mira.go('Corrective actions', { row: 'Two changes were not approved.' });
    await mira.give('Verify effectiveness', { Verifier: pick('Mira Lind'), yes: check('yes'), Evidence: 'Ten changes of October.' });
    await helga.go('Audits', { link: /^Certification stage 2/ });
    await helga.give('Close audit');
    await helga.give('Supply decision package', { Comments: 'The correction fits.', confirmed: check('Application confirmed'), met: check('Objectives met'), Conditions: 'None is left.' });
    await paul.go('Journey');
    await paul.give('Grant certification', { Decider: pick('Paul Weber'), Reasons: 'Report of stage 2', Number: 'FS-SM-7', Standard: standard, Edition: '2018', Scope: 'The management system that supports hosting', Sites: pick('Bergen') });
    await ingrid.go('Journey');
    await ingrid.page.locator('[aria-current=step]').filter({ hasText: 'Certified' }).waitFor();
    await ingrid.go('Certificates', { link: 'FS-SM-7' });
    const document = ingrid.page.getByRole('article', { name: 'Certificate as printed' });
    for (const text of ['Fjell Sertifisering AS', 'Nordlys Drift', 'ISO/IEC 20000-1:2018', 'Bergen']) await document.getByText(text).first().waitFor();
    const cycles = await installation.ask(`/api/v1/organisations/${new URL(ingrid.page.url()).pathname.split('/')[2]}/cycles`);
    assert.equal(cycles.items[0].windows.length, 3);
    assert.deepEqual(Object.entries(who).flatMap(([login, { faults }]) => faults.map((fault) => `${login}: ${fault}`)), []);
  });
});
