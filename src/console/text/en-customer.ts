import type { ZH_CUSTOMER } from './zh-customer.ts';

/** The texts of a customer's page, in English. */
export const EN_CUSTOMER: typeof ZH_CUSTOMER = {
  title: 'Customer',
  withheld: 'number withheld',
  search: 'Whole number',
  searchHint: 'such as 13800138000',
  find: 'Find',
  nobody: 'Open the customer’s page from a callback or a call, or type the customer’s whole number.',
  about: 'The customer',
  language: 'Language',
  used: (at) => `chosen by the customer, last used ${at}`,
  doNotCall: 'Do-not-call list',
  mayCall: 'not on the list',
  wishes: 'How often',
  never: 'never to be called by a programme',
  everyDays: (days) => `at least ${days} days apart`,
  records: 'Complaints and other records',
  recordTypes: {
    complaint: 'complaint',
    urgent: 'urgent alert',
    nuisance: 'nuisance',
    beyond: 'beyond the agent’s authority',
    suggestion: 'suggestion',
  },
  callbacks: 'Callbacks',
  calls: 'Calls',
  newest: (shown, all) => `the newest ${shown} of ${all}`,
  toBoard: 'Open on the board',
  line: 'Line',
  agent: 'Agent',
  way: 'Way',
  ways: { in: 'called in', out: 'called back', alert: 'alert' },
  inProgress: 'in progress',
  hungUpFirst: 'customer hung up first',
  disposition: (key) => `result ${key}`,
  clauses: 'Standard',
  kept: (n) => `${n} kept`,
  broken: (clause) => `broken: ${clause}`,
  measured: (value, limit, unit) => {
    const units: Readonly<Record<string, string>> = { s: 's', rings: 'rings', count: 'times' };
    return `${value} of at most ${limit} ${units[unit] ?? unit}`;
  },
};
