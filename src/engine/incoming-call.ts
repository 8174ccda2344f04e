import type { Arrival } from '../core/call/incoming-call.ts';
import { mayBeSuperseded } from '../core/call/moves/superseded.ts';
import { customerAttempts } from '../core/callback/callback-end.ts';
import { isPendingFollowUp } from '../core/callback/state.ts';
import type { CallId } from '../core/ids.ts';
import type { Recording } from '../core/model/call.ts';
import { concerns, isOn } from '../core/outage/step.ts';
import { isRecorded } from '../core/quality/sample.ts';
import { e164Of } from '../core/rules.ts';
import type { Timestamp } from '../core/time.ts';
import { closedNow } from './closures.ts';
import type { TelephonyEvent } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';

/** A caller who rings in, as the network tells it. */
export type IncomingCaller = Omit<Extract<TelephonyEvent, { type: 'callArrived' }>, 'type'>;

/** The arrival with all that is known beforehand: the language that this number has chosen before, an outage that concerns it,
 * whether the line is closed, and the key for complaints. Undefined for a number that is no line of ours. */
export function arrivalOf(
  id: string,
  caller: IncomingCaller & Pick<Arrival, 'found' | 'arrivedAt'>,
  at: Timestamp,
  site: EngineSite,
  registry: Registry,
): Arrival | undefined {
  const line = site.line(caller.line);
  if (!line) return undefined;
  const number = e164Of(site.rules(line.standard).mayDial(caller.from, caller.line));
  const chosen = number === null ? undefined : registry.customers.get(number)?.language;
  const known = chosen !== undefined && line.languages?.includes(chosen) ? chosen : null;
  const outage = newest([...registry.outages.values()].filter((o) => !o.closes && isOn(o, at.wall)));
  const concerned = outage.find((o) => concerns(o, caller.line, number));
  const closed = closedNow(caller.line, at.wall, site, registry.outages.values());
  // whoever is found in Asterisk has a place there
  const refusal = caller.found ? null : refusalOf(site, registry);
  // who hears that the line is closed takes no agent's time
  const refused = closed && refusal === 'told' ? null : refusal;
  const full = refused === 'told' ? { hours: [], opensAt: at.wall, full: true as const } : null;
  const reception = {
    choose: known ? null : line.languages,
    outage: concerned ? { id: concerned.id } : null,
    closed: closed ?? full,
    ...(line.complaintKey === null ? {} : { complaintKey: line.complaintKey }),
  };
  const ahead = reception.choose ?? reception.outage ?? reception.closed ?? line.complaintKey;
  return {
    ...caller,
    id,
    language: known ?? line.language,
    salutation: site.salutation(caller.line, at.wall),
    ...recordingOf(line, id),
    ...(known ? { remembered: true } : {}),
    ...(refused ? { refused } : {}),
    ...(ahead ? { preQueue: reception } : {}),
    ...(number !== null && registry.doNotCall.has(number) ? { doNotCall: [number] } : {}),
    ...(number === null ? {} : openFor(number, caller.line, registry)),
  };
}

/** Whether there is room for one more caller. */
function refusalOf({ callers }: EngineSite, registry: Registry): Arrival['refused'] | null {
  if (!callers) return null;
  const there = [...registry.calls.values()].filter(({ direction, customer }) => {
    return direction === 'in' && customer.leg !== null;
  }).length;
  if (there < callers.most) return null;
  return there < callers.most + callers.told ? 'told' : callers.refuseAs;
}

/** callback.number: the callback that goes on with the call of who rings in. Not one whose customer has been talked with, and of
 * which it is not known yet what came of that. */
function openFor(number: string, line: string, registry: Registry): Pick<Arrival, 'callback'> {
  const open = registry.openCallback(number, line);
  // callback.follow_up: the call is about something else
  if (!open || isPendingFollowUp(open)) return {};
  const { id, kind, promisedAt: since, place, status, name } = open;
  const under = status.is === 'attempting' ? registry.calls.get(status.call) : undefined;
  if (under && !mayBeSuperseded(under)) return {};
  const attempt = customerAttempts(open) + 1;
  return { callback: { id, kind, since, place, attempt, ...(name ? { name } : {}) } };
}

/** quality.check: whether a call on that line is recorded, and its caller told. */
export function recordingOf(line: ReturnType<EngineSite['line']>, call: CallId): { recording?: Recording } {
  const mode = line?.recording ?? 'off';
  if (mode === 'off') return {};
  return { recording: { wanted: isRecorded(mode, call), notice: line?.recordingNotice ?? false } };
}

function newest<T extends { readonly from: number }>(outages: readonly T[]): T[] {
  return outages.toSorted((a, b) => b.from - a.from);
}
