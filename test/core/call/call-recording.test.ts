import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../src/core/model/call.ts';
import { aStandard } from '../../scenarios/support/standard.ts';
import { CallDrive } from '../support/call-drive.ts';
import { PROMPT_MS, rulesOf } from '../support/rules.ts';

const ALL: Recording = { wanted: true, notice: true };
const HANDED = rulesOf(aStandard({ 'language.caller': { sayApology: ['language.apology'] } }));

function rung(recording: Recording, rules = rulesOf()): CallDrive {
  return CallDrive.in(rules, undefined, undefined, recording)
    .give({ type: 'agentOffered', agent: '8001' })
    .wait(900);
}

function answered(recording: Recording, rules = rulesOf()): CallDrive {
  const c = rung(recording, rules);
  return c.give({ type: 'legAnswered', leg: c.agent });
}

const said = (c: CallDrive) => c.did('play').map(({ prompts }) => prompts);
const records = (c: CallDrive) => c.commands.filter((command) => command.do === 'record');

describe('a line that is recorded', () => {
  it('quality.check: the caller is told with the greeting, and what both say is recorded from then on', () => {
    const c = answered(ALL);
    const { agent } = c;
    expect(said(c).every((prompts) => prompts.includes('recording.notice'))).toBe(true);
    expect(said(c)[0]?.[0]).toBe('recording.notice');
    expect(records(c)).toEqual([]);
    c.heard();
    expect(records(c)).toEqual([{ do: 'record', leg: agent, name: agent }]);
    expect(c.facts).toContainEqual(
      expect.objectContaining({ name: 'recorded', by: { agent: '8001' }, detail: { name: agent } }),
    );
    expect(c.judged('answer.greeting')).toMatchObject([{ verdict: 'kept' }]);
  });

  it('quality.check: who has heard it from the engine does not hear it again', () => {
    const c = CallDrive.in(rulesOf(), undefined, undefined, ALL).due();
    expect(said(c)[0]?.[0]).toBe('recording.notice');
    c.heard().give({ type: 'agentOffered', agent: '8001' }).wait(900);
    c.give({ type: 'legAnswered', leg: c.agent });
    expect(said(c).flat()).not.toContain('recording.notice');
    expect(records(c.heard())).toHaveLength(1);
  });

  it('quality.check: the notice is for all, though this one is not recorded', () => {
    const c = answered({ wanted: false, notice: true });
    expect(said(c)[0]?.[0]).toBe('recording.notice');
    expect(records(c.heard())).toEqual([]);
  });

  it('quality.check: nothing is recorded where the notice cannot be played', () => {
    const lengthOf = (prompts: readonly string[]) =>
      prompts.filter((prompt) => prompt !== 'recording.notice').length * PROMPT_MS;
    const c = answered(ALL, rulesOf(aStandard(), { lengthOf }));
    expect(said(c).flat()).not.toContain('recording.notice');
    expect(records(c.heard())).toEqual([]);
  });

  it('quality.check: each agent’s part has a name of its own, and a callback’s too', () => {
    const c = answered(ALL, HANDED).heard();
    c.presses(c.agent, '*62').give({ type: 'agentsPresent' }).heard();
    c.give({ type: 'agentOffered', agent: '8002' })
      .wait(900)
      .give({ type: 'legAnswered', leg: c.agent })
      .heard();
    const names = records(c).map((command) => command.do === 'record' && command.name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[\w-]+$/);
  });
});

it('a line that is not recorded says and records nothing', () => {
  const c = CallDrive.in().give({ type: 'agentOffered', agent: '8001' }).wait(900);
  c.give({ type: 'legAnswered', leg: c.agent }).heard();
  expect(records(c)).toEqual([]);
});
