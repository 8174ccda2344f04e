import { secondText } from '../config/time-zone.ts';
import type { CallState } from '../core/call/state.ts';
import type { Fact } from '../core/facts.ts';
import type { Privacy } from '../log/mask.ts';
import { openReader } from '../readers.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings } from './context.ts';
import { factText } from './fact-text.ts';
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

function timeline(call: CallState, facts: readonly Fact[], timeZone: string, privacy: Privacy): string {
  const rows = facts.map((fact) => {
    const seconds = (fact.at.mono - call.arrivedAt.mono) / 1000;
    return [seconds.toFixed(2).padStart(8), ...factText(fact)];
  });
  const broken = facts.filter((f) => f.kind === 'clause' && f.verdict === 'broken').length;
  const kept = facts.filter((f) => f.kind === 'clause' && f.verdict === 'kept').length;
  return [
    `call ${call.id}  ${call.direction}  line ${call.line}  standard ${call.standard}  ${secondText(call.arrivedAt.wall, timeZone)}`,
    `number ${privacy.number(call.customer.dialled)}  agent ${call.lastAgent ?? '-'}  hung up first: ${call.hungUpFirst ?? '-'}  disposition: ${call.disposition ?? '-'}`,
    '',
    table(['       s', 'what', 'by', 'detail'], rows),
    '',
    `clauses: ${kept} kept, ${broken} broken`,
  ].join('\n');
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
  print(options.json, privacy.data(found), () => timeline(found.state, facts, timeZone, privacy));
}
