import type { Log } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import type { AriConnection } from './client.ts';

/** The dialplan sends no call to the application when this global variable of Asterisk is older than some seconds. */
const HEARTBEAT = 'SANSHENG_HEARTBEAT';

/** Says that the engine is there, now. */
export async function sendHeartbeat(connection: AriConnection): Promise<void> {
  await setGlobal(connection, HEARTBEAT, String(Math.floor(Date.now() / 1000)));
}

/** Says that the engine goes: the dialplan takes over at once, and does not wait for the heartbeat to expire. Never rejects. */
export async function endHeartbeat(connection: AriConnection, log: Log): Promise<void> {
  try {
    await setGlobal(connection, HEARTBEAT, '0');
  } catch (error) {
    log.warn('could not tell the dialplan that the engine stops', { error: messageOf(error) });
  }
}

/** Sets what the dialplan reads while the engine is away. Never rejects: the next connection sets it again. */
export async function setVariables(
  connection: AriConnection,
  variables: Readonly<Record<string, string>>,
  log: Log,
): Promise<void> {
  try {
    const all = Object.entries(variables);
    await Promise.all(all.map(([name, value]) => setGlobal(connection, name, value)));
  } catch (error) {
    const cause = messageOf(error);
    log.warn('the dialplan could not be told what it needs while the engine is away', { cause });
  }
}

async function setGlobal(connection: AriConnection, variable: string, value: string): Promise<void> {
  await connection.request('asterisk', 'setGlobalVar', { variable, value });
}
