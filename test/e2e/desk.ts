import type { Locator, Page } from 'playwright-core';

/** A person at the page: finds things by the names they have for people, and waits for what is to come, never for a time. */

/** How long something may take that happens by itself, on a slow machine; in ms. */
const PATIENCE = 120_000;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A tick box that stands alone carries its label before its own words. */
const endsIn = (name: string): RegExp => new RegExp(`${escaped(name)}$`);

interface Pressed {
  readonly outcome: string;
  readonly summary: string;
}

/** What a press came to, once the server has said so and the page shows it. */
const answered = async (page: Page, path: string, press: () => Promise<void>): Promise<Pressed> => {
  const [response] = await Promise.all([
    page.waitForResponse((said) => new URL(said.url()).pathname === path, { timeout: PATIENCE }),
    press(),
  ]);
  if (response.status() !== 200) throw new Error(`${path} answered ${response.status()}`);
  return (await response.json()) as Pressed;
};

/** A card that stands in a chat, known by its heading: the latest of that name. */
export class Card {
  readonly article: Locator;
  readonly #page: Page;

  constructor(page: Page, room: Locator, heading: string | RegExp) {
    this.#page = page;
    const named = page.getByRole('heading', { name: heading, ...(typeof heading === 'string' ? { exact: true } : {}) });
    this.article = room.getByRole('article').filter({ has: named }).last();
  }

  async seen(): Promise<this> {
    await this.article.waitFor({ timeout: PATIENCE });
    return this;
  }

  async says(text: string | RegExp): Promise<this> {
    await this.article.getByText(text).first().waitFor({ timeout: PATIENCE });
    return this;
  }

  /** Text fields, dates and times by their label. */
  async write(fields: Readonly<Record<string, string>>): Promise<this> {
    for (const [label, value] of Object.entries(fields)) await this.field(label).fill(value);
    return this;
  }

  field(label: string): Locator {
    return this.article.getByLabel(new RegExp(`^${escaped(label)}\\W*$`));
  }

  /** A list that is searched by typing. */
  async type(label: string, text: string): Promise<this> {
    const box = this.article.getByRole('combobox', { name: label, exact: true });
    await box.pressSequentially(text);
    await box.press('Enter');
    return this;
  }

  /** Several of a list that is searched by typing, each by its beginning. */
  async search(...texts: string[]): Promise<this> {
    const box = this.article.getByLabel('Skriv för att söka', { exact: true });
    for (const text of texts) {
      await box.pressSequentially(text);
      await box.press('Enter');
    }
    return this;
  }

  async pick(label: string, option: string): Promise<this> {
    await this.article.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });
    return this;
  }

  async choose(...names: string[]): Promise<this> {
    for (const name of names) {
      await this.article.getByRole('radio', { name, exact: true }).or(this.box(name)).setChecked(true);
    }
    return this;
  }

  box(name: string): Locator {
    return this.article.getByRole('checkbox', { name: endsIn(name) });
  }

  button(name: string): Locator {
    return this.article.getByRole('button', { name, exact: true });
  }

  /** Presses and waits for the answer, whatever it is. */
  async send(name: string): Promise<Pressed> {
    const pressed = await answered(this.#page, '/api/press', () => this.button(name).click());
    await this.#page.locator('article[aria-busy]').waitFor({ state: 'detached' });
    return pressed;
  }

  /** The first of several buttons of one name. */
  async pressFirst(name: string): Promise<void> {
    const first = this.article.getByRole('button', { name, exact: true }).first();
    const { outcome, summary } = await answered(this.#page, '/api/press', () => first.click());
    if (outcome !== 'done') throw new Error(`${name}: ${outcome}, ${summary}`);
    await this.#page.locator('article[aria-busy]').waitFor({ state: 'detached' });
  }

  /** As {@link send}, where anything but success is wrong. */
  async press(name: string): Promise<void> {
    const { outcome, summary } = await this.send(name);
    if (outcome !== 'done') throw new Error(`${name}: ${outcome}, ${summary}`);
  }
}

export class Desk {
  readonly page: Page;
  #me = '';

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: URL): Promise<void> {
    await this.page.goto(url.href);
    await this.page.locator('body.ready').waitFor({ timeout: PATIENCE });
  }

  /** Changes person in the left column. */
  async be(name: string): Promise<this> {
    this.#me = name;
    await this.person(name).click();
    await this.#own().waitFor({ timeout: PATIENCE });
    return this;
  }

  person(name: string): Locator {
    const people = this.page.getByRole('navigation', { name: 'Vem är du just nu?' });
    return people.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  #own(): Locator {
    return this.page.getByRole('region', { name: `Chatt med Handslag, som ${this.#me}`, exact: true });
  }

  card(heading: string | RegExp): Card {
    return new Card(this.page, this.#own(), heading);
  }

  /** A card in a shared room that one chooses among others. */
  async inRoom(name: string, heading: string | RegExp): Promise<Card> {
    await this.page.getByRole('tab', { name }).click();
    return new Card(this.page, this.page.getByRole('tabpanel', { name }), heading);
  }

  /** In the board's channel a card is told from the others by whom it is about. */
  decision(applicant: string): Card {
    return new Card(this.page, this.page.locator('#room-board'), applicant);
  }

  async say(text: string): Promise<void> {
    const room = this.#own();
    await answered(this.page, '/api/say', async () => {
      await room.getByRole('textbox', { name: 'Skriv till Handslag' }).fill(text);
      await room.getByRole('button', { name: 'Skicka', exact: true }).click();
    });
  }

  /** Moves the clock of the playground with its own buttons. */
  async clock(button: RegExp): Promise<void> {
    const clock = this.page.getByRole('region', { name: 'Klockan i lekplatsen' });
    await answered(this.page, '/api/clock', () => clock.getByRole('button', { name: button }).click());
  }

  /** To what is due next, which is expected to be this. */
  async next(when: string): Promise<void> {
    const clock = this.page.getByRole('region', { name: 'Klockan i lekplatsen' });
    await clock
      .getByRole('button', { name: `Till nästa händelse: ${when}`, exact: true })
      .waitFor({ timeout: PATIENCE });
    await this.clock(/^Till nästa händelse/);
  }
}
