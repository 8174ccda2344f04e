// The shipped rules of the firewall are of the ports that a site has.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sitePorts } from '../../src/config/site.ts';

it('the rules name the ports of a site on the first port base', () => {
  const rules = readFileSync(new URL('../../firewall/sansheng.nft', import.meta.url), 'utf8');
  const { sip, ari, ami } = sitePorts(15_060);
  expect(rules).toContain(`define sip = ${sip}\n`);
  expect(rules).toContain(`define control = { ${ari}, ${ami} }\n`);
});
