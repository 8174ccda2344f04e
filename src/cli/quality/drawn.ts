import type { AgentId, CallId } from '../../core/ids.ts';
import { weeklySample } from '../../core/quality/sample.ts';
import { recordingsOf, scoresOf } from '../../core/quality/score.ts';
import type { CallRecord } from '../../core/reports/record.ts';
import type { Standard } from '../../core/standard/standard.ts';
import type { Queries } from '../../engine/store-port.ts';
import type { Week } from './week.ts';

/** A call of the sample. */
export interface Drawn {
  readonly agent: AgentId;
  readonly call: CallId;
  /** UTC ms. */
  readonly arrivedAt: number;
  readonly line: string;
  readonly standard: string;
  readonly recordings: readonly string[];
  /** By clause: whether it was found kept. */
  readonly scores: Readonly<Record<string, boolean>>;
}

function drawable({ call, facts }: CallRecord): Drawn[] {
  const recordings = recordingsOf(facts);
  if (recordings.length === 0 || call.lastAgent === null) return [];
  const { id, line, standard, lastAgent: agent, arrivedAt } = call;
  const scores = Object.fromEntries(scoresOf(facts));
  return [{ agent, call: id, arrivedAt: arrivedAt.wall, line, standard, recordings, scores }];
}

/** quality.check: the sample of a week, of calls whose standard asks for one. */
export async function draw(
  store: Queries,
  week: Week,
  standards: ReadonlyMap<string, Standard>,
): Promise<Drawn[]> {
  const recorded: Drawn[] = [];
  for await (const record of store.callRecords(week)) recorded.push(...drawable(record));
  const perWeek = ({ standard }: Drawn) => standards.get(standard)?.clauses['quality.check']?.perWeek ?? 0;
  return weeklySample(recorded, week.name, perWeek);
}
