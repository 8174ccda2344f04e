import { askEngine } from '../../../src/cli/api.ts';
import type { TemplateName } from '../../../src/core/programme/templates.ts';
import { asksFirst, openingSteps } from './keys.ts';
import { LINES } from './lines.ts';
import { saysAWord, spokenTo } from './live-sound.ts';
import { comesToItsEnd, hangsUp, listenTo, type ScriptedCall, type Stage, talk } from './talk.ts';

/** An agent calls the customer, who answers and says a word wherever the opening waits for one; the agent keys in how it went and
 * hangs up first. */
export async function calledBack(stage: Stage, disposition = '*31'): Promise<void> {
  const { parties, records } = stage.site;
  const { leg } = await parties.pickedUp(stage.from, 120_000);
  const customer = await parties.customerRung(stage.from);
  listenTo(stage, 'customer', customer);
  customer.answer();
  await customer.event('answered');
  for (let step = 0; step < openingSteps(stage.line); step += 1) {
    await spokenTo(customer, 8000);
    await saysAWord(customer);
  }
  const attempt = (await records.attempts(stage.from)).at(-1);
  await records.eventOf(attempt?.id ?? '', 'connected', { timeoutMs: 60_000 });
  await leg.rtp.sendDigits(disposition);
  await leg.hangUp();
  await customer.event('ended', { timeoutMs: 60_000 });
}

/** The customer's name and title, as an operator or a list has it. */
export const NAME = '王建国先生';

/** An operator asks for a call to a customer, by name. */
export const named: ScriptedCall = async (stage) => {
  const { site, line, from } = stage;
  const wish = { line: LINES[line], number: from, name: NAME, by: 'operator' };
  await askEngine(site.api, 'POST', '/v1/callbacks', wish);
  await calledBack(stage);
};

/** A follow-up of a list of customers. */
export const programme =
  (template: TemplateName, name?: typeof NAME): ScriptedCall =>
  async (stage) => {
    const { site, line, from } = stage;
    const make = { name: template, template, line: LINES[line], schedule: null };
    const customers = [{ line: 1, number: from, day: '2026-01-05', ...(name ? { name } : {}) }];
    await askEngine(site.api, 'POST', '/v1/programmes', {
      make,
      customers,
      preview: false,
      by: 'supervisor',
    });
    await calledBack(stage);
  };

/** The agent promises a callback, and calls back. */
export const callback: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await leg.rtp.sendDigits('*70');
  await spokenTo(caller, 2000);
  await hangsUp(stage, caller);
  await calledBack(stage);
};

/** The agent asks by key whether the caller agrees to be called back. The caller agrees by key, and confirms the number where
 * the standard asks for it. The call is due in half an hour; only the news of gas are due while this lasts. */
export const promised: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await leg.rtp.sendDigits('*73');
  await spokenTo(caller);
  await caller.rtp.sendDigits('1');
  if (asksFirst(stage.line, 'callback.number')) {
    await spokenTo(caller);
    await caller.rtp.sendDigits('1');
  }
  await comesToItsEnd(stage, caller);
  if (stage.line === 'gas') await calledBack(stage);
};

/** The agent writes down that there is no result yet, and the customer has news in time. */
export const news: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await leg.rtp.sendDigits('*32');
  await stage.site.records.event(stage.from, 'disposition');
  await hangsUp(stage, caller);
  await calledBack(stage);
};

/** The caller cannot hear the agent: who lets the caller go, and calls back at once. */
export const oneway: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await leg.rtp.sendDigits('*42');
  await spokenTo(caller);
  await hangsUp(stage, caller);
  await calledBack(stage);
};

/** Days after the solution the customer is called and asked, and presses a key. */
async function followUp(stage: Stage, key: string): Promise<void> {
  const { parties, records } = stage.site;
  const { caller, leg } = await talk(stage);
  await leg.rtp.sendDigits('*31');
  await records.event(stage.from, 'disposition');
  await hangsUp(stage, caller);
  const again = await parties.pickedUp(stage.from, 120_000);
  const customer = await parties.customerRung(stage.from);
  listenTo(stage, 'customer', customer);
  customer.answer();
  await customer.event('answered');
  await spokenTo(customer, 8000);
  // the question may follow the opening after a breath
  await spokenTo(customer, 2000);
  await customer.rtp.sendDigits(key);
  await spokenTo(customer);
  await customer.hangUp();
  await again.leg.event('ended', { timeoutMs: 30_000 });
}

export const satisfied: ScriptedCall = (stage) => followUp(stage, '1');

/** The complaints desk calls, too. A solution by it is followed up in its turn: it has none yet. */
export const dissatisfied: ScriptedCall = async (stage) => {
  await followUp(stage, '2');
  await calledBack(stage, '*32');
};
