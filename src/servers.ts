// What the engine's servers ask of the engine, the store and the configuration. The tests of the API, of FastAGI and of webhooks build
// their ports here, too, around an engine on the simulated Asterisk.

import type { AppOptions } from './app-options.ts';
import { areaPrefix, phoneNumber } from './config/numbers.ts';
import type { Site } from './config/site.ts';
import { isSchedule } from './config/site-schema.ts';
import { momentOf } from './config/time-zone.ts';
import { closedNow } from './engine/closures.ts';
import type { Engine } from './engine/engine.ts';
import type { Log } from './engine/ports.ts';
import type { SoundLibrary } from './host/sounds.ts';
import { MASKING } from './log/mask.ts';
import type { LineZones } from './store-reading.ts';
import type { AgiPorts } from './telephony/fastagi/answers.ts';
import type { ApiPorts } from './web/ports.ts';
import type { Webhook, WebhookPorts } from './web/webhooks/ports.ts';

/** The time, UTC ms. */
type Now = () => number;

/** What the API asks of the configuration. `site`: the one in force; `agents`: those that the engine has, for a reload adds none. */
interface ApiConfiguration {
  readonly site: () => Pick<Site, 'lines' | 'timeZone' | 'region'>;
  readonly agents: Site['agents'];
  readonly now: Now;
}

/** What is read of callbacks for their figures. */
export type StoreFigures = ApiPorts['callbackFigures'];

/** The time zones of the lines. */
export function lineZones({ lines, timeZone }: Pick<Site, 'lines' | 'timeZone'>): LineZones {
  return { lines: Object.fromEntries(lines.map((one) => [one.number, one.timeZone])), other: timeZone };
}

export function apiPorts(
  engine: Engine,
  kept: Pick<
    ApiPorts,
    'queries' | 'tablePage' | 'callbackFigures' | 'apiStore' | 'machine' | 'recentLoopDelay'
  >,
  { site, agents, now }: ApiConfiguration,
): ApiPorts {
  const zoneOf = (line: string) => {
    const { lines, timeZone } = site();
    return lines.find(({ number }) => number === line)?.timeZone ?? timeZone;
  };
  return {
    ...kept,
    feed: engine.facts,
    failedInputs: () => engine.failedInputs,
    figures: () => engine.figures,
    turned: () => engine.turned(),
    pendingAnswer: (who, key) => engine.pendingAnswer(who, key),
    commands: engine.desk,
    masked: MASKING,
    lines: () => site().lines.map(({ number }) => number),
    lineOf: (number) => engine.site.line(number) ?? null,
    agents: () => agents,
    pauseReasons: () => engine.site.pauseReasons,
    mayDial: (raw, line) => engine.mayDial(raw, line),
    programmes: engine.programmes,
    startOfDay: (line, day) => momentOf({ day, minutes: 0 }, zoneOf(line)),
    isSchedule,
    areaOf: (raw) => areaPrefix(raw, site().region),
    numberOf: (raw) => phoneNumber(raw, site().region)?.e164 ?? null,
    now,
  };
}

/** What a dialplan asks. `sounds`: the prompts that are in force. */
export function agiPorts(
  engine: Engine,
  of: {
    readonly soundsDir: string;
    readonly sounds: () => Pick<SoundLibrary, 'durations'>;
    readonly now: Now;
  },
): AgiPorts {
  return {
    requestCallback: (wish) => engine.desk.requestCallback(wish),
    site: engine.site,
    closed: (line, wall) => closedNow(line, wall, engine.site, engine.desk.closures()),
    mayDial: (raw, line) => engine.mayDial(raw, line),
    sounds: of.soundsDir,
    has: (prompt, language) => of.sounds().durations[language][prompt] !== undefined,
    now: of.now,
  };
}

/** What programs that are told of callbacks are told from. */
export function webhookPorts(
  engine: Pick<Engine, 'facts'>,
  kept: Pick<WebhookPorts, 'queries' | 'outbox'>,
  of: { readonly log: Log; readonly now: Now },
): WebhookPorts {
  return { ...kept, feed: engine.facts, masked: MASKING, ...of };
}

/** Other programs that are told of callbacks. */
export function webhooksOf({ site, webhookSecrets }: Pick<AppOptions, 'site' | 'webhookSecrets'>): Webhook[] {
  return site.webhooks.map((hook) => ({ ...hook, secret: webhookSecrets.get(hook.url) ?? '' }));
}
