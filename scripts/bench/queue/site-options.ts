import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../../../src/config/site.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { SiteOptions } from '../../../test/asterisk/support/site.ts';
import { NUMBERS } from './kinds.ts';

/** As many phones for the engine's agents as for the members of the queue. */
export const PHONES = 300;
const FIRST_AGENT = 8001;
/** Phones of which the engine knows nothing: it is not told what they do. */
const FIRST_MEMBER = 9001;
/** 20 calls a second of 5 s have 200 legs, and a leg has two ports. */
const RTP = { rtpFirst: 50_000, rtpLast: 51_999 };

const ids = (first: number) => Array.from({ length: PHONES }, (_, n) => String(first + n));
export const AGENTS = ids(FIRST_AGENT);
const MEMBERS = ids(FIRST_MEMBER);

/** Of this standard nothing is left but the number of rings. */
const PLAIN_BASE = 'telecom';

function plain(shipped: Standard): Standard {
  const rings = shipped.clauses['answer.rings'];
  if (!rings) throw new Error(`${PLAIN_BASE} has no answer.rings`);
  return { ...shipped, clauses: { 'answer.rings': rings } };
}

/** An agent has the next call a second after the last. */
function strict(shipped: Standard): Standard {
  return { ...shipped, clauses: { ...shipped.clauses, 'close.record': { wrapUpMs: 1000 } } };
}

function change(shipped: Site): Site {
  const [line] = shipped.lines;
  if (!line) throw new Error('the shipped site has no line');
  const [agent] = shipped.agents;
  if (!agent) throw new Error('the shipped site has no agent');
  return {
    ...shipped,
    ports: { ...shipped.ports, ...RTP },
    agents: AGENTS.map((id) => ({ ...agent, id, name: id })),
    lines: [
      { ...line, number: NUMBERS.plain, standard: PLAIN_BASE },
      { ...line, number: NUMBERS.strict, standard: 'strict' },
    ],
  };
}

/** What both the process that starts Asterisk and that of the engine make of the shipped configuration. */
export const ENGINE_SITE: SiteOptions = { standards: { [PLAIN_BASE]: plain, strict }, change };

const GREETING = [
  ...['salute.afternoon', 'company', 'greeting.agent', 'digit.8', 'digit.0', 'digit.0', 'digit.1'],
  'greeting.help',
];

/** Adds app_queue, its members and their dialplan to Asterisk's configuration.
 * @param port where all phones are, on 127.0.0.1 */
export function withQueue(sounds: string, port: number): NonNullable<SiteOptions['configure']> {
  const greeting = GREETING.map((prompt) => `${sounds}/zh/${prompt}`).join('&');
  const { queue, dial, queueGreeting } = NUMBERS;
  const dialplan = `
[from-trunk]
exten = ${queue},1,Queue(bench,r)
 same = n,Hangup()
exten = ${dial},1,Dial(PJSIP/$[${FIRST_MEMBER} + (\${CALLERID(num):-4} % ${PHONES})],30)
 same = n,Hangup()
exten = ${queueGreeting},1,Answer()
 same = n,Playback(${greeting})
 same = n,Queue(bench,r)
 same = n,Hangup()
`;
  const queues = `[general]
autofill = yes
shared_lastcall = no

[bench]
strategy = leastrecent
ringinuse = no
joinempty = yes
timeout = 15
${MEMBERS.map((id) => `member => PJSIP/${id}`).join('\n')}
`;
  return async (etc, { sipHost }) => {
    await appendFile(join(etc, 'extensions.conf'), dialplan);
    await appendFile(join(etc, 'modules.conf'), '\nrequire = app_queue.so\n');
    await writeFile(join(etc, 'queues.conf'), queues);
    const endpoints = MEMBERS.map((id) => member(id, sipHost, port));
    await appendFile(join(etc, 'pjsip-agents.conf'), endpoints.join('\n'));
  };
}

/** Like an agent's phone, but for its address, which is known without a registration. */
function member(id: string, host: string, port: number): string {
  return `
[${id}]
type = endpoint
transport = transport-udp
context = from-agents
disallow = all
allow = alaw,ulaw
aors = ${id}
identify_by = username
direct_media = no
rtp_symmetric = yes
force_rport = yes
media_address = ${host}
bind_rtp_to_media_address = yes
dtmf_mode = rfc4733
moh_suggest = default
device_state_busy_at = 1

[${id}]
type = aor
contact = sip:${id}@127.0.0.1:${port}
`;
}
