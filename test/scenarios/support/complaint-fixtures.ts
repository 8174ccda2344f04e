import { STAFF } from './escalation-fixtures.ts';

export const TRANSFER_PROMPTS = ['people.complaint.apology', 'people.complaint.transfer'];

export const OTHER_NUMBER = '13912345678';

export const WITH_STAFF = { staff: STAFF };

export const AGENT = { agent: '8001' };

export const COMPLAINTS_AGENT = { agent: '8800' };
