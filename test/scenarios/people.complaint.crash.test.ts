import { expect, it } from 'vitest';
import { aTalk } from './support/call-fixtures.ts';
import { COMPLAINTS_AGENT, WITH_STAFF } from './support/complaint-fixtures.ts';
import { transferTo, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { seconds } from './support/standard.ts';

it('people.complaint: the complaints agent takes over although the engine crashes in the apology', () =>
  scenario(
    WITH_ESCALATION,
    async (s) => {
      const { agent, caller } = await transferTo(s, '*51', '8800');
      await s.after(seconds(2));
      await s.crash();
      await s.after(seconds(1));
      await s.restart();
      await s.after(seconds(25));
      expect(agent.gone).toBe(true);
      s.expect(caller).hears('<8800>');
      s.fact('people.complaint', 'kept', COMPLAINTS_AGENT);
    },
    WITH_STAFF,
  ));

// before the third of them the key is only half pressed
it.each([3, 4, 5, 6, 7, 8])(
  'people.complaint: the caller is transferred or called back when the engine crashes after %i commits',
  (commits) =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const colleague = s.agent('8800').registered().answersAfter(seconds(2));
        const { agent, caller } = await aTalk(s);
        s.crashAfterCommits(commits);
        agent.presses('*51');
        for (let waited = 0; !s.engineIsDead() && waited < 30; waited += 1) await s.after(seconds(1));
        await s.crash();
        await s.after(seconds(1));
        await s.restart();
        await s.after(seconds(40));
        expect(agent.gone).toBe(true);
        // a phone that was about to ring is taken for one that nobody picks up: then it is a callback
        const calledBack = s.records.callbacks.some(({ kind }) => kind === 'complaint');
        expect(colleague.inCall || calledBack).toBe(true);
        const [unknown] = s.records.happened('notJudged');
        // the engine died before it could order the apology: what nobody has heard is not kept
        if (unknown) s.expect(caller).never('people.complaint.apology');
        else s.fact('people.complaint', 'kept');
        s.records.neverBroken('people.complaint');
        if (!calledBack) s.expect(caller).hears('<8800>');
      },
      WITH_STAFF,
    ),
);
