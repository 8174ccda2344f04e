import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../dice.ts';
import type { Party } from '../party.ts';
import type { Fault, FaultScene, Lane } from './fault.ts';

/** Until a caller has come whom it happens to. */
const LONGEST_WAIT_MS = 20_000;

function anyTalking({ world }: FaultScene, dice: Dice): Party | undefined {
  const talking = [...world.live].filter((party) => party.isTalking);
  return talking[dice.below(talking.length)];
}

/** No packet any more, and no answer. */
function losesTheNetwork(party: Party): void {
  party.mark('loses the network');
  party.station.lose(true);
  party.leg.rtp.say({ kind: 'none' });
}

const partyFaults: readonly Fault[] = [
  {
    name: "a party's RTP stops",
    weight: 35,
    async happen(scene, dice) {
      const party = anyTalking(scene, dice);
      if (!party) return 'nobody was on the phone';
      party.mark('falls silent');
      party.leg.rtp.say({ kind: 'none' });
      return `${party.role} ${party.number}`;
    },
  },
  {
    name: "a caller's SIP and RTP stop",
    weight: 20,
    async happen({ site, callers }, dice) {
      const station = await site.kit.customer();
      const joined = new Promise<Party>((resolve) => {
        callers.nextStation = { station, joined: resolve };
      });
      const party = await Promise.race([joined, sleep(LONGEST_WAIT_MS, undefined)]);
      if (!party) return 'nobody called';
      await Promise.race([party.over, sleep(dice.between(1000, 25_000))]);
      if (party.isOver) return `${party.number} had gone`;
      losesTheNetwork(party);
      await Promise.race([party.over, sleep(dice.between(20_000, 40_000))]);
      party.lose();
      return party.number;
    },
  },
  {
    name: "an agent's phone is gone",
    weight: 25,
    async happen({ agents }, dice) {
      const busy = agents.filter(({ current }) => current?.isTalking);
      const from = busy.length > 0 ? busy : agents;
      const agent = from[dice.below(from.length)];
      if (!agent) return '';
      const party = agent.current;
      if (party?.isTalking) losesTheNetwork(party);
      else agent.phone.lose(true);
      await sleep(dice.between(10_000, 35_000));
      agent.phone.lose(false);
      return `${agent.id}, ${party?.isTalking ? 'talking' : 'free'}`;
    },
  },
  {
    name: 'trunk answers 503',
    weight: 20,
    async happen({ customers }, dice) {
      customers.congested = true;
      await sleep(dice.between(5000, 20_000));
      customers.congested = false;
      return '';
    },
  },
];

export const partyLane: Lane = { name: 'parties', meanGapMs: 15_000, faults: partyFaults };
