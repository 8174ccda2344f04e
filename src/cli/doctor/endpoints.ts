import type { ExistingAsterisk, Site } from '../../config/site.ts';
import { askAri } from '../../host/asterisk/inspect.ts';
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

const PHONE_SETTINGS = { context: 'from-agents', direct_media: 'false', allow_transfer: 'false' } as const;
const TRUNK_SETTINGS = { context: 'from-trunk', direct_media: 'false', allow_transfer: 'false' } as const;

/** The trunk's endpoint: that only the trunk is it. */
export async function checkTrunk(at: ExistingAsterisk): Promise<DoctorFinding[]> {
  const settings = await settingsOf(at, 'trunk');
  if (!settings) {
    const cure = 'Add it to pjsip.conf after the model in dialplan/pjsip.conf, and reload.';
    return [fault('ENDPOINT_MISSING', 'Asterisk has no endpoint named trunk', cure)];
  }
  const byName = /username|auth_username/.test(settings.get('identify_by') ?? '');
  const open = byName && (settings.get('auth') ?? '') === '';
  const cause =
    'the endpoint trunk asks for no password and goes by the name in From: anybody who reaches the SIP port is the trunk';
  return [
    ...(open
      ? [fault('TRUNK_OPEN', cause, 'Set identify_by = ip on the endpoint in pjsip.conf, and reload.')]
      : []),
    ...wrongSettings('trunk', settings, TRUNK_SETTINGS),
  ];
}

function wrongSettings(
  endpoint: string,
  settings: ReadonlyMap<string, string>,
  wanted: Readonly<Record<string, string>>,
): DoctorFinding[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const found = settings.get(key);
    if (found === value) return [];
    const cause = `endpoint ${endpoint} has ${key} = ${found ?? 'nothing'}, not ${value}`;
    return [
      fault('ENDPOINT_SETTING', cause, `Set it in pjsip.conf, and reload; the guide says what it is for.`),
    ];
  });
}

/** The agents' phones: that Asterisk knows each, and only these. */
export async function checkPhones({ agents }: Site, at: ExistingAsterisk): Promise<DoctorFinding[]> {
  const { body } = await askAri(at, '/endpoints/PJSIP');
  const there = rowsOf(body);
  const names = there.map((row) => textAt(row, 'resource'));
  const ids = agents.map(({ id }) => id);
  const missing = ids.filter((id) => !names.includes(id));
  const online = there
    .filter((row) => textAt(row, 'state') === 'online')
    .map((row) => textAt(row, 'resource'));
  const strangers = online.filter((name) => name !== 'trunk' && !ids.includes(name));
  const settings = ids
    .filter((id) => names.includes(id))
    .map(async (id) => {
      const found = await settingsOf(at, id);
      return found ? wrongSettings(id, found, PHONE_SETTINGS) : [];
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
