import { telephonyContract } from './telephony.ts';
import { simulatedWorld } from './world.simulated.ts';

telephonyContract('the simulated Asterisk', () => simulatedWorld(['8001', '8002', '8003']));
