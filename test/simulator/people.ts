import type { SimulatedPhone } from '../../src/telephony/simulated/index.ts';
import type { AgentAct, CallEvent, OperatorAct, StoryEvent } from './story.ts';
import type { World } from './world.ts';

/** Does what people do in a story, where it can be done. */
export function act(world: World, event: StoryEvent): void {
  if (event.does === 'call') call(world, event);
  else if (event.does === 'agent') {
    const phone = world.sim.controls.phone(event.agent);
    actAsAgent(phone, event.act);
    if (event.act.does === 'keys') {
      world.keys.push({ at: world.now, party: event.agent, keys: event.act.keys });
      if (ENDS_CALL.includes(event.act.keys)) pressesAgain(world, phone, event.act.keys);
    }
  } else if (event.does === 'operator') void order(world, event.act).catch(() => undefined);
  else if (event.does === 'customer') {
    world.customers.behave(event.number, event);
  }
}

/** Codes that an agent has to press twice. */
const ENDS_CALL = ['*54', '*55'];

function pressesAgain(world: World, phone: SimulatedPhone, keys: string): void {
  const { leg } = phone;
  world.sim.clock.after(1500, () => {
    if (leg?.answered !== true || phone.leg !== leg) return;
    phone.press(keys);
    world.keys.push({ at: world.now, party: phone.name, keys });
  });
}

/** The customer stays for some time, presses keys, and hangs up. */
function call(world: World, { number, line, patienceMs, keys }: CallEvent): void {
  const { sim } = world;
  const phone = sim.controls.party(number);
  phone.dial(line);
  const { leg } = phone;
  if (!leg) return;
  const mine = (does: () => void) => () => {
    if (phone.leg === leg) does();
  };
  for (const one of keys)
    sim.clock.after(
      one.afterMs,
      mine(() => {
        phone.press(one.keys);
        world.keys.push({ at: world.now, party: phone.name, keys: one.keys });
      }),
    );
  sim.clock.after(
    patienceMs,
    mine(() => phone.hangUp()),
  );
}

function actAsAgent(phone: SimulatedPhone, act: AgentAct): void {
  const { leg } = phone;
  const talks = leg?.answered === true;
  if (act.does === 'pickup') phone.pickup = act.pickup;
  else if (act.does === 'keys') {
    if (talks) phone.press(act.keys);
    else if (!leg && phone.registered) phone.dial(act.keys);
  } else if (act.does === 'register') phone.register();
  else if (act.does === 'unregister') phone.unregister();
  else if (act.does === 'hangUp') {
    if (leg) phone.hangUp();
  } else if (talks) IN_TALK[act.does](phone);
}

const IN_TALK: Readonly<
  Record<'hold' | 'resume' | 'cut' | 'talk' | 'hush', (phone: SimulatedPhone) => void>
> = {
  hold: (phone) => phone.hold(),
  resume: (phone) => phone.resume(),
  cut: (phone) => phone.cut(),
  talk: (phone) => phone.speak(),
  hush: (phone) => phone.hush(),
};

/** What an operator orders by the API, of an engine that is up. */
async function order(world: World, act: OperatorAct): Promise<void> {
  const engine = world.isUp ? world.process?.engine : undefined;
  if (!engine) return;
  const { desk, programmes, site } = engine;
  switch (act.orders) {
    case 'callback': {
      const wish = wishOf(world, act.number, act.line);
      if (wish) await desk.requestCallback(wish);
      return;
    }
    case 'programme': {
      const line = site.line(act.line);
      if (!line) return;
      const { standard, language } = line;
      const { line: number, schedule } = act;
      const customers = act.numbers.map((one, index) => ({ line: index + 2, number: one }));
      const into = {
        ...{ name: 'list', template: 'firstFollowUp' as const, line: number, standard, language },
        ...{ schedule, secondAfterDays: null, by: 'zhao' },
      };
      await programmes.import({ into, customers, by: 'zhao', preview: false });
      return;
    }
    case 'doNotCall':
      await desk.doNotCall([act.number], 'zhao', 'asked');
      return;
    case 'mayCallAgain':
      await desk.mayCallAgain(act.number, 'zhao', 'asked');
      return;
    default: {
      const open = [...world.records.callbacks.values()];
      const callback = open[act.nth % Math.max(1, open.length)];
      if (!callback) return;
      const what =
        act.orders === 'callNow' || act.orders === 'release'
          ? { do: act.orders }
          : { do: act.orders, why: 'asked' };
      await desk.orderCallback(callback.id, callback.revision, what, 'zhao');
    }
  }
}

function wishOf(world: World, raw: string, number: string) {
  const engine = world.process?.engine;
  const line = engine?.site.line(number);
  const dialling = engine?.mayDial(raw, number);
  if (!line || !dialling || !('number' in dialling)) return null;
  const { standard, language } = line;
  const { e164, dial } = dialling.number;
  const place = world.sim.clock.now().wall;
  return {
    ...{ kind: 'requested' as const, number: e164, dialled: dial, line: number, standard, language },
    ...{ from: null, place, by: 'zhao' },
  };
}
