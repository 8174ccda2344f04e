import { openReader } from '../compose.ts';
import type { CallbackState } from '../core/callback/state.ts';
import { isOpen } from '../core/callback/state.ts';
import type { Privacy } from '../log/mask.ts';
import { type GlobalOptions, lookAround } from './context.ts';
import { localTime, print, table } from './output.ts';
import { type NumbersOption, privacyOf } from './privacy.ts';

function row(callback: CallbackState, timeZone: string, now: number, privacy: Privacy): string[] {
  const { status } = callback;
  const late = isOpen(callback) && callback.deadlineAt < now ? ' OVERDUE' : '';
  const last = callback.attempts.at(-1)?.outcome ?? '';
  return [
    callback.id,
    callback.kind,
    privacy.number(callback.dialled),
    callback.line,
    status.is + late,
    localTime(callback.dueAt, timeZone),
    localTime(callback.deadlineAt, timeZone),
    String(callback.attempts.length),
    last,
  ];
}

interface CallbacksOptions extends GlobalOptions, NumbersOption {
  readonly limit: number;
  readonly all?: boolean;
}

/** `sansheng callbacks`: times in the time zone of each one's line. */
export async function callbacks(options: CallbacksOptions): Promise<void> {
  const { paths, zoneOf } = lookAround(options);
  const privacy = await privacyOf(options, paths, 'callbacks');
  const store = await openReader(paths);
  const list = await store.callbacks(
    options.all ? { limit: options.limit } : { limit: options.limit, open: true },
  );
  await store.close();
  const heading = ['id', 'kind', 'number', 'line', 'status', 'due', 'deadline', 'tries', 'last'];
  const now = Date.now();
  const data = list.map((callback) => privacy.data(callback));
  print(options.json, data, () =>
    table(
      heading,
      list.map((c) => row(c, zoneOf(c.line), now, privacy)),
    ),
  );
}
