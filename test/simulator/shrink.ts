import { run } from './run.ts';
import type { Story, StoryEvent } from './story.ts';

/** So many runs may go into one shorter story. */
const MOST_RUNS = 400;

/** The shortest story found that breaks the same rule: without the events that do not matter for it. */
export async function shrink(story: Story, rule: string): Promise<Story> {
  let runs = 0;
  const breaks = async (events: readonly StoryEvent[]): Promise<boolean> => {
    runs += 1;
    const { violations } = await run(lasting(story, events));
    return violations.some((one) => one.rule === rule);
  };
  let events = await until(story, rule);
  for (let size = Math.ceil(events.length / 2); size >= 1; ) {
    const before = events.length;
    for (let from = 0; from < events.length && runs < MOST_RUNS; ) {
      const fewer = [...events.slice(0, from), ...events.slice(from + size)];
      if (await breaks(fewer)) events = fewer;
      else from += size;
    }
    if (runs >= MOST_RUNS || (size === 1 && events.length === before)) break;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return lasting(story, events);
}

/** Without what comes after the violation. */
async function until(story: Story, rule: string): Promise<readonly StoryEvent[]> {
  const { violations } = await run(story);
  const at = Math.min(...violations.flatMap((one) => (one.rule === rule ? [one.at] : [])));
  const events = story.events.filter((event) => event.at <= at);
  const shorter = await run(lasting(story, events));
  return shorter.violations.some((one) => one.rule === rule) ? events : story.events;
}

/** The same story with these events, as long as they last. */
function lasting(story: Story, events: readonly StoryEvent[]): Story {
  const lengthMs = Math.min(story.lengthMs, (events.at(-1)?.at ?? 0) + 60_000);
  return { ...story, events, lengthMs };
}
