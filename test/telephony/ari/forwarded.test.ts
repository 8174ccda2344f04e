import { expect, test } from 'vitest';
import { readAriEvent } from '../../../src/telephony/ari/events.ts';
import { Legs } from '../../../src/telephony/ari/legs.ts';

const peer = { id: 'agent', caller: { number: '1' } };

function taken(...events: readonly object[]) {
  const legs = new Legs();
  legs.expect('agent', false);
  return events.flatMap((one) => {
    const event = readAriEvent(JSON.stringify(one));
    return event ? legs.take(event) : [];
  });
}

test('a phone that names another one is told of as that, though Asterisk ends the leg before it tells of a status', () => {
  const [ended] = taken(
    { type: 'Dial', peer, dialstatus: '', forward: '' },
    { type: 'Dial', peer, dialstatus: 'CANCEL', forward: '8001' },
    { type: 'ChannelDestroyed', channel: peer, cause: 23 },
  );
  expect(ended).toMatchObject({ type: 'legEnded', how: 'unreachable', refusal: 'forwards' });
});

test('a phone that is gone names nobody', () => {
  const [ended] = taken(
    { type: 'Dial', peer, dialstatus: '' },
    { type: 'ChannelDestroyed', channel: peer, cause: 20 },
  );
  expect(ended).toMatchObject({ refusal: 'noReply' });
});
