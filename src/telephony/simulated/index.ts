export type { SimulatedLeg } from './legs.ts';
export type { Pickup, SimulatedPhone } from './phone.ts';
export {
  createSimulation,
  type OpenResources,
  type Simulation,
  type SimulationControls,
  type SimulationOptions,
} from './simulation.ts';
export type { RequestHook } from './telephony.ts';
export type { Durations, Heard, HeardPrompt, HeardWhat } from './track.ts';
