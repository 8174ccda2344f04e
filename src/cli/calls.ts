import { secondText } from '../config/time-zone.ts';
import type { CallState } from '../core/call/state.ts';
import type { Privacy } from '../log/mask.ts';
import { openReader } from '../readers.ts';
import { callTimeline, factsData } from './call-timeline.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings } from './context.ts';
import { type NumbersOption, privacyOf } from './number-privacy.ts';
import { print, table } from './output.ts';

export interface CallsOptions extends GlobalOptions, NumbersOption {
  readonly limit: number;
  readonly line?: string;
  readonly open?: boolean;
}

function row(call: CallState, timeZone: string, privacy: Privacy): string[] {
  const state = call.endedAt === null ? call.phase.is : 'ended';
  const when = secondText(call.arrivedAt.wall, timeZone);
  const number = privacy.number(call.customer.dialled);
  return [call.id, when, call.direction, call.line, number, call.lastAgent ?? '', state];
}

/** `sansheng calls`: newest first. */
export async function callsList(options: CallsOptions): Promise<void> {
  const { paths, timeZone } = loadSurroundings(options);
  const privacy = await privacyOf(options, paths, 'calls');
  const store = await openReader(paths);
  const list = await store.calls({
    limit: options.limit,
    ...(options.line ? { line: options.line } : {}),
    ...(options.open ? { open: true } : {}),
  });
  await store.close();
  const heading = ['id', 'arrived', 'direction', 'line', 'number', 'agent', 'state'];
  const data = list.map((call) => privacy.data(call));
  print(options.json, data, () =>
    table(
      heading,
      list.map((call) => row(call, timeZone, privacy)),
    ),
  );
}

/** `sansheng calls show ID`: what happened, and each clause as it was kept or broken. */
export async function callsShow(
  id: string,
  _options: GlobalOptions,
  command: { optsWithGlobals(): GlobalOptions & NumbersOption },
): Promise<void> {
  const options = command.optsWithGlobals();
  const { paths, timeZone } = loadSurroundings(options);
  const privacy = await privacyOf(options, paths, `call ${id}`);
  const store = await openReader(paths);
  const found = await store.call(id);
  await store.close();
  if (!found)
    throw new CliError(`there is no call ${id}`, 'see the ids with `sansheng calls`', EXIT.notFound);
  const facts = found.facts.map((fact) => privacy.data(fact));
  const data = { ...privacy.data(found), facts: factsData(facts, found.state.standard) };
  print(options.json, data, () => callTimeline(found.state, facts, timeZone, privacy));
}
