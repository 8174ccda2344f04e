import type { Rules } from '../core/rules.ts';
import { isCallingTime, nextCallingTime } from './calling-time.ts';
import { checkDial, phoneNumber } from './numbers.ts';
import type { Site, SiteLine } from './site.ts';
import { nextTimeOfDate, nextTimeOfDay } from './time-zone.ts';

type DialledLine = Pick<SiteLine, 'number' | 'region' | 'timeZone' | 'callbacks'>;

/** What of a site says whom it dials, and when. */
export interface DiallingSite extends Pick<Site, 'region' | 'timeZone' | 'callbacks'> {
  readonly lines: readonly DialledLine[];
}

type DialRules = Pick<Rules, 'mayDial' | 'nextCallingTime' | 'nextTimeOfDay' | 'dialLimits'>;

/** callback.purpose: whom the lines of a site may dial, and when, as far as its configuration says. A line that is there no more
 * dials as the site does where no line says anything. */
export function dialRules(site: DiallingSite): DialRules {
  const lines = new Map(site.lines.map((line) => [line.number, line]));
  const own = new Set(site.lines.map(({ number, region }) => phoneNumber(number, region)?.e164));
  const of = (line: string): Omit<DialledLine, 'number'> => lines.get(line) ?? site;
  return {
    mayDial(raw, line) {
      const { region, callbacks } = of(line);
      const asked = checkDial(raw, region, callbacks);
      if (!('number' in asked) || !own.has(asked.number.e164)) return asked;
      return { refused: 'ownLine', e164: asked.number.e164 };
    },
    nextCallingTime(line, wall, customer) {
      const { callbacks, timeZone } = of(line);
      return nextCallingTime(callbacks.hours, wall, timeZone, customer);
    },
    dialLimits: (line) => of(line).callbacks,
    nextTimeOfDay(line, hour, minute, wall, on) {
      const { callbacks, timeZone } = of(line);
      const next = on
        ? nextTimeOfDate(wall, timeZone, on, hour * 60 + minute)
        : nextTimeOfDay(wall, timeZone, hour, minute);
      if (next === null) return null;
      return isCallingTime(callbacks.hours, next, timeZone) ? next : null;
    },
  };
}
