import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExistingAsterisk, Site } from '../../config/site.ts';
import { type AriAnswer, askAmi, askAri, exposedAddresses } from '../../host/asterisk/inspect.ts';
import { PREFIX } from '../../host/install/own-files.ts';
import { ROOT } from '../context.ts';
import { checkPhones, checkTrunk, contextsOf } from './endpoints.ts';
import { type DoctorFinding, fault, warning } from './finding.ts';
import { rowsOf, textAt } from './json.ts';
import { checkMusic } from './music.ts';

/** The first version with all that the engine uses. */
const OLDEST = 22;
/** The dialplan compares the engine's clock with Asterisk's: a heartbeat 8 s old means that the engine is away. */
const CLOCK_MS = 3_000;

/** Everything about the Asterisk of a site; only that it does not answer, where it does not.
 * @param own the folder with the configuration of an Asterisk of ours; null: the Asterisk is another's */
export async function checkAsterisk(
  site: Site,
  at: ExistingAsterisk,
  own: string | null,
): Promise<DoctorFinding[]> {
  const info = await askAri(at, '/asterisk/info');
  const absent = unreachable(at, info);
  if (absent) return [absent, ...(await checkAmi(site, at, OUR_CONTEXTS))];
  const contexts = await contextsOf(site.trunks, at);
  const parts = [
    checkVersion(info),
    ...(site.phones.transferKey ? [checkTransferKey(info)] : []),
    checkClocks(info),
    ...(await Promise.all([
      checkModules(at),
      ...site.trunks.map(({ name }) => checkTrunk(name, at)),
      checkPhones(site, at),
      checkAmi(site, at, contexts.length > 0 ? contexts : OUR_CONTEXTS),
      checkMusic(site, at, own),
      checkExposed(at),
    ])),
  ];
  return parts.flat();
}

function unreachable(
  { ariUrl, ariUser }: ExistingAsterisk,
  { status, body }: AriAnswer,
): DoctorFinding | null {
  if (status === 200) return null;
  if (status === 401 || status === 403) {
    const cause = `Asterisk does not accept the ARI user ${ariUser} or its password`;
    return {
      severity: 'fault',
      code: 'BAD_CREDENTIALS',
      cause,
      cure: `Compare them with [${ariUser}] in ari.conf.`,
    };
  }
  const why = status === 0 ? String(body) : `HTTP status ${status}`;
  const cure = 'Check that Asterisk runs, and compare the address with its http.conf.';
  return {
    severity: 'fault',
    code: 'UNREACHABLE',
    cause: `no Asterisk answers ARI at ${ariUrl}: ${why}`,
    cure,
  };
}

function checkVersion({ body }: AriAnswer): DoctorFinding[] {
  const version = textAt(body, 'system', 'version');
  if (Number.parseInt(version, 10) >= OLDEST) return [];
  const cause = `this Asterisk is version ${version || 'unknown'}`;
  return [fault('ASTERISK_OLD', cause, `Use Asterisk ${OLDEST} or newer.`)];
}

/** Before 22.3 Asterisk does not leave the transfer key to the engine; before 22.11 a REFER with `Refer-Sub: false` ends it. */
function checkTransferKey({ body }: AriAnswer): DoctorFinding[] {
  const version = textAt(body, 'system', 'version');
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const before = (release: number) => major < OLDEST || (major === OLDEST && minor < release);
  if (!before(11)) return [];
  const cause = before(3)
    ? `phones.transfer_key is true, and Asterisk ${version} refuses the key`
    : `phones.transfer_key is true, and a phone that sends Refer-Sub: false ends Asterisk ${version}`;
  return [
    warning('ASTERISK_OLD', cause, 'Use Asterisk 22.11 or newer, or set phones.transfer_key to false.'),
  ];
}

/** HTTP tells its clock to the second. */
function checkClocks({ clock }: AriAnswer): DoctorFinding[] {
  const apart = clock === null ? 0 : Math.abs(Date.now() - clock - 500);
  if (apart < CLOCK_MS) return [];
  const cause = `the clocks of this machine and of Asterisk are ${Math.round(apart / 1000)} s apart`;
  const cure = 'Synchronise both by NTP: from 8 s on, the dialplan takes the engine for away.';
  return [fault('CLOCK_DIFFERS', cause, cure)];
}

/** Those that `dialplan/modules.conf` requires. */
async function checkModules(at: ExistingAsterisk): Promise<DoctorFinding[]> {
  const list = await readFile(join(ROOT, 'dialplan', 'modules.conf'), 'utf8');
  const required = [...list.matchAll(/^require = (\S+)$/gm)].map(([, name = '']) => name);
  const { body } = await askAri(at, '/asterisk/modules');
  const running = rowsOf(body)
    .filter((row) => textAt(row, 'status') === 'Running')
    .map((row) => textAt(row, 'name'));
  const missing = required.filter((name) => !running.includes(name));
  if (missing.length === 0) return [];
  const cause = `Asterisk does not run ${missing.join(', ')}`;
  return [
    fault('MODULE_MISSING', cause, 'Load them in modules.conf, and see in its log why one does not start.'),
  ];
}

/** `sansheng install` gives contexts names of their own. */
const OUR_CONTEXTS = ['from-trunk', `${PREFIX}from-trunk`];

/** AMI, and by it whether each line comes in by one of the contexts. */
async function checkAmi(
  { lines }: Site,
  at: ExistingAsterisk,
  contexts: readonly string[],
): Promise<DoctorFinding[]> {
  const entries = ({ number }: Site['lines'][number]) =>
    contexts.map((context) => `DIALPLAN_EXISTS(${context},${number},1)`);
  const verdict = await askAmi(at, lines.flatMap(entries));
  const where = `${at.amiHost}:${at.amiPort}`;
  switch (verdict.is) {
    case 'ok':
      return lines
        .filter((line) => entries(line).every((entry) => verdict.values.get(entry) !== '1'))
        .map(({ number }) => {
          const cause = `no extension for line ${number} where calls of a trunk begin: ${contexts.join(', ')}`;
          const cure = `Add exten => ${number},1,Goto(${PREFIX}arrive,\${EXTEN},1) there (on FreePBX by an Inbound Route), or, without \`sansheng install\`, include the contexts of dialplan/extensions.conf; and reload.`;
          return fault('LINE_NOT_IN_DIALPLAN', cause, cure);
        });
    case 'badCredentials': {
      const cause = `Asterisk does not accept the AMI user ${at.amiUser} or its password`;
      const cure = `Compare them with [${at.amiUser}] in manager.conf.`;
      return [{ severity: 'fault', code: 'BAD_CREDENTIALS', cause, cure }];
    }
    case 'unreachable': {
      const cure = 'Check that Asterisk runs, and that manager.conf says enabled = yes.';
      const cause = `no Asterisk answers AMI at ${where}: ${verdict.why}`;
      return [{ severity: 'fault', code: 'UNREACHABLE', cause, cure }];
    }
    case 'refused': {
      const cause = `the AMI user ${at.amiUser} may not do what the engine needs (${verdict.why})`;
      return [
        fault(
          'AMI_RIGHTS',
          cause,
          'Give it read = call,reporting,system and write = reporting in manager.conf.',
        ),
      ];
    }
  }
}

/** Only on this machine can be looked: one that runs elsewhere is reached from outside by its nature. */
async function checkExposed(at: ExistingAsterisk): Promise<DoctorFinding[]> {
  const doors = [
    {
      code: 'ARI_EXPOSED',
      host: new URL(at.ariUrl).hostname,
      port: Number(new URL(at.ariUrl).port || 80),
      file: 'http.conf',
    },
    { code: 'AMI_EXPOSED', host: at.amiHost, port: at.amiPort, file: 'manager.conf' },
  ] as const;
  const found = await Promise.all(
    doors.map(async ({ code, host, port, file }) => {
      const addresses = /^(127\.|localhost$|\[?::1)/.test(host) ? await exposedAddresses(port) : [host];
      if (addresses.length === 0) return [];
      const cause = `${code.slice(0, 3)} answers on ${addresses.join(', ')}, not on loopback alone: whoever has its password is root of the telephones`;
      return [fault(code, cause, `Set bindaddr = 127.0.0.1 in ${file}, or let a firewall keep others out.`)];
    }),
  );
  return found.flat();
}
