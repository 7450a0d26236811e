// The whole way from an enquiry to a certificate, clicked by a manager, an auditor, an action owner and a body's lead auditor.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBrowser, openPage, signIn } from './browser.mjs';
import { start } from './installation.mjs';

const organisation = '0190a1b2-c3d4-7e5f-8a9b-0000000000f0';
const players = {
  ingrid: { name: 'Ingrid Aas', tie: 'STAFF', roles: ['COMPLIANCE_MANAGER', 'TOP_MANAGEMENT'] },
  mira: { name: 'Mira Lind', tie: 'STAFF', roles: ['AUDITOR'] },
  lena: { name: 'Lena Ott', tie: 'STAFF', roles: ['ACTION_OWNER'] },
  helga: { name: 'Helga Sund', tie: 'BODY_STAFF', roles: ['BODY_AUDITOR'] },
  paul: { name: 'Paul Weber', tie: 'BODY_STAFF', roles: ['BODY_DECIDER'] },
};
const idOf = (number) => `0190a1b2-c3d4-7e5f-8a9b-00000000a${String(number).padStart(3, '0')}`;
let installation;
let browser;
let today = '2023-01-02';
const pages = {};

before(async () => {
  installation = await start({ console: process.env.ASSAY_CONSOLE, demo: false, simulated: true });
  browser = await openBrowser();
  const give = (path, body) => installation.ask(`/api/v1/organisations/${organisation}/${path}`, { method: 'POST', headers: { 'Idempotency-Key': path }, body });
  await give(`organisations/${organisation}:register-organisation`, { name: 'Nordlys Drift', zone: 'Europe/Oslo', personnel: 40 });
  await give(`sites/${idOf(1)}:add-site`, { name: 'Bergen', address: 'Torget 1, 5014 Bergen, Norway', zone: 'Europe/Oslo', personnel: 40, centralFunction: true });
  for (const [i, [login, { name, tie, roles }]] of Object.entries(players).entries()) {
    const person = idOf(10 + i);
    await give(`people/${person}:register-person`, { name, tie });
    const password = `a long password of ${login}`;
    await installation.ask(`/api/v1/users/${idOf(20 + i)}`, { method: 'PUT', body: { login, password, memberships: [{ organisation, roles, person }] } });
    Object.assign(players[login], { login, password });
  }
  for (const who of ['ingrid', 'mira', 'lena', 'helga']) {
    const { page, faults } = await openPage(browser, installation);
    await signIn(page, players[who]);
    page.setDefaultTimeout(15_000);
    pages[who] = { page, faults };
  }
});
after(async () => {
  await browser?.close();
  await installation?.stop();
});

const list = async (collection, filter = '') => (await installation.ask(`/api/v1/organisations/${organisation}/${collection}?filter=${encodeURIComponent(filter)}`)).items;
/** All clocks move; whoever looks next sees the new day. */
async function on(day) {
  await installation.ask('/api/v1/clock:advance', { method: 'POST', body: { to: `${day}T08:00:00Z` } });
  today = day;
}

const pick = (option) => ({ pick: option });
const tags = (...texts) => ({ tags: texts });
const label = (text) => new RegExp(`^${text}( \\*)?$`);
async function fill(page, form, name, value) {
  const field = form.getByLabel(label(name)).first();
  if (value?.pick) {
    await field.click();
    await page.getByRole('option', { name: value.pick }).first().click();
    if (value.pick && (await page.getByRole('listbox').count())) await page.keyboard.press('Escape').catch(() => {});
  } else if (value?.tags) {
    for (const text of value.tags) {
      await field.fill(text);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Tab');
  } else if (value?.check) await form.getByLabel(value.check, { exact: true }).check();
  else await field.fill(value);
}
/** Gives a command as `who` sees it: a button on the page, or what stands in the menu beside the main button. */
async function give(who, path, command, fields = {}) {
  const { page } = pages[who];
  await page.goto(`/o/${organisation}/${path}`);
  const button = page.getByRole('button', { name: command, exact: true });
  const menu = page.getByRole('button', { name: 'What can be done now' });
  await button.or(menu).first().waitFor();
  if (await button.count()) await button.first().click();
  else {
    await menu.click();
    await page.getByRole('menuitem', { name: command, exact: true }).click();
  }
  const form = page.getByRole('form', { name: command });
  await form.waitFor();
  for (const [name, value] of Object.entries(fields)) await fill(page, form, name, value);
  await form.getByRole('button', { name: 'Record it' }).click();
  const refused = form.getByRole('alert');
  await form.or(refused).first().waitFor();
  await form.waitFor({ state: 'hidden', timeout: 10_000 }).catch(async () => {
    throw new Error(`${command} by ${who}: ${await form.locator('[role=alert], .mantine-InputWrapper-error').allTextContents()}`);
  });
}
const audit = async (type) => (await list('audits', `type=${type}`))[0].id;
const finding = async (grade) => (await list('findings', `grade=${grade}`))[0];

async function holdAudit(who, type, lead, { plannedOn }) {
  await give(who, 'audits', 'Plan audit', { Journey: pick('One certificate'), Type: pick(type[0]), Standards: tags('ISO/IEC 20000-1'), Sites: pick('Bergen'), 'Planned from': plannedOn, 'Planned to': plannedOn });
  const id = await audit(type[1]);
  await give(who, `audits/${id}?tab=team`, 'Assign team member', { Person: pick(lead), Role: pick('Lead auditor') });
  await on(plannedOn);
  await give(who, `audits/${id}`, 'Open audit');
  return id;
}
const report = (who, id, more = {}) => give(who, `audits/${id}`, 'Issue report', { Summary: 'The system works.', Conclusion: 'It conforms.', 'First day': today, 'Last day': today, ...more });

// Each part begins where the one before ended; what follows a failure says nothing.
let broken = false;
const part = (name, run) =>
  it(name, async (test) => {
    if (broken) return test.skip();
    broken = true;
    await run();
    broken = false;
  });

describe('from an enquiry to a certificate', () => {
  let journey;
  part('the manager starts the journey, asks a body and selects it', async () => {
    await give('ingrid', 'journeys', 'Start journey', { Name: 'One certificate', Standards: tags('ISO/IEC 20000-1'), Sites: pick('Bergen'), 'Scope statement': 'The management system that supports hosting', Personnel: '40' });
    [{ id: journey }] = await list('journeys');
    await give('ingrid', 'certification-bodies', 'Register certification body', { Name: 'Fjell Sertifisering AS', Zone: 'Europe/Oslo', 'Surveillances per year': '1' });
    const [body] = await list('certification-bodies');
    await give('ingrid', `certification-bodies/${body.id}`, 'Record accreditation', { Standard: 'ISO/IEC 20000-1', 'Accreditation body': 'Norsk Akkreditering' });
    await give('ingrid', 'enquiries', 'Send enquiry', { Journey: pick('One certificate'), 'Certification body': pick('Fjell Sertifisering AS') });
    await installation.ask(`/api/v1/organisations/${organisation}/quotations/${idOf(40)}:record-quotation`, {
      method: 'POST', headers: { 'Idempotency-Key': 'q' },
      body: { enquiryId: (await list('enquiries'))[0].id, auditDays: [{ standard: 'ISO/IEC 20000-1', stage: 'STAGE_1', days: '1.5' }, { standard: 'ISO/IEC 20000-1', stage: 'STAGE_2', days: '3' }], justification: '40 persons, one site', price: { amount: '14500.00', currency: 'EUR' }, validUntil: '2023-06-30', occurredOn: today },
    });
    await give('ingrid', `journeys/${journey}`, 'Select body', { Quotation: pick(/./), Reason: 'The only one asked' });
    await give('ingrid', `journeys/${journey}`, 'Complete application', { 'Desired scope': 'Hosting', 'General features': '40 people in Bergen, one shift', 'Outsourced processes': 'None' });
    await give('helga', `journeys/${journey}`, 'Accept application', { Justification: 'Competent for standard and branch' });
    await give('ingrid', `journeys/${journey}`, 'Sign agreement', { 'Agreement reference': 'FS-7' });
  });

  part('the body’s lead auditor holds stage 1, and stage 2 with a nonconformity', async () => {
    const first = await holdAudit('helga', ['Initial stage 1', 'INITIAL_STAGE_1'], 'Helga Sund', { plannedOn: '2023-02-14' });
    await give('helga', `audits/${first}?tab=findings`, 'Raise finding', { Grade: pick('Area of concern'), Standard: 'ISO/IEC 20000-1', Clause: '6.1', Site: pick('Bergen'), Statement: 'The risk register has no owners.', Evidence: 'Register of January', Owner: pick('Ingrid Aas') });
    await report('helga', first);
    await give('helga', `audits/${first}`, 'Give verdict', { Verdict: pick('Go') });
    await give('helga', `audits/${first}`, 'Close audit');
    await give('helga', `findings/${(await finding('AREA_OF_CONCERN')).id}`, 'Close concern', { Resolution: 'Every risk has an owner.' });
    const second = await holdAudit('helga', ['Certification stage 2', 'CERTIFICATION_STAGE_2'], 'Helga Sund', { plannedOn: '2023-03-14' });
    await give('helga', `audits/${second}?tab=checklist`, 'Record clause result', { Standard: 'ISO/IEC 20000-1', Clause: '8.6.1', Answer: pick('Nonconforms'), Evidence: 'Tickets of February' });
    await give('helga', `audits/${second}?tab=findings`, 'Raise finding', { Grade: pick('Minor'), Standard: 'ISO/IEC 20000-1', Clause: '8.6.1', Site: pick('Bergen'), Statement: 'Incidents are not classified.', Evidence: 'Tickets of February', Owner: pick('Lena Ott') });
    await report('helga', second, { Recommendation: pick('Recommended with conditions') });
  });

  part('the action owner finds it among her work, and answers it; manager and body accept', async () => {
    const { id, actionId } = await finding('MINOR');
    await pages.lena.page.goto(`/o/${organisation}/work`);
    await pages.lena.page.getByRole('link', { name: 'Incidents are not classified.' }).first().click();
    await pages.lena.page.locator('[aria-current=step]').filter({ hasText: 'Open' }).waitFor();
    await give('lena', `actions/${actionId}`, 'Accept action', { 'Accepted by': pick('Lena Ott') });
    await give('lena', `actions/${actionId}`, 'Record correction', { Correction: 'January was classified.', 'Similar cases': 'Changes are.' });
    await give('lena', `actions/${actionId}`, 'Analyse cause', { Method: pick('Other method'), Cause: 'The tool does not ask for it.' });
    await give('lena', `actions/${actionId}`, 'Submit plan', { Plan: 'The tool asks for it.', 'Finish by': '2023-03-31', Implementers: pick('Lena Ott') });
    await give('ingrid', `actions/${actionId}`, 'Approve plan', { 'Approved by': pick('Ingrid Aas') });
    await give('ingrid', `findings/${id}`, 'Submit response', { Cause: 'The tool does not ask for it.', Correction: 'January was classified.', 'Corrective action': 'The tool asks for it.' });
    await give('helga', `findings/${id}`, 'Accept response', { 'Judged by': pick('Helga Sund') });
    await on('2023-03-31');
    await give('lena', `actions/${actionId}`, 'Report implementation', { Evidence: 'The tool asks.' });
  });

  part('the auditor verifies the effect, the certificate is granted, and the journey shows its cycle', async () => {
    const { id, actionId } = await finding('MINOR');
    await on('2023-07-03');
    await give('mira', `actions/${actionId}`, 'Verify effectiveness', { Verifier: pick('Mira Lind'), yes: { check: 'yes' }, Evidence: 'Tickets of May are classified.' });
    await give('ingrid', `actions/${actionId}`, 'Close action');
    await give('helga', `findings/${id}`, 'Verify finding', { 'Verified by': pick('Helga Sund'), Method: pick('Document') });
    await give('helga', `audits/${await audit('CERTIFICATION_STAGE_2')}`, 'Close audit');
    await give('ingrid', `journeys/${journey}`, 'Grant certification', { Decider: pick('Paul Weber'), Reasons: 'Report of stage 2', Number: 'FS-SM-7', Standard: 'ISO/IEC 20000-1', Edition: '2018', Scope: 'The management system that supports hosting', Sites: pick('Bergen') });
    const { page } = pages.ingrid;
    await page.goto(`/o/${organisation}/journeys/${journey}`);
    await page.locator('[aria-current=step]').filter({ hasText: 'Certified' }).waitFor();
    await page.getByText('FS-SM-7').first().waitFor();
    assert.equal((await list('cycles'))[0].windows.length, 3);
    assert.deepEqual(Object.entries(pages).flatMap(([who, { faults }]) => faults.map((fault) => `${who}: ${fault}`)), []);
  });
});
