import { InvalidArgumentError } from 'commander';
import { secondText } from '../config/time-zone.ts';
import { RECORD_TYPES, type RecordType } from '../core/facts.ts';
import type { RecordEntry } from '../engine/store-port.ts';
import type { Privacy } from '../log/mask.ts';
import { openReader } from '../readers.ts';
import { type GlobalOptions, loadSurroundings } from './context.ts';
import { type NumbersOption, privacyOf } from './number-privacy.ts';
import { print, table } from './output.ts';

interface RecordsOptions extends GlobalOptions, NumbersOption {
  readonly limit: number;
  readonly type?: RecordType;
}

/** What `--type` may be. */
export function recordType(text: string): RecordType {
  const type = RECORD_TYPES.find((one) => one === text);
  if (!type) throw new InvalidArgumentError(`one of ${RECORD_TYPES.join(', ')}.`);
  return type;
}

function row({ type, wall, call, by, times }: RecordEntry, timeZone: string, privacy: Privacy): string[] {
  const who = by === null || typeof by === 'string' ? (by ?? '') : by.agent;
  const again = times > 1 ? `${times} times` : '';
  return [
    secondText(wall, timeZone),
    type,
    privacy.number(call.customer.dialled),
    again,
    call.line,
    who,
    call.id,
  ];
}

/** `sansheng records`: newest first; a number that is there for the second time is flagged. people.* */
export async function records(options: RecordsOptions): Promise<void> {
  const { paths, zoneOf } = loadSurroundings(options);
  const privacy = await privacyOf(options, paths, 'records');
  const store = await openReader(paths);
  const list = await store.records({
    limit: options.limit,
    ...(options.type ? { type: options.type } : {}),
  });
  await store.close();
  const heading = ['when', 'type', 'number', 'again', 'line', 'by', 'call'];
  const data = list.map((entry) => privacy.data(entry));
  print(options.json, data, () =>
    table(
      heading,
      list.map((entry) => row(entry, zoneOf(entry.call.line), privacy)),
    ),
  );
}
