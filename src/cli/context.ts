import { join } from 'node:path';
import { loadSite } from '../config/load-site.ts';
import { formatProblem } from '../config/problem.ts';
import { type Site, type SitePaths, sitePaths } from '../config/site.ts';
import { loadStandards } from '../config/standards/load.ts';
import type { Standard } from '../core/standard/standard.ts';

/** Exit codes that scripts can use. */
export const EXIT = { ok: 0, failed: 1, badInput: 2, notRunning: 3, notFound: 4 } as const;

/** What every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly portBase?: number;
  readonly json?: boolean;
}

/** Ends the command with a message for a person: what is wrong, and what to do about it. */
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
const STANDARDS = join(ROOT, 'standards');

type Environment = Readonly<Record<string, string | undefined>>;

/** For commands that only look at the store: they need no password, so none has to be set. */
export const NO_PASSWORDS: Environment = new Proxy({}, { get: () => 'not needed' });

export interface Context {
  readonly site: Site;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly paths: SitePaths;
}

/** The whole configuration, checked. A mistake in it ends the command with every problem, its line and its cure; nothing
 * has been started then. */
export function loadContext(options: GlobalOptions, env: Environment = process.env): Context {
  const loaded = loadStandards(STANDARDS);
  const file = options.config ?? join(ROOT, 'sansheng.yaml');
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
      'put that right; `sansheng check` looks again without starting anything',
      EXIT.badInput,
    );
  }
  return { site, standards: loaded.standards, paths: sitePaths(ROOT, site.ports.base) };
}
