import type { SitePaths } from '../config/site.ts';
import { messageOf } from '../util/errors.ts';
import { makePassword } from '../web/passwords.ts';
import { withBooks } from './api-tokens.ts';
import { addUser, FIRST_USER } from './users.ts';

const BY_NAME = 'Sign in with your name and password; `sansheng users list` shows who can';

/** How people sign in to the console, for whoever has just started the site. Where nobody can yet, makes the first user; its password
 * is shown where a person reads it, which a log is not: `isTerminal`. */
export async function signInText(paths: SitePaths, isTerminal: boolean): Promise<string> {
  try {
    const users = await withBooks(paths, (books) => books.users());
    if (users.length > 0) return BY_NAME;
    if (!isTerminal) return 'Nobody can sign in yet: run `sansheng users add NAME --role admin`';
    return (await makeFirstUser(paths)) ?? BY_NAME;
  } catch (error) {
    // the site runs all the same: another user of the machine may own its files
    return `Who can sign in cannot be read here: ${messageOf(error)}`;
  }
}

/** Undefined where another start has just made one. */
async function makeFirstUser(paths: SitePaths): Promise<string | undefined> {
  const password = makePassword();
  if (!(await addUser(paths, FIRST_USER, 'admin', password))) return undefined;
  return [
    `Sign in as ${FIRST_USER} with the password ${password}`,
    `It is shown only now; \`sansheng users password ${FIRST_USER}\` makes another`,
  ].join('\n');
}
