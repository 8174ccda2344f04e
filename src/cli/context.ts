import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CountryCode } from 'libphonenumber-js/max';
import { loadSite } from '../config/load-site.ts';
import { formatProblem } from '../config/problem.ts';
import { type Site, type SitePaths, sitePaths } from '../config/site.ts';
import { loadStandards } from '../config/standards/load.ts';
import type { Standard } from '../core/standard/standard.ts';

/** Exit codes that scripts can use. */
export const EXIT = { ok: 0, failed: 1, badInput: 2, notRunning: 3, notFound: 4, frozen: 5 } as const;

/** The options of every command. */
export interface GlobalOptions {
  readonly config?: string;
  readonly portBase?: number;
  readonly json?: boolean;
}

/** Ends the command with a message: what is wrong, and what to do about it. */
export class CliError extends Error {
  readonly exitCode: number;
  readonly cure: string;
  constructor(message: string, cure: string, exitCode: number = EXIT.failed) {
    super(message);
    this.cure = cure;
    this.exitCode = exitCode;
  }
}

/** The checkout. */
export const ROOT = join(import.meta.dirname, '..', '..');
export const SOUNDS = join(ROOT, 'sounds');
/** What `npm run console:build` makes. */
export const CONSOLE = join(ROOT, 'build', 'console');
const STANDARDS = join(ROOT, 'standards');
/** What the sansheng.yaml that comes with the product has. */
const DEFAULT_PORT_BASE = 15_060;
const DEFAULT_REGION = 'CN';

type Environment = Readonly<Record<string, string | undefined>>;

/** For commands that only read the store and so need no password. */
export const NO_PASSWORDS: Environment = new Proxy({}, { get: () => 'not-needed' });

export interface Context {
  readonly site: Site;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly paths: SitePaths;
}

/** The whole configuration, checked. A mistake in it ends the command with every problem, its line and its cure; nothing
 * has been started then. */
export function loadContext(options: GlobalOptions, env: Environment = process.env): Context {
  const loaded = loadStandards(STANDARDS);
  const file = fileOf(options);
  const { site, problems } = loadSite(file, {
    standards: loaded,
    env,
    ...(options.portBase === undefined ? {} : { portBase: options.portBase }),
  });
  const all = [...loaded.problems, ...problems];
  if (!site || all.length > 0) {
    const list = all.map((p) => `  ${formatProblem(p)}`).join('\n');
    throw new CliError(
      `the configuration has ${all.length === 1 ? 'a problem' : `${all.length} problems`}:\n${list}`,
      'correct it; test it with `sansheng check`, which starts nothing',
      EXIT.badInput,
    );
  }
  return { site, standards: loaded.standards, paths: sitePaths(ROOT, site.ports.base) };
}

/** The site's. */
export function fileOf({ config }: GlobalOptions): string {
  return config ?? join(ROOT, 'sansheng.yaml');
}

/** What a command needs to read a site or to stop it. */
export interface Surroundings {
  readonly portBase: number;
  readonly paths: SitePaths;
  readonly timeZone: string;
  /** The country whose numbers people mean where they name none. */
  readonly region: CountryCode;
  /** The numbers of the lines. */
  readonly lines: readonly string[];
  /** A line's time zone. */
  zoneOf(line: string): string;
}

/** As {@link loadContext}, for commands that must work on a running site while its configuration has a mistake, which is
 * then only a warning, and without passwords. */
export function loadSurroundings(options: GlobalOptions): Surroundings {
  try {
    const { site, paths } = loadContext(options, NO_PASSWORDS);
    const zones = new Map(site.lines.map(({ number, timeZone }) => [number, timeZone]));
    const { timeZone, region } = site;
    const zoneOf = (line: string) => zones.get(line) ?? timeZone;
    return { portBase: site.ports.base, paths, timeZone, region, lines: [...zones.keys()], zoneOf };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const portBase = options.portBase ?? portBaseIn(fileOf(options)) ?? DEFAULT_PORT_BASE;
    console.error(`sansheng: ${error.message}\n  continuing with port base ${portBase} and times in UTC`);
    const paths = sitePaths(ROOT, portBase);
    return { portBase, paths, timeZone: 'UTC', region: DEFAULT_REGION, lines: [], zoneOf: () => 'UTC' };
  }
}

/** Taken from the text, since the file may be no YAML just now. */
function portBaseIn(file: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // why, the warning says already
    return undefined;
  }
  const found = /^port_base:\s*(\d{4,5})\b/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
