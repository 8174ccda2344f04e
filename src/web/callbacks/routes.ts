import type { NumberTries } from '../number-tries.ts';
import type { ApiPorts } from '../ports.ts';
import type { Route } from '../route.ts';
import { addRoute } from './add.ts';
import { exportRoute } from './export.ts';
import { figuresRoute } from './figures.ts';
import { lookingRoutes } from './list.ts';
import { noteRoute } from './note-route.ts';
import { orderRoutes } from './orders.ts';

/** The ledger of callbacks. */
export function callbackRoutes(ports: ApiPorts, tries: NumberTries): Route[] {
  return [
    ...lookingRoutes(ports, tries),
    figuresRoute(ports),
    exportRoute(ports),
    addRoute(ports),
    ...orderRoutes(ports),
    noteRoute(ports),
  ];
}
