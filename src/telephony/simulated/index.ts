export type { Durations } from './player.ts';
export {
  createSimulation,
  type Leaks,
  type Outside,
  type Simulation,
  type SimulationOptions,
} from './simulation.ts';
export type { Pickup, Station } from './station.ts';
export type { Heard, HeardPrompt, What } from './track.ts';
