import type { ExistingAsterisk, Site } from '../../config/site.ts';
import { askAri } from '../../host/asterisk/inspect.ts';
import { PREFIX } from '../../host/install/own-files.ts';
import { type DoctorFinding, fault, warning } from './finding.ts';
import { rowsOf, textAt } from './json.ts';

/** The settings of an endpoint by their names; null where there is no such endpoint. */
async function settingsOf(
  at: ExistingAsterisk,
  endpoint: string,
): Promise<ReadonlyMap<string, string> | null> {
  const path = `/asterisk/config/dynamic/res_pjsip/endpoint/${encodeURIComponent(endpoint)}`;
  const { status, body } = await askAri(at, path);
  if (status !== 200) return null;
  return new Map(rowsOf(body).map((row) => [textAt(row, 'attribute'), textAt(row, 'value')]));
}

const PHONE_SETTINGS = { context: 'from-agents', direct_media: 'false' } as const;
const TRUNK_SETTINGS = { direct_media: 'false', allow_transfer: 'false' } as const;

/** Where the calls of the trunks begin; those of a PBX may begin in a context of its own, which sends them on. */
export async function contextsOf(trunks: Site['trunks'], at: ExistingAsterisk): Promise<string[]> {
  const settings = await Promise.all(trunks.map(({ name }) => settingsOf(at, name)));
  return [...new Set(settings.flatMap((found) => found?.get('context') ?? []))];
}

/** The music that the endpoints of trunks and agents suggest for a hold. */
export async function musicClassesOf({ trunks, agents }: Site, at: ExistingAsterisk): Promise<string[]> {
  const names = [...trunks.map(({ name }) => name), ...agents.map(({ id }) => id)];
  const settings = await Promise.all(names.map((name) => settingsOf(at, name)));
  return settings.flatMap((found) => found?.get('moh_suggest') || []);
}

/** A trunk's endpoint: that only the trunk is it. */
export async function checkTrunk(name: string, at: ExistingAsterisk): Promise<DoctorFinding[]> {
  const settings = await settingsOf(at, name);
  if (!settings) {
    const cure = 'Add it to pjsip.conf after the model in dialplan/pjsip-trunk.conf, and reload.';
    return [fault('ENDPOINT_MISSING', `Asterisk has no endpoint named ${name}`, cure)];
  }
  const byName = /username|auth_username/.test(settings.get('identify_by') ?? '');
  const open = byName && (settings.get('auth') ?? '') === '';
  const cause = `the endpoint ${name} asks for no password and goes by the name in From: anybody who reaches the SIP port is the trunk`;
  return [
    ...(open
      ? [fault('TRUNK_OPEN', cause, 'Set identify_by = ip on the endpoint in pjsip.conf, and reload.')]
      : []),
    ...wrongSettings(name, settings, TRUNK_SETTINGS),
  ];
}

function wrongSettings(
  endpoint: string,
  settings: ReadonlyMap<string, string>,
  wanted: Readonly<Record<string, string>>,
): DoctorFinding[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const found = settings.get(key);
    // `sansheng install` gives contexts names of their own
    if (found === value || (key === 'context' && found === `${PREFIX}${value}`)) return [];
    const cause = `endpoint ${endpoint} has ${key} = ${found ?? 'nothing'}, not ${value}`;
    return [
      fault('ENDPOINT_SETTING', cause, `Set it in pjsip.conf, and reload; the guide says what it is for.`),
    ];
  });
}

/** The agents' phones: that Asterisk knows each, and only these. */
export async function checkPhones(
  { agents, trunks, phones }: Site,
  at: ExistingAsterisk,
): Promise<DoctorFinding[]> {
  const wanted = { ...PHONE_SETTINGS, allow_transfer: String(phones.transferKey) };
  const { body } = await askAri(at, '/endpoints/PJSIP');
  const there = rowsOf(body);
  const names = there.map((row) => textAt(row, 'resource'));
  const ids = agents.map(({ id }) => id);
  const missing = ids.filter((id) => !names.includes(id));
  const online = there
    .filter((row) => textAt(row, 'state') === 'online')
    .map((row) => textAt(row, 'resource'));
  const ours = [...ids, ...trunks.map(({ name }) => name)];
  const strangers = online.filter((name) => !ours.includes(name));
  const settings = ids
    .filter((id) => names.includes(id))
    .map(async (id) => {
      const found = await settingsOf(at, id);
      return found ? wrongSettings(id, found, wanted) : [];
    });
  return [
    ...missing.map((id) =>
      fault(
        'ENDPOINT_MISSING',
        `Asterisk has no endpoint for agent ${id}`,
        'Add it to pjsip.conf, and reload.',
      ),
    ),
    ...strangers.map((name) => {
      const cause = `phone ${name} is registered, but no agent of sansheng.yaml has it`;
      return warning('PHONE_WITHOUT_AGENT', cause, 'Add the agent, or remove the phone from pjsip.conf.');
    }),
    ...(ids.some((id) => online.includes(id))
      ? []
      : [
          warning(
            'NO_PHONE',
            'no phone of an agent is registered',
            'Check the phones’ server, user and password.',
          ),
        ]),
    ...(await Promise.all(settings)).flat(),
  ];
}
