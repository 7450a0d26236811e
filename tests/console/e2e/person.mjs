// Somebody who uses the console: goes by its navigation, presses its buttons, fills in its forms.
import { openPage, signIn } from './browser.mjs';

export const pick = (option) => ({ pick: option });
export const tags = (...texts) => ({ tags: texts });
/** One of several parts of a form, in order; the first is there, more are added. */
export const rows = (...items) => ({ rows: items });
export const group = (fields) => ({ group: fields });
export const check = (option) => ({ check: option });
const label = (text) => new RegExp(`^${text}( \\*)?$`);

/** What the browser hands over when a file is dropped. */
export const droppedFile = (page, name, text) =>
  page.evaluateHandle(([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: 'text/plain' }));
    return data;
  }, [name, text]);

export class Person {
  static async signIn(browser, installation, { login, password }) {
    const { page, faults } = await openPage(browser, installation);
    await signIn(page, { login, password });
    await page.goto('/');
    return new Person(page, faults, login);
  }
  constructor(page, faults, login) {
    Object.assign(this, { page, faults, login, main: page.getByRole('main') });
    page.setDefaultTimeout(15_000);
  }

  /** By the navigation, to a tab of that screen, and to what a link there names, or the first link of a row that says so. */
  async go(screen, { tab, link, row } = {}) {
    await this.page.getByRole('navigation', { name: 'Navigation' }).first().getByRole('link', { name: screen, exact: true }).click();
    if (tab) await this.tab(tab);
    if (link) await this.follow(link);
    if (row) await this.main.getByRole('row').filter({ hasText: row }).getByRole('link').first().click();
  }
  async follow(link) {
    await this.main.getByRole('link', { name: link }).first().click();
  }
  async tab(name) {
    await this.main.getByRole('tab', { name }).click();
  }
  heading(name) {
    return this.page.getByRole('heading', { level: 1, name }).waitFor();
  }
  /** Presses a button of the page, or what stands in the menu beside the main button; answers the form that opens. */
  async press(command) {
    const button = this.main.getByRole('button', { name: command, exact: true });
    const menu = this.main.getByRole('button', { name: 'What can be done now' });
    await button.or(menu).first().waitFor();
    if (await button.count()) await button.first().click();
    else {
      await menu.click();
      await this.page.getByRole('menuitem', { name: command, exact: true }).click();
    }
    const form = this.page.getByRole('form', { name: command });
    await form.waitFor();
    return form;
  }
  async give(command, fields = {}) {
    const form = await this.press(command);
    await this.fillIn(form, fields);
    await form.getByRole('button', { name: 'Record it' }).click();
    await form.waitFor({ state: 'hidden', timeout: 10_000 }).catch(async () => {
      throw new Error(`${command} by ${this.login}: ${await form.locator('[role=alert], .mantine-InputWrapper-error').allTextContents()}`);
    });
  }

  async fillIn(scope, fields) {
    for (const [name, value] of Object.entries(fields)) await this.fill(scope, name, value);
  }
  async fill(scope, name, value) {
    if (Array.isArray(value)) {
      for (const each of value) await this.fill(scope.getByRole('group', { name, exact: true }), name, each);
      return undefined;
    }
    if (value?.check) return scope.getByLabel(value.check, { exact: true }).first().check();
    if (value?.group || value?.rows) {
      const part = scope.getByRole('group', { name, exact: true });
      if (value.group) return this.fillIn(part, value.group);
      for (const [i, item] of value.rows.entries()) {
        if (i > 0) await part.getByRole('button', { name: 'Add', exact: true }).last().click();
        for (const [field, each] of Object.entries(item)) await this.fillOne(part.getByLabel(label(field)).nth(i), each);
      }
      return undefined;
    }
    return this.fillOne(scope.getByLabel(label(name)).first(), value);
  }
  async fillOne(field, value) {
    if (value?.pick) {
      await field.click();
      await this.page.getByRole('option', { name: value.pick }).first().click();
      if (await this.page.getByRole('listbox').count()) await this.page.keyboard.press('Escape').catch(() => {});
    } else if (value?.tags) {
      for (const text of value.tags) {
        await field.fill(text);
        await this.page.keyboard.press('Enter');
      }
      await field.blur();
    } else await field.fill(value);
  }
}
