import * as back from './callbacks.ts';
import * as calls from './calls.ts';
import type { Script } from './stage.ts';

const { phrases, hold, noise, signal, silent, complaint, supervisor, nuisance, misdial } = calls;
const { goodbyeByKey, survey, language, outage, consent, complaintAlone, supervisorAlone } = calls;
const { callback, named, promised, news, oneway, satisfied, dissatisfied } = back;

/** With the complaints desk and the supervisor there. */
export const STAFFED: Script = {
  gas: { news, phrases, hold, consent, language, callback, named, promised },
  telecom: {
    ...{ phrases, hold, language, callback, promised, misdial },
    firstFollowUp: back.programme('firstFollowUp'),
    secondFollowUp: back.programme('secondFollowUp'),
    billChange: back.programme('billChange'),
    zeroUsage: back.programme('zeroUsage', back.NAME),
  },
  aftersales: {
    ...calls.manyPhrases,
    ...{ hold, silent, nuisance, noise, signal, complaint, supervisor, language, outage, goodbyeByKey },
    promised,
  },
  desk400: { hold, phrases, complaint, supervisor, survey, satisfied, dissatisfied },
  ticketing: {
    ...calls.manyPhrases,
    ...{ hold, oneway, silent, nuisance, noise, complaint, supervisor, misdial, language, callback },
    ...{ goodbyeByKey, promised, named },
  },
};

/** With agents only. */
export const ALONE: Script = {
  gas: {},
  telecom: {},
  aftersales: { complaintAlone, supervisorAlone },
  desk400: { complaintAlone, supervisorAlone },
  ticketing: { complaintAlone, supervisorAlone },
};

/** The names of all calls; the last ones begin when nobody is there. */
export const NAMES: ReadonlySet<string> = new Set([
  ...[STAFFED, ALONE].flatMap((script) => Object.values(script).flatMap(Object.keys)),
  ...['queue', 'offered', 'late', 'givenUp'],
]);
