import { readFile, rename, writeFile } from 'node:fs/promises';
import type { SitePaths } from '../config/site.ts';
import { secondText } from '../config/time-zone.ts';
import type { Log } from '../engine/ports.ts';
import type { KeepNews } from '../host/keep-running.ts';
import { supervisionFile } from './run-state.ts';

/** What is kept running. */
export type KeptPart = 'engine' | 'asterisk';

const NAMES: Readonly<Record<KeptPart, string>> = { engine: 'the engine', asterisk: 'Asterisk' };

/** How often a part has ended or could not be started, since `up` or `serve` began. */
export interface PartFigures {
  readonly failures: number;
  /** Of the last time; ISO. */
  readonly last: { readonly at: string; readonly why: string } | null;
  /** While it does not run: when it is started again; ISO. */
  readonly againAt: string | null;
}

/** What has had to be started again, for `sansheng status`. */
export type SupervisionFigures = Readonly<Partial<Record<KeptPart, PartFigures>>>;

/** Logs what has ended by itself and been started again, and notes it for `sansheng status`. */
export class Supervision {
  readonly #paths: SitePaths;
  readonly #log: Log;
  #figures: SupervisionFigures = {};
  #writing = Promise.resolve();

  constructor(paths: SitePaths, log: Log) {
    this.#paths = paths;
    this.#log = log;
  }

  /** Where the news of a part go. */
  of(part: KeptPart): (news: KeepNews) => void {
    return (news) => {
      const before = this.#figures[part] ?? { failures: 0, last: null, againAt: null };
      this.#figures = { ...this.#figures, [part]: this.#told(part, before, news) };
      this.#write();
    };
  }

  #told(part: KeptPart, before: PartFigures, news: KeepNews): PartFigures {
    const { failures } = before;
    if (news.is === 'up') {
      this.#log.warn(`${NAMES[part]} runs again`, { failures });
      return { ...before, againAt: null };
    }
    const { why, againInMs } = news;
    const now = Date.now();
    this.#log.error(`${NAMES[part]} does not run; it is started again`, {
      why,
      againInMs,
      failures: failures + 1,
    });
    const last = { at: new Date(now).toISOString(), why };
    return { failures: failures + 1, last, againAt: new Date(now + againInMs).toISOString() };
  }

  #write(): void {
    const text = JSON.stringify(this.#figures);
    const file = supervisionFile(this.#paths);
    this.#writing = this.#writing
      .then(() => writeFile(`${file}.part`, text, { mode: 0o600 }))
      .then(() => rename(`${file}.part`, file))
      .catch((error: unknown) => {
        this.#log.warn('the file for `sansheng status` cannot be written', { file, error });
      });
  }

  /** Resolves when nothing is being written any more. */
  async done(): Promise<void> {
    await this.#writing;
  }
}

/** What the supervisor of this site has noted; nothing where it had nothing to do. */
export async function readSupervision(paths: SitePaths): Promise<SupervisionFigures> {
  const text = await readFile(supervisionFile(paths), 'utf8').catch(() => '{}');
  return JSON.parse(text) as SupervisionFigures;
}

/** Lines for a person; none where nothing has failed. */
export function supervisionText(figures: SupervisionFigures, timeZone: string): string[] {
  return (['engine', 'asterisk'] as const).flatMap((part) => {
    const { failures = 0, last = null, againAt = null } = figures[part] ?? {};
    if (!last) return [];
    const times = failures === 1 ? 'once' : `${failures} times`;
    const when = secondText(Date.parse(last.at), timeZone);
    const next = againAt ? `, and is started again at ${secondText(Date.parse(againAt), timeZone)}` : '';
    return [`${NAMES[part]} had to be started again ${times}; last it ${last.why}, at ${when}${next}`];
  });
}
