import { join } from 'node:path';
import { checkFiles } from '../../config/check-files.ts';
import { formatProblem } from '../../config/problem.ts';
import type { Site } from '../../config/site.ts';
import { standardFilesIn } from '../../config/standards/load.ts';
import { ownConnection } from '../../host/asterisk/bring-up.ts';
import { readSecrets } from '../../host/secrets.ts';
import { readSounds } from '../../host/sounds.ts';
import { messageOf } from '../../util/errors.ts';
import type { ApiAddress } from '../api.ts';
import {
  CliError,
  EXIT,
  type GlobalOptions,
  loadContext,
  loadSurroundings,
  ROOT,
  SOUNDS,
} from '../context.ts';
import { print } from '../output.ts';
import { checkAsterisk } from './asterisk.ts';
import { checkCertificates } from './certificate.ts';
import { checkCalls, checkEngine, checkRestarts, checkStorePages } from './engine.ts';
import { type DoctorFinding, fault } from './finding.ts';
import { checkBackups, checkClock, checkDisk, checkFolder, checkSecrets } from './machine.ts';

/** One look at a part of the site. */
interface Check {
  readonly of: string;
  look(): Promise<readonly DoctorFinding[]>;
}

/** `sansheng doctor`: looks at everything that a site relies on, changes nothing, and names what is wrong with its cure. Exits with 1
 * where there is a fault. */
export async function doctor(options: GlobalOptions): Promise<void> {
  const { portBase, paths, timeZone } = loadSurroundings(options);
  const at: ApiAddress = { portBase, paths };
  const folder = await checkFolder(paths);
  // where the folder may not be entered, every look into it would only say that again
  const mayLook = folder.every(({ code }) => code !== 'CHECK_FAILED');
  const checks = [
    { of: 'the folder', look: async () => folder },
    { of: 'the configuration', look: () => checkConfiguration(options) },
    { of: 'the disk', look: () => checkDisk(paths) },
    { of: 'the clock', look: checkClock },
    ...(mayLook ? folderChecks(options, at, timeZone) : []),
  ];
  const found = (await Promise.all(checks.map(looked))).flat();
  // two checks may meet the same fault
  const findings = found.filter((one, i) => found.findIndex(({ cause }) => cause === one.cause) === i);
  const faults = findings.filter(({ severity }) => severity === 'fault').length;
  const warnings = findings.length - faults;
  print(options.json, { ok: faults === 0, checks: checks.length, findings }, () =>
    [
      ...findings.map(findingText),
      findings.length === 0
        ? `${checks.length} checks, nothing found`
        : `${faults} faults, ${warnings} warnings`,
    ].join('\n'),
  );
  process.exit(faults === 0 ? EXIT.ok : EXIT.failed);
}

/** What is in the site's folder, and what the site's files say of Asterisk. */
function folderChecks(options: GlobalOptions, at: ApiAddress, timeZone: string): Check[] {
  return [
    { of: 'the secrets', look: () => checkSecrets(at.paths) },
    { of: 'the engine', look: () => checkEngine(at, timeZone) },
    { of: 'what was started again', look: () => checkRestarts(at, timeZone) },
    { of: 'the store', look: () => checkStorePages(at) },
    { of: 'the calls', look: () => checkCalls(at) },
    ...siteChecks(options),
  ];
}

/** What can be looked at only where the configuration can be read. */
function siteChecks(options: GlobalOptions): Check[] {
  let site: Site;
  let paths: ReturnType<typeof loadContext>['paths'];
  try {
    ({ site, paths } = loadContext(options));
  } catch (error) {
    // the check of the configuration says what is wrong
    if (error instanceof CliError) return [];
    throw error;
  }
  return [
    { of: 'the backups', look: () => checkBackups(paths, site) },
    { of: 'the certificates', look: () => checkCertificates(site, Date.now()) },
    {
      of: 'Asterisk',
      look: async () => {
        const secrets = await readSecrets(paths.secrets);
        const { existing } = site.asterisk;
        const at = existing ?? (secrets && ownConnection(site, secrets));
        const own = existing ? null : join(paths.asterisk, 'etc');
        // a site that was never started has no Asterisk either
        return at ? checkAsterisk(site, at, own) : [];
      },
    },
  ];
}

/** A check that cannot be made is a finding, and keeps none of the others from being made. */
async function looked({ of, look }: Check): Promise<readonly DoctorFinding[]> {
  try {
    return await look();
  } catch (error) {
    if (hasCure(error)) {
      return [{ severity: 'fault', code: error.code, cause: error.message, cure: error.cure }];
    }
    const cause = `${of} could not be looked at: ${messageOf(error)}`;
    return [fault('CHECK_FAILED', cause, 'Run it as the user who runs the engine.')];
  }
}

function hasCure(error: unknown): error is Error & { code: string; cure: string } {
  return error instanceof Error && 'code' in error && 'cure' in error && typeof error.cure === 'string';
}

/** Files, prompts and the calendar of holidays. */
async function checkConfiguration({ config }: GlobalOptions): Promise<DoctorFinding[]> {
  const files = [config ?? join(ROOT, 'sansheng.yaml'), ...standardFilesIn(join(ROOT, 'standards'))];
  const { durations, problems: sounds } = await readSounds(SOUNDS);
  const { problems, warnings } = checkFiles(files, ROOT, process.env, durations, Date.now());
  const finding = (severity: DoctorFinding['severity']) => (problem: (typeof problems)[number]) => {
    const { code, cure } = problem;
    return { severity, code, cause: formatProblem({ ...problem, cure: '' }).replace(/\. $/, ''), cure };
  };
  return [
    ...problems.map(finding('fault')),
    ...warnings.map(finding('warning')),
    ...sounds.map(({ code, file, cause, cure }): DoctorFinding => {
      return { severity: 'fault', code, cause: `${file}: ${cause}`, cure };
    }),
  ];
}

function findingText({ severity, code, cause, cure }: DoctorFinding): string {
  return `${severity}: ${cause} [${code}]\n  cure: ${cure}`;
}
