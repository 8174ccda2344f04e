import { ApiRefusal } from '../api/ask.ts';
import { texts } from '../text/text.ts';

/** Why something was not done, for people. What is no answer of the API is a fault of the page, and thrown on. */
export function refusalText(error: unknown): string {
  const { connection, refusals } = texts.value;
  if (!(error instanceof ApiRefusal)) throw error;
  if (error.status === 0) return connection.unreachable;
  const [cause = ''] = error.message.split(': ');
  const known = refusals[cause] ?? refusals[error.code];
  // which field it is, the API alone knows
  const words =
    known !== undefined && error.code === 'API_BAD_REQUEST' ? `${known} (${error.message})` : known;
  return connection.refused + (words ?? `${error.message}. ${error.cure}`);
}
