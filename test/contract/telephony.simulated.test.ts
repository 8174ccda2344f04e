import { telephonyContract } from './telephony.ts';
import { simulatedHarness } from './telephony-harness.simulated.ts';

telephonyContract('the simulated Asterisk', () => simulatedHarness(['8001', '8002', '8003']));
