import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { ExistingAsterisk, Site } from '../../config/site.ts';
import { askAmi, askAri } from '../../host/asterisk/inspect.ts';
import { readConf, sectionsOf } from '../../host/install/conf.ts';
import { systemCode } from '../../util/errors.ts';
import { SOUNDS } from '../context.ts';
import { musicClassesOf } from './endpoints.ts';
import { type DoctorFinding, fault } from './finding.ts';
import { textAt } from './json.ts';

const FILE = 'musiconhold.conf';
/** What callers who wait hear, and a hold whose endpoint suggests no other. */
const DEFAULT = 'default';

/** How the files end that Asterisk's formats play; it looks at no hidden ones. */
const PLAYABLE =
  /^[^.].*\.(?:wav(?:16|49)?|gsm|ulaw|ulw|ul|mu|pcm|alaw|alw|al|au|g72\d[\w-]*|ilbc|sli?n\d*|raw|vox|siren\d+|ogg|spx|opus|mp3)$/i;

/** What Asterisk's file says of a class; empty texts where it says nothing. */
interface MusicClass {
  readonly name: string;
  readonly mode: string;
  readonly directory: string;
}

/** The music of whoever waits or is on hold: that its classes are there, and have files. What cannot be looked at from here is left
 * out: classes in a database, or files of another machine.
 * @param own the folder with the configuration of an Asterisk of ours; null: the Asterisk is another's */
export async function checkMusic(
  site: Site,
  at: ExistingAsterisk,
  own: string | null,
): Promise<DoctorFinding[]> {
  const suggested = own === null ? await musicClassesOf(site, at) : [];
  const names = [...new Set([DEFAULT, ...suggested])];
  const classes = await (own === null ? askedClasses(at, names) : readClasses(own, names));
  return (await Promise.all(classes.map(checkClass))).flat();
}

/** As an Asterisk of ours was started with them. */
async function readClasses(dir: string, names: readonly string[]): Promise<MusicClass[]> {
  const conf = await readConf(dir, FILE);
  if (conf.names.length === 0) return [];
  const sections = sectionsOf(conf.text);
  return names.map((name) => {
    const lines = sections.filter((section) => section.name === name).flatMap((section) => section.lines);
    return { name, mode: settingIn('mode', lines), directory: settingIn('directory', lines) };
  });
}

function settingIn(key: string, lines: readonly string[]): string {
  const values = lines.map((line) => new RegExp(`^\\s*${key}\\s*=>?([^;]*)`).exec(line)?.[1]?.trim());
  return values.find((value) => value !== undefined) ?? '';
}

/** By the dialplan's function that reads configuration; none where this Asterisk does not have it, or has the classes in a database. */
async function askedClasses(at: ExistingAsterisk, names: readonly string[]): Promise<MusicClass[]> {
  const { body } = await askAri(at, '/asterisk/modules/func_config.so');
  if (textAt(body, 'status') !== 'Running') return [];
  const of = (name: string, key: string) => `AST_CONFIG(${FILE},${name},${key})`;
  const inDatabase = 'AST_CONFIG(extconfig.conf,settings,musiconhold)';
  const asked = [inDatabase, ...names.flatMap((name) => [of(name, 'mode'), of(name, 'directory')])];
  const verdict = await askAmi(at, asked);
  if (verdict.is !== 'ok' || verdict.values.get(inDatabase)) return [];
  const value = (name: string, key: string) => verdict.values.get(of(name, key)) ?? '';
  return names.map((name) => ({ name, mode: value(name, 'mode'), directory: value(name, 'directory') }));
}

async function checkClass({ name, mode, directory }: MusicClass): Promise<DoctorFinding[]> {
  const silence = 'who waits or is on hold hears silence between the prompts';
  if (mode === '') {
    const cause = `Asterisk has no class [${name}] in ${FILE}: ${silence}`;
    const cure = `Add it with mode = files and directory = ${join(SOUNDS, 'music')}, and reload res_musiconhold.so.`;
    return [fault('MUSIC_MISSING', cause, cure)];
  }
  if (mode.toLowerCase() !== 'files' || !isAbsolute(directory)) return [];
  const names = await namesIn(directory);
  if (names === null || names.some((one) => PLAYABLE.test(one))) return [];
  const cause = `the class [${name}] of ${FILE} has no sound in ${directory}: ${silence}`;
  const cure = 'Put a WAV file there (8 kHz, 16 bit, mono), and reload res_musiconhold.so.';
  return [fault('MUSIC_MISSING', cause, cure)];
}

/** The names in a folder; none where there is no such folder. Null where it cannot be seen from here: Asterisk has other rights, or
 * is on another machine or in a container, where not even the folder around it is there. */
async function namesIn(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') return null;
    return readdir(dirname(folder)).then(
      () => [],
      () => null,
    );
  }
}
