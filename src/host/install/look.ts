import { type Conf, endOf, readConf, sectionsOf } from './conf.ts';
import { addressesIn } from './own-files.ts';

/** The files that are added to. */
export const BASES = ['extensions.conf', 'pjsip.conf', 'ari.conf', 'manager.conf'] as const;
export type Base = (typeof BASES)[number];

/** FreePBX writes the others anew at every change, and leaves these to the admin. */
const FOR_ADMINS: Readonly<Record<Base, readonly string[]>> = {
  'extensions.conf': ['extensions_custom.conf'],
  'pjsip.conf': ['pjsip_custom_post.conf', 'pjsip_custom.conf'],
  'ari.conf': ['ari_additional_custom.conf'],
  'manager.conf': ['manager_custom.conf'],
};

/** Without these the engine cannot work. */
const MODULES = ['res_ari', 'res_stasis', 'app_stasis', 'res_http_websocket', 'res_pjsip', 'bridge_simple'];

/** What an Asterisk that is there already has. */
export interface Found {
  /** Where a line of ours goes, below the folder; null: there is no such file. */
  readonly place: Readonly<Record<Base, string | null>>;
  /** Those that FreePBX writes. */
  readonly freepbx: boolean;
  readonly endpoints: ReadonlySet<string>;
  /** Addresses by which they know their calls. */
  readonly matches: ReadonlySet<string>;
  /** The first transport for UDP. */
  readonly transport: string | null;
  /** Names in ari.conf and manager.conf. */
  readonly users: Readonly<Record<'ari' | 'manager', ReadonlySet<string>>>;
  /** Dialled codes such as `*52`. */
  readonly codes: ReadonlySet<string>;
  /** What has to be put right by hand, a sentence each. */
  readonly notes: readonly string[];
}

/** Looks at a folder with Asterisk's configuration, and changes nothing.
 * @param ours whether a file below the folder is one that we have written ourselves */
export async function lookAt(dir: string, ours: (name: string) => boolean): Promise<Found> {
  const confs = Object.fromEntries(
    await Promise.all(BASES.map(async (base) => [base, await readConf(dir, base, ours)] as const)),
  ) as Record<Base, Conf>;
  const sections = (base: Base) => sectionsOf(confs[base].text);
  const typed = (type: string) =>
    sections('pjsip.conf').filter(({ lines }) => settingOf(lines, 'type') === type);
  const transports = typed('transport').filter(
    ({ lines }) => (settingOf(lines, 'protocol') ?? 'udp') === 'udp',
  );
  const names = (base: Base) => new Set(sections(base).map(({ name }) => name));
  return {
    place: Object.fromEntries(BASES.map((base) => [base, placeIn(confs[base], base)])) as Found['place'],
    freepbx: confs['extensions.conf'].names.includes('extensions_additional.conf'),
    endpoints: new Set(typed('endpoint').map(({ name }) => name)),
    matches: new Set(typed('identify').flatMap(({ lines }) => addressesIn(lines))),
    transport: transports[0]?.name ?? null,
    users: { ari: names('ari.conf'), manager: names('manager.conf') },
    codes: new Set(
      [...confs['extensions.conf'].text.matchAll(/^\s*exten\s*=>?\s*(\*\d+)\s*,/gm)].map(
        ([, code = '']) => code,
      ),
    ),
    notes: [...(await switchNotes(dir)), ...(await moduleNotes(dir))],
  };
}

/** Where sections can be added without taking in what follows: there a new section begins, or nothing comes. */
function placeIn({ names, text }: Conf, base: Base): string | null {
  const free = (name: string) => {
    const [, after] = text.split(`${endOf(name)}\n`);
    const next = (after ?? '').split('\n').find((line) => /^\s*[^;\s]/.test(line));
    return next === undefined || next.trimStart().startsWith('[');
  };
  return (
    FOR_ADMINS[base].find((name) => names.includes(name) && free(name)) ??
    (names.includes(base) ? base : null)
  );
}

function settingOf(lines: readonly string[], key: string): string | undefined {
  for (const line of lines) {
    const [, name, value] = /^\s*([\w-]+)\s*=>?\s*([^;]*)/.exec(line) ?? [];
    if (name === key) return value?.trim();
  }
  return undefined;
}

/** What the engine reaches Asterisk by; `byDefault`: what Asterisk does where the file does not say. */
const SWITCHES = [
  {
    file: 'http.conf',
    byDefault: 'no',
    note: 'set `enabled = yes` and `bindaddr = 127.0.0.1` (FreePBX: Advanced Settings, Mini-HTTP Server)',
  },
  { file: 'ari.conf', byDefault: 'yes', note: 'set `enabled = yes`' },
  { file: 'manager.conf', byDefault: 'no', note: 'set `enabled = yes` and `bindaddr = 127.0.0.1`' },
] as const;

async function switchNotes(dir: string): Promise<string[]> {
  const notes = SWITCHES.map(async ({ file, byDefault, note }) => {
    const { text } = await readConf(dir, file);
    const general = sectionsOf(text).filter(({ name }) => name === 'general');
    const said = general.flatMap(({ lines }) => settingOf(lines, 'enabled') ?? []);
    return /^(yes|true|on|1)$/.test(said.at(-1) ?? byDefault) ? [] : [`${file}: ${note}`];
  });
  return (await Promise.all(notes)).flat();
}

async function moduleNotes(dir: string): Promise<string[]> {
  const { text } = await readConf(dir, 'modules.conf');
  const not = [...text.matchAll(/^\s*noload\s*=>?\s*([\w]+)(?:\.so)?/gm)].map(([, name = '']) => name);
  return MODULES.filter((name) => not.includes(name)).map(
    (name) => `modules.conf: load ${name}.so; it has noload`,
  );
}
