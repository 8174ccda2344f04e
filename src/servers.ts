import type { AppOptions } from './app-options.ts';
import type { Language, PromptId } from './core/ids.ts';
import type { CallbackRequest } from './core/model/callback.ts';
import type { Engine } from './engine/engine.ts';
import { systemClock } from './host/clock.ts';
import type { SoundLibrary } from './host/sounds.ts';
import { MASKING } from './log/mask.ts';
import { createFastAgi, type FastAgi } from './telephony/fastagi/server.ts';
import type { WebhookPorts } from './web/webhooks/ports.ts';
import { createWebhooks, type Webhooks } from './web/webhooks/webhooks.ts';

/** What a dialplan asks. `heard`: the prompts that are in force. */
export function agiOf(
  { site, soundsDir: sounds, log }: AppOptions,
  engine: Engine,
  heard: () => SoundLibrary,
): FastAgi {
  const ports = {
    requestCallback: (wish: CallbackRequest) => engine.desk.requestCallback(wish),
    site: engine.site,
    mayDial: (raw: string, line: string) => engine.mayDial(raw, line),
    sounds,
    has: (prompt: PromptId, language: Language) => heard().durations[language][prompt] !== undefined,
    now: () => systemClock.now().wall,
  };
  return createFastAgi(site.ports.agi, ports, log);
}

/** Other programs that are told of callbacks. */
export function webhooksOf(
  { site, webhookSecrets, log }: AppOptions,
  ports: Pick<WebhookPorts, 'queries' | 'outbox' | 'feed'>,
): Webhooks {
  const hooks = site.webhooks.map((hook) => ({ ...hook, secret: webhookSecrets.get(hook.url) ?? '' }));
  return createWebhooks(hooks, { ...ports, masked: MASKING, now: () => systemClock.now().wall, log });
}
