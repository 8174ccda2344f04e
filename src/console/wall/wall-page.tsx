import { defineComponent, onBeforeUnmount, onMounted, ref } from 'vue';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import type { LiveAnswer } from '../../web/live.ts';
import { agentName } from '../api/session.ts';
import { customerLink } from '../logic/customer-address.ts';
import { timeLeft, waitClock } from '../logic/time-left.ts';
import { type AgentGroup, agentsByGroup, wallFigures } from '../logic/wall.ts';
import { KeysDialog } from '../parts/keys-dialog.tsx';
import { engineNow } from '../parts/now.ts';
import { onKeys } from '../parts/shortcuts.ts';
import { consoleLanguage, texts } from '../text/text.ts';
import { WaitingTable } from './waiting-table.tsx';
import { WallState } from './wall-state.ts';

interface FigureProps {
  readonly name: string;
  readonly value: string | number;
  readonly more?: string;
  readonly level?: 'late' | 'soon' | '' | undefined;
}

function Figure({ name, value, more, level }: FigureProps) {
  return (
    <div class={['figure', level ? `figure-${level}` : '']}>
      <dt>{name}</dt>
      <dd>
        {value} {more ? <small>{more}</small> : null}
      </dd>
    </div>
  );
}

function Figures({ picture }: { readonly picture: LiveAnswer }) {
  const { wall } = texts.value;
  const { waiting, longest, talking, free, there } = wallFigures(picture, engineNow.value);
  const { open, atRisk, overdue } = picture.callbacks;
  return (
    <dl class="figures">
      <Figure name={wall.waiting} value={waiting} />
      <Figure name={wall.longest} value={longest === null ? '–' : waitClock(longest)} />
      <Figure name={wall.talking} value={talking} />
      <Figure
        name={wall.free}
        value={free}
        more={wall.there(there)}
        level={waiting > 0 && free === 0 ? 'soon' : ''}
      />
      <Figure name={wall.openCallbacks} value={open} />
      <Figure name={wall.atRisk} value={atRisk} level={atRisk > 0 ? 'soon' : ''} />
      <Figure name={wall.overdue} value={overdue} level={overdue > 0 ? 'late' : ''} />
    </dl>
  );
}

function groupName(group: AgentGroup): string {
  const { wall } = texts.value;
  if (group === 'paused' || group === 'offline' || group === 'loggedOut') return wall[group];
  return wall.doing[group];
}

/** The reason of a pause and since when; or until when the wrap-up goes. */
function agentMore({
  pauseReason,
  availability,
  availableSince,
  until,
  missed,
}: LiveAnswer['agents'][number]): string {
  const { wall } = texts.value;
  const paused = availability === 'paused' && availableSince !== null;
  const parts = [
    pauseReason,
    paused ? waitClock(engineNow.value - Date.parse(availableSince)) : null,
    until === null ? null : `−${waitClock(Date.parse(until) - engineNow.value)}`,
    missed > 0 ? wall.missed(missed) : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

function Agents({ agents }: { readonly agents: LiveAnswer['agents'] }) {
  return (
    <div class="groups">
      {agentsByGroup(agents).map(([group, members]) => (
        <section key={group} class={`group group-${group}`} aria-label={groupName(group)}>
          <h3>
            {groupName(group)} <span class="count">{members.length}</span>
          </h3>
          <ul>
            {members.map((one) => (
              <li key={one.id}>
                {one.name} <small>{one.id}</small> <small class="more">{agentMore(one)}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Urgent({ callbacks }: { readonly callbacks: readonly CallbackAnswer[] }) {
  const { board, wall, status } = texts.value;
  if (callbacks.length === 0) return <p class="calm">{wall.noPromises}</p>;
  return (
    <table class="wall">
      <caption class="unseen">{wall.promisesTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{board.columns.number}</th>
          <th scope="col">{board.columns.name}</th>
          <th scope="col">{board.columns.deadline}</th>
          <th scope="col">{board.columns.status}</th>
          <th scope="col">{board.columns.agent}</th>
        </tr>
      </thead>
      <tbody>
        {callbacks.map((one) => {
          const { level, words } = timeLeft(
            Date.parse(one.deadlineAt),
            engineNow.value,
            consoleLanguage.value,
          );
          return (
            <tr key={one.id}>
              <td class="number">
                <a href={customerLink({ callback: one.id })}>{one.number}</a>
              </td>
              <td>{one.name}</td>
              <td class={`time-${level}`}>
                <strong>{words}</strong>
              </td>
              <td>{status[one.status]}</td>
              <td>{agentName(one.assigned ?? one.agent)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Picture({ picture, state }: { readonly picture: LiveAnswer; readonly state: WallState }) {
  const { wall } = texts.value;
  return (
    <>
      <Figures picture={picture} />
      <div class="wall-columns">
        <section>
          <h2>{wall.waitingTitle}</h2>
          <WaitingTable calls={picture.calls} />
          <h2>{wall.promisesTitle}</h2>
          <Urgent callbacks={state.urgent.value} />
        </section>
        <section>
          <h2>{wall.agentsTitle}</h2>
          <Agents agents={picture.agents} />
        </section>
      </div>
    </>
  );
}

/** The page of a supervisor, and of the screen on the wall: who waits, who is there, which promises burn. */
export const WallPage = defineComponent(
  () => {
    const state = new WallState();
    const page = ref<HTMLElement | null>(null);
    const isKeysOpen = ref(false);
    const fullScreen = () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void page.value?.requestFullscreen();
    };
    const openKeys = () => {
      isKeysOpen.value = true;
    };
    const endKeys = onKeys({ f: fullScreen, '?': openKeys });
    onMounted(() => void state.start());
    onBeforeUnmount(() => {
      endKeys();
      state.stop();
    });
    return () => (
      <main class="wall-page" ref={page}>
        <header class="wall-head">
          <h1>{texts.value.wall.title}</h1>
          <button type="button" onClick={fullScreen}>
            {texts.value.wall.fullScreen}
          </button>
        </header>
        {state.fault.value ? (
          <p class="fault" role="alert">
            {state.fault.value}
          </p>
        ) : null}
        {state.picture.value ? (
          <Picture picture={state.picture.value} state={state} />
        ) : (
          <p>{texts.value.loading}</p>
        )}
        {isKeysOpen.value ? <KeysDialog leave={() => (isKeysOpen.value = false)} /> : null}
      </main>
    );
  },
  { name: 'WallPage' },
);
