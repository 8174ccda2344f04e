import { expect, it } from 'vitest';
import { missingProgramme } from '../../src/cli/programmes/read.ts';

const programmes = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `p-${index}` }));

it.each([
  [0, 'it has none; `sansheng programmes import` makes one'],
  [2, 'there are: p-0, p-1; see all with `sansheng programmes list`'],
  [11, /^there are: p-0, .*, p-9 …; see all/],
])(
  'a programme that is not there: which site was asked is said, and which of its %i there are',
  (count, cure) => {
    expect(missingProgramme('p-99', programmes(count), '/srv/var/site-15060')).toMatchObject({
      message: 'the site in /srv/var/site-15060 has no programme p-99',
      cure: typeof cure === 'string' ? cure : expect.stringMatching(cure),
    });
  },
);
