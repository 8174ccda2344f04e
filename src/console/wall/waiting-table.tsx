import type { LiveAnswer } from '../../web/live.ts';
import { agentName } from '../api/session.ts';
import { customerLink } from '../logic/customer-address.ts';
import { waitClock } from '../logic/time-left.ts';
import { nextDue, waitingByLine } from '../logic/wall.ts';
import { engineNow } from '../parts/now.ts';
import { texts } from '../text/text.ts';

type WaitingCall = LiveAnswer['calls'][number];

function NextCell({ call }: { readonly call: WaitingCall }) {
  const { wall } = texts.value;
  const next = nextDue(call, engineNow.value);
  if (next === null) return <td />;
  const { what, left } = next;
  const words = left < 0 ? wall.lateBy(waitClock(-left)) : wall.in(waitClock(left));
  return (
    <td class={left < 0 ? 'time-late' : undefined}>
      {wall.due[what]} <strong>{words}</strong>
    </td>
  );
}

function whereText({ phase, agent, ringing }: WaitingCall): string {
  const { wall } = texts.value;
  if (ringing !== null) return wall.ringing(agentName(ringing));
  if (phase === 'held') return agent === null ? wall.onHold : `${wall.onHold} · ${agentName(agent)}`;
  return phase === 'ringing' ? wall.rings : wall.inQueue;
}

function WaitingRow({ call }: { readonly call: WaitingCall }) {
  const { languages, wall } = texts.value;
  const waited = call.waitsSince === null ? '' : waitClock(engineNow.value - Date.parse(call.waitsSince));
  return (
    <tr>
      <td class="number">
        <a href={customerLink({ call: call.id })}>{call.number ?? wall.withheld}</a>
      </td>
      <td>{languages[call.language]}</td>
      <td>{whereText(call)}</td>
      <td class="clock">{waited}</td>
      <NextCell call={call} />
    </tr>
  );
}

function LineHead({ line, count }: { readonly line: string; readonly count: number }) {
  return (
    <tr class="line">
      <th scope="rowgroup" colspan={5}>
        {texts.value.wall.line} {line} <small>{texts.value.wall.lineWaits(count)}</small>
      </th>
    </tr>
  );
}

/** Who waits on each line, with the clock, and what the standard has done next. */
export function WaitingTable({ calls }: { readonly calls: readonly WaitingCall[] }) {
  const { wall } = texts.value;
  const lines = waitingByLine(calls);
  if (lines.length === 0) return <p class="calm">{wall.nobodyWaits}</p>;
  return (
    <table class="wall">
      <caption class="unseen">{wall.waitingTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{wall.number}</th>
          <th scope="col">{wall.language}</th>
          <th scope="col">{wall.phase}</th>
          <th scope="col">{wall.waited}</th>
          <th scope="col">{wall.next}</th>
        </tr>
      </thead>
      {lines.map(([line, waiting]) => (
        <tbody key={line}>
          <LineHead line={line} count={waiting.length} />
          {waiting.map((call) => (
            <WaitingRow key={call.id} call={call} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
