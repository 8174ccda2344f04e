import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { LINE } from '../scenarios/support/site.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import { away, MOBILE } from './support/lost-link.ts';
import { afterSeconds, calledBack, type RestartCase } from './support/restart-helpers.ts';

const isRingback = (command: Command) => command.do === 'play' && command.prompts.includes('tone.ringback');

/** The first such command is held back for so long. */
function late(fixture: EngineFixture, meant: (command: Command) => boolean, ms: number): void {
  fixture.beforeCommand = async (command) => {
    if (!meant(command)) return;
    fixture.beforeCommand = () => undefined;
    await new Promise((go) => fixture.sim.clock.after(ms, () => go(null)));
  };
}

/** Asterisk is asked what there is, with the link as it was. */
function askAll({ sim }: EngineFixture): void {
  sim.controls.loseLink('pulled out');
  sim.controls.mendLink();
}

describe('what is still on its way to Asterisk, as the engine asks what there is,', () => {
  it('is not over: the agent hears one ringing, not two, and the customer is connected at once', () =>
    withEngine(async (fixture) => {
      fixture.waitsForEngine = false;
      const test: RestartCase = { fixture, caller: fixture.caller(MOBILE), agent: fixture.agent('8001') };
      test.caller.answersAfter(6000);
      late(
        fixture,
        (command) => {
          if (isRingback(command)) fixture.sim.clock.after(20, () => askAll(fixture));
          return isRingback(command);
        },
        500,
      );
      await calledBack(test, 25);
      const ringing = fixture.commandsOf('play').filter(isRingback);
      expect(ringing).toHaveLength(1);
      expect(test.caller.inCall && test.agent.inCall).toBe(true);
      await afterSeconds(test, 1);
    }));

  it('is not lost: a phone that is about to be rung is rung, and its agent takes the call', () =>
    withEngine(async (fixture) => {
      fixture.waitsForEngine = false;
      late(fixture, ({ do: is }) => is === 'dial', 500);
      const agent = fixture.agent('8001').registered().answersAfter(1000);
      fixture.caller(MOBILE).station.dial(LINE);
      await fixture.sim.advance(100);
      await away(fixture, () => undefined, 20);
      await fixture.sim.advance(5000);
      expect(fixture.commandsOf('dial')).toHaveLength(1);
      expect(agent.inCall).toBe(true);
      expect(fixture.records.happened('agentSkipped')).toEqual([]);
    }));
});
