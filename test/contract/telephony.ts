import { afterEach, beforeEach, describe } from 'vitest';
import { arriving } from './telephony/arriving.ts';
import { away } from './telephony/away.ts';
import { ContractFixture } from './telephony/contract-fixture.ts';
import { dialling } from './telephony/dialling.ts';
import { gone } from './telephony/gone.ts';
import { holding } from './telephony/holding.ts';
import { keys } from './telephony/keys.ts';
import { lines } from './telephony/lines.ts';
import { presence } from './telephony/presence.ts';
import { prompts } from './telephony/prompts.ts';
import { recording } from './telephony/recording.ts';
import { snapshot } from './telephony/snapshot.ts';
import { speaking } from './telephony/speaking.ts';
import { talking } from './telephony/talking.ts';
import type { TelephonyHarness } from './telephony-harness.ts';

/** What every Telephony (and Presence) must do. Each test gets a harness of its own, started, with agents 8001 to 8003, of whose
 * phones none is registered; 8003's never is. Prompts called `missing…` are not there, all others last between 1 and 3 s.
 * After each test everything is ended, and the events are looked over as a whole: see ContractFixture.close. */
export function telephonyContract(name: string, openHarness: () => Promise<TelephonyHarness>): void {
  describe(`${name} keeps the contract of Telephony`, () => {
    let fixture: ContractFixture | undefined;
    const current = () => {
      if (fixture === undefined) throw new Error('the harness is not there yet');
      return fixture;
    };

    beforeEach(async () => {
      fixture = new ContractFixture(await openHarness());
    });
    afterEach(async () => {
      try {
        await fixture?.close();
      } finally {
        await fixture?.harness.close();
        fixture = undefined;
      }
    });

    describe('calls in', () => arriving(current));
    describe('calls out', () => dialling(current));
    describe('prompts', () => prompts(current));
    describe('talking', () => talking(current));
    describe('who speaks', () => speaking(current));
    describe('hold', () => holding(current));
    describe('keys in a conversation', () => keys(current));
    describe('lines', () => lines(current));
    describe('recordings', () => recording(current));
    describe('what is gone, and what is there', () => gone(current));
    describe('what there is', () => snapshot(current));
    describe('numbers left while the engine is away', () => away(current));
    describe('presence', () => presence(current));
  });
}
