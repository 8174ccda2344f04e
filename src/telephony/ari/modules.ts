import type { Log } from '../../engine/ports.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import type { AriConnection } from './client.ts';

/** Modules without which Asterisk takes calls, and then does not do what the engine orders: each of them, and what is missing then. */
export const CALLS_NEED: Readonly<Record<string, string>> = {
  'chan_pjsip.so': 'calls over SIP',
  'res_rtp_asterisk.so': 'sound',
  'codec_alaw.so': 'sound',
  'codec_ulaw.so': 'sound',
  'codec_resample.so': 'prompts',
  'format_wav.so': 'prompts',
  'res_stasis_playback.so': 'prompts',
  'res_musiconhold.so': 'music',
  'bridge_holding.so': 'the queue',
  'bridge_simple.so': 'talks',
  'bridge_softmix.so': 'talks',
  'chan_bridge_media.so': 'prompts to both in a talk',
  'app_stasis.so': 'calls to the engine',
  'res_stasis_answer.so': 'answering',
  'res_stasis_recording.so': 'recordings',
  'res_stasis_snoop.so': 'recordings',
  'func_talkdetect.so': 'the silence and the speech of callers',
  'res_manager_devicestate.so': 'the states of phones',
};

/** Lets Asterisk read its configuration of SIP and its certificates anew. */
export async function reloadSip(connection: Pick<AriConnection, 'request'>): Promise<void> {
  await connection.request('asterisk', 'reloadModule', { moduleName: 'res_pjsip.so' });
}

/** Says in the log which modules are missing: Asterisk may have been restarted with others. Never rejects. */
export async function tellMissingModules(
  connection: Pick<AriConnection, 'request'>,
  log: Log,
): Promise<void> {
  try {
    const running = runningModules(await connection.request('asterisk', 'listModules', {}));
    const missing = Object.entries(CALLS_NEED).filter(([name]) => !running.has(name));
    if (missing.length === 0) return;
    const { code, message: cause, cure } = moduleMissing(missing);
    log.error(cause, { code, cause, cure });
  } catch (error) {
    log.warn('Asterisk does not say which modules it has', { error: messageOf(error) });
  }
}

function moduleMissing(missing: readonly (readonly [name: string, what: string])[]): TelephonyError {
  const names = missing.map(([name, what]) => `${name} (${what})`).join(', ');
  return new TelephonyError(
    'MODULE_MISSING',
    `Asterisk runs without ${names}`,
    'Load it in modules.conf as dialplan/modules.conf does, and restart Asterisk',
  );
}

function runningModules(list: unknown): ReadonlySet<unknown> {
  if (!Array.isArray(list)) return new Set();
  return new Set(list.filter((one) => one?.status === 'Running').map((one) => one.name));
}
