import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../../../src/config/site.ts';

/** Numbers that the engine does not know: a dialplan of an admin's own answers them. */
export const PLAIN = {
  /** Waits in app_queue, then is promised a callback. */
  queue: '4008800001',
  /** The same where no engine runs. */
  away: '4008800002',
  /** The same where the engine has been stopped, and so is silent. */
  frozen: '4008800003',
  /** Is greeted and told the hours. */
  greeting: '4008800004',
} as const;

/** The line whose callbacks they get. */
const LINE = '4008001234';
/** Seconds that a caller waits among those whom nobody answers. */
export const QUEUE_SECONDS = 3;

/** A context of an admin's own beside the product's, with app_queue, which the product leaves out: as docs/admin/dialplan-callback.md has
 * it.
 * @param silent a port that takes connections and says nothing */
export function plainQueue(sounds: string, silent: () => number) {
  return async (etc: string, { ports }: Site): Promise<void> => {
    const say = (...prompts: readonly string[]) => prompts.map((p) => `${sounds}/zh/${p}`).join('&');
    const waiting = (exten: string, port: number) => `
exten = ${exten},1,Answer()
 same = n,Set(SINCE=\${EPOCH})
 same = n,Queue(plain,,,,${QUEUE_SECONDS})
 same = n,Set(AGIEXITONHANGUP=yes)
 same = n,Set(TIMEOUT(absolute)=5)
 same = n,AGI(agi://127.0.0.1:${port}/callback,line=${LINE},since=\${SINCE})
 same = n,Set(TIMEOUT(absolute)=0)
 same = n,GotoIf($["\${SANSHENG_CALLBACK}" = ""]?sorry,s,1)
 same = n,Playback(${say('hold.promise', 'close.goodbye')})
 same = n,Hangup()
`;
    const dialplan = `
[from-trunk]
${Object.values(PLAIN)
  .map((number) => `exten = ${number},1,Goto(from-plain-queue,${number},1)`)
  .join('\n')}

[from-plain-queue]
${waiting(PLAIN.queue, ports.agi)}
${waiting(PLAIN.away, 1)}
${waiting(PLAIN.frozen, silent())}
exten = ${PLAIN.greeting},1,Answer()
 same = n,AGI(agi://127.0.0.1:${ports.agi}/open,line=${LINE})
 same = n,AGI(agi://127.0.0.1:${ports.agi}/greeting,line=${LINE})
 same = n,Playback(\${SANSHENG_PROMPTS})
 same = n,GotoIf($["\${SANSHENG_OPEN}" = "0"]?bye)
 same = n,Playback(${say('close.goodbye')})
 same = n(bye),Hangup()
exten = T,1,Goto(sorry,s,1)

[sorry]
exten = s,1,Set(TIMEOUT(absolute)=0)
 same = n,Playback(${say('fallback.apology')})
 same = n,Hangup()
`;
    await appendFile(join(etc, 'extensions.conf'), dialplan);
    await appendFile(join(etc, 'modules.conf'), '\nrequire = app_queue.so\n');
    await writeFile(join(etc, 'queues.conf'), '[general]\n\n[plain]\nstrategy = ringall\njoinempty = yes\n');
  };
}
