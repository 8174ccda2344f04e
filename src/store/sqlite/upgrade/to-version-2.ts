import { key, missing, type StateChange, value } from './change.ts';

/** The events of an agent's login, each with what the agent was before. */
const LOGIN_EVENTS = ['agentLoggedIn', 'agentLoggedOut', 'agentPaused', 'agentResumed'];

/** From what versions up to 6287909 wrote to state version 2. One row for each renamed key or value:
 * `value(kind, path, old, new)`, `key(kind, path of the object, old, new)`. They are applied in this order, so that a path
 * has the names of the rows above it. */
export const TO_VERSION_2: readonly StateChange[] = [
  // versions before the HTTP API kept less of a callback
  missing('callback', { agreedAt: null, reserved: false, revision: 1 }),
  key('call', '', 'ears', 'speech'),
  key('call', '', 'handed', 'transfer'),
  key('call', '', 'owed', 'pendingWrapUps'),
  key('call', '', 'record', 'wrapUp'),
  key('call', '', 'alerted', 'alertRaised'),
  key('call', '', 'hurried', 'priority'),
  key('call', 'phase', 'station', 'step'),
  key('call', 'phase', 'ahead', 'remaining'),
  key('call', 'phase', 'keying', 'entry'),
  key('call', 'phase', 'ending', 'pendingHangup'),
  value('call', 'phase.is', 'reception', 'preQueue'),
  value('call', 'phase.is', 'handing', 'transferring'),
  value('call', 'phase.is', 'keying', 'enteringNumber'),
  value('call', 'phase.is', 'dismissing', 'releasing'),
  value('call', 'phase.is', 'calling', 'customerFirst'),
  value('call', 'phase.is', 'asking', 'pressOne'),
  value('call', 'phase.is', 'alerted', 'playingAlert'),
  value('call', 'outcome', 'gaveUp', 'abandoned'),
  value('call', 'outcome', 'overtaken', 'superseded'),
  key('callback', '', 'hurried', 'priority'),
  key('callback', 'status', 'heldBack', 'blocked'),
  value('callback', 'status.is', 'heldBack', 'blocked'),
  value('callback', 'attempts.outcome', 'gaveUp', 'abandoned'),
  value('callback', 'attempts.outcome', 'overtaken', 'superseded'),
  key('agent', '', 'duty', 'availability'),
  value('agent', 'availability.is', 'in', 'loggedIn'),
  value('agent', 'availability.is', 'out', 'loggedOut'),
  value('agent', 'doing.is', 'passedOver', 'skipped'),
  value('row', 'calls.last', 'gaveUp', 'abandoned'),
  value('row', 'calls.last', 'overtaken', 'superseded'),
  value('fact', 'name', 'agentPassedOver', 'agentSkipped'),
  value('fact', 'name', 'callbackHeldBack', 'callbackBlocked'),
  value('fact', 'name', 'callbackPutOff', 'callbackPostponed'),
  value('fact', 'detail.why', 'heldBack', 'blocked', { name: 'callbackAtRisk' }),
  ...LOGIN_EVENTS.flatMap((name) => [
    value('fact', 'detail.was', 'in', 'loggedIn', { name }),
    value('fact', 'detail.was', 'out', 'loggedOut', { name }),
  ]),
  value('delivery', 'event', 'heldBack', 'blocked'),
  value('delivery', 'detail.why', 'heldBack', 'blocked', { event: 'atRisk' }),
  value('delivery', 'callback.status', 'heldBack', 'blocked'),
  key('delivery', 'callback', 'hurried', 'priority'),
  missing('delivery', { satisfied: null }, 'callback'),
  value('delivery', 'callback.attempts.outcome', 'gaveUp', 'abandoned'),
  value('delivery', 'callback.attempts.outcome', 'overtaken', 'superseded'),
  // an answer is a callback, or has one in it
  ...['', '*.'].flatMap((at) => [
    value('answer', `${at}status`, 'heldBack', 'blocked'),
    key('answer', at.replace('.', ''), 'hurried', 'priority'),
    value('answer', `${at}attempts.outcome`, 'gaveUp', 'abandoned'),
    value('answer', `${at}attempts.outcome`, 'overtaken', 'superseded'),
  ]),
];
