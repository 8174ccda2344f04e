import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderAsterisk } from '../asterisk/render.ts';
import type { AsteriskSite } from '../asterisk/site.ts';
import { type ConfSection, sectionsOf } from './conf.ts';

/** Every context of ours begins so: `from-trunk` is what FreePBX calls its own. */
export const PREFIX = 'sansheng-';
const HEAD =
  '; Written by `sansheng install`, and removed by `sansheng install --undo`. Do not edit it here.\n';

/** How the Asterisk that is there differs from one of our own. */
export interface AsteriskThere {
  /** The transport for SIP; null: Asterisk's choice. */
  readonly transport: string | null;
  /** Names of endpoints that are there already: ours of the same name are left out. */
  readonly endpoints: ReadonlySet<string>;
  /** Addresses by which other endpoints know their calls: those of ours must not be taken for them. */
  readonly matches: ReadonlySet<string>;
  readonly ariUser: string;
  readonly amiUser: string;
}

/** What an Asterisk that is there needs of ours, by the file that it belongs to (`extensions.conf` and so on): the same as an
 * Asterisk of our own gets, without its general settings. */
export async function ownFiles(site: AsteriskSite, around: AsteriskThere): Promise<Map<string, string>> {
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-install-'));
  try {
    // the transports stay those that are there
    await renderAsterisk(dir, { ...site, sipTls: null });
    const read = async (name: string) => sectionsOf(await readFile(join(dir, 'etc', name), 'utf8'));
    const parts = ['pjsip.conf', 'pjsip-trunks.conf', 'pjsip-agents.conf'];
    const peers = (await Promise.all(parts.map(read))).flat();
    return new Map([
      ['extensions.conf', dialplan(await read('extensions.conf'), site)],
      ['pjsip.conf', endpoints(peers, around)],
      ['ari.conf', users(await read('ari.conf'), around.ariUser)],
      ['manager.conf', users(await read('manager.conf'), around.amiUser)],
    ]);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function dialplan(sections: readonly ConfSection[], { lines }: AsteriskSite): string {
  const globals = new Map(
    (sections.find(({ name }) => name === 'globals')?.lines ?? []).flatMap((line) => {
      const [, key, value] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
      return key !== undefined && value !== undefined && !key.startsWith('SANSHENG_') ? [[key, value]] : [];
    }),
  );
  const ours = sections.filter(({ name }) => !['', 'general', 'globals'].includes(name));
  const names = [...ours.map(({ name }) => name), 'engine-away-custom'].join('|');
  const jump = new RegExp(`((?:Goto|Gosub|DIALPLAN_EXISTS)\\(|[?:@[])(${names})(?=[,/\\]])`, 'g');
  // an own section of globals would hide those that are there
  const languages = Object.entries(lines)
    .filter(([, language]) => language !== 'zh')
    .map(([line, language]) => ` same = n,ExecIf($["\${LINE}" = "${line}"]?Set(TONGUE=${language}))`);
  const rewritten = (line: string) => {
    const plain = line
      .replace(/\$\{GLOBAL\((\w+)\)\}/g, (whole, key: string) => globals.get(key) ?? whole)
      .replace(jump, `$1${PREFIX}$2`);
    return /Set\(TONGUE=\$\{GLOBAL/.test(line) ? [' same = n,Set(TONGUE=)', ...languages] : [plain];
  };
  return textOfSections(
    ours.map(({ name, lines: body }) => ({ name: PREFIX + name, lines: body.flatMap(rewritten) })),
  );
}

/** Without the addresses: which one a packet leaves from is settled where the transports are. */
function endpoints(
  sections: readonly ConfSection[],
  { transport, endpoints: there, matches }: AsteriskThere,
): string {
  const ours = sections.filter(
    ({ name, lines }) =>
      !['', 'global', 'system'].includes(name) &&
      !name.startsWith('transport-') &&
      !there.has(name) &&
      !addressesIn(lines).some((address) => matches.has(address)),
  );
  const kept = (line: string) =>
    !/^(media_address|bind_rtp_to_media_address|#include)\b/.test(line) && !/^transport\s*=/.test(line);
  return textOfSections(
    ours.map(({ name, lines }) => ({
      name,
      lines: [
        ...(transport !== null && lines.includes('type = endpoint') ? [`transport = ${transport}`] : []),
        ...lines
          .filter((line) => kept(line.trim()))
          .map((line) => line.replace(/^(context = )(from-)/, `$1${PREFIX}$2`)),
      ],
    })),
  );
}

/** The addresses of an `identify`. */
export function addressesIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const list = /^\s*match\s*=>?\s*([^;]*)/.exec(line)?.[1];
    return list === undefined ? [] : list.split(',').map((one) => one.trim());
  });
}

function users(sections: readonly ConfSection[], user: string): string {
  const ours = sections.filter(({ name }) => !['', 'general'].includes(name));
  return textOfSections(ours.map((section) => ({ ...section, name: user })));
}

function textOfSections(sections: readonly ConfSection[]): string {
  return HEAD + sections.map(({ name, lines }) => `\n[${name}]\n${lines.join('\n').trimEnd()}\n`).join('');
}
