// The five standards, held against what callers hear: every phrase in its place, every number measured.

import { expect, test } from 'vitest';
import { SOURCES } from '../../../src/core/standard/catalogue/clause.ts';
import { runGroups, scenarioGroup } from '../support/scenario-group.ts';
import * as back from './callbacks.ts';
import * as calls from './calls.ts';
import { promptsOf } from './lines.ts';
import { FLOOR, fiveLines, playAll, type Script } from './stage.ts';
import { listeningTests } from './suite.ts';
import { agentsUnavailable, unstaffed } from './unstaffed.ts';

const { phrases, hold, noise, signal, silent, complaint, supervisor, nuisance, misdial } = calls;
const { goodbyeByKey, survey, language, outage, consent, complaintAlone, supervisorAlone } = calls;
const { callback, news, oneway, satisfied, dissatisfied } = back;

/** With the complaints desk and the supervisor there. */
const STAFFED: Script = {
  gas: { news, phrases, hold, consent, language, callback },
  telecom: {
    ...{ phrases, hold, language, callback, misdial },
    firstFollowUp: back.programme('firstFollowUp'),
    secondFollowUp: back.programme('secondFollowUp'),
    billChange: back.programme('billChange'),
    zeroUsage: back.programme('zeroUsage'),
  },
  aftersales: {
    ...calls.manyPhrases,
    ...{ hold, silent, nuisance, noise, signal, complaint, supervisor, language, outage, goodbyeByKey },
  },
  desk400: { hold, phrases, complaint, supervisor, survey, satisfied, dissatisfied },
  ticketing: {
    ...calls.manyPhrases,
    ...{ hold, oneway, silent, nuisance, noise, complaint, supervisor, misdial, language, callback },
    goodbyeByKey,
  },
};

/** With agents only. */
const ALONE: Script = {
  gas: {},
  telecom: {},
  aftersales: { complaintAlone, supervisorAlone },
  desk400: { complaintAlone, supervisorAlone },
  ticketing: { complaintAlone, supervisorAlone },
};

const NAMES = [STAFFED, ALONE].flatMap((script) => Object.values(script).flatMap(Object.keys));
/** Nobody is there at first. */
const UNSTAFFED = ['queue', 'offered', 'late', 'givenUp'];

const staffed = scenarioGroup(fiveLines([...FLOOR, '8800', '8900'], { followsUp: true }), {
  calls: (site) => playAll(site, STAFFED, 10),
});
const alone = scenarioGroup(fiveLines(FLOOR.slice(0, 6)), { calls: (site) => playAll(site, ALONE, 11) });
const nobody = scenarioGroup(agentsUnavailable(), { calls: unstaffed });

runGroups(staffed, alone, nobody);

const transcripts = listeningTests('calls', new Set([...NAMES, ...UNSTAFFED]), async () => [
  ...(await staffed.results.calls()),
  ...(await alone.results.calls()),
  ...(await nobody.results.calls()),
]);

/** Why a phrase of a standard is heard in none of these calls. */
const NOT_HERE: Readonly<Record<string, string>> = {};

test.each(SOURCES)(
  'every sentence that the file of %s names is heard in one of its calls',
  async (source) => {
    const own = (await transcripts()).filter(({ line }) => line === source).flatMap(({ heard }) => heard);
    const heard = new Set(own.flatMap(({ id, orElse, whole }) => (whole ? [id, ...orElse] : [])));
    const unheard = [...promptsOf(source)].filter((id) => !heard.has(id) && !(id in NOT_HERE));
    expect(unheard).toEqual([]);
  },
);
