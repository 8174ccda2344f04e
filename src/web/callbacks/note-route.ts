import { z } from 'zod';
import { actorOf } from '../auth.ts';
import { by, tidyText } from '../fields.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { foundCallback } from './find.ts';
import { idParams, shownTo } from './list.ts';
import { noteSchema, notesOf } from './notes.ts';

const LONGEST = 1000;

/** A note: for whoever opens the callback, and for the records. */
export function noteRoute(ports: ApiPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/callbacks/{id}/notes',
    summary: 'Write a note on a callback, open or ended; its revision stays',
    role: 'operator',
    params: idParams,
    body: z.strictObject({ text: tidyText(LONGEST), by }),
    answer: { status: 201, schema: noteSchema, means: 'It is kept' },
    handle: async (asked) => {
      const { text, by: named } = asked.body;
      const actor = actorOf(asked, named);
      const { state } = await foundCallback(ports.queries, asked.params.id);
      const entry = {
        wall: ports.now(),
        ...actor.audit,
        did: 'callbackNoted',
        call: null,
        callback: state.id,
      } as const;
      const fact = await ports.commands.noteCallback(state.id, text, actor.by, {
        audit: () => ({ ...entry, detail: '' }),
      });
      const [note] = notesOf([fact], shownTo(asked, ports));
      if (note) return note;
      throw new ApiError(
        'API_FAULT',
        500,
        'an internal error',
        'Report it with the text in the engine’s log.',
      );
    },
  });
}
