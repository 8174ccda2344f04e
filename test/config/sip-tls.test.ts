import { expect, it } from 'vitest';
import { loadText, SHIPPED } from './site-fixtures.ts';

const TLS = 'sip_tls: { certificate: /etc/sansheng/fullchain.pem, key: /etc/sansheng/privkey.pem }';
const load = (text: string, rest = SHIPPED) => loadText(`${rest}\n${text}\n`, {});
const trunkless = SHIPPED.replace(/^trunk:\n( .*\n)+/m, '');

it('is off where nothing is said', () => {
  const { site } = load('');
  expect(site).toMatchObject({ phones: { transport: 'udp', srtp: false }, sipTls: null });
  expect(site?.trunks).toMatchObject([{ transport: 'udp', srtp: false }]);
});

it('is there for phones and for each trunk', () => {
  const two = `trunk:
  - { name: ims, match: 192.0.2.10, outbound_host: 192.0.2.10, transport: tls, srtp: true }
  - { name: e1, match: 192.0.2.20, outbound_host: 192.0.2.20, transport: tcp }`;
  const { site, problems } = load(`phones: { transport: tls }\n${TLS}\n${two}`, trunkless);
  expect(problems).toEqual([]);
  expect(site?.phones).toMatchObject({ transport: 'tls', srtp: false });
  expect(site?.trunks.map(({ transport, srtp }) => [transport, srtp])).toEqual([
    ['tls', true],
    ['tcp', false],
  ]);
  expect(site?.sipTls).toEqual({
    certificate: '/etc/sansheng/fullchain.pem',
    key: '/etc/sansheng/privkey.pem',
    authorities: null,
  });
});

it.each([
  ['phones: { transport: tls }', 'phones.transport', 'there is no certificate for it'],
  [`phones: { srtp: true }\n${TLS}`, 'phones.srtp', 'srtp would send its keys by udp'],
  [`phones: { transport: tcp, srtp: true }\n${TLS}`, 'phones.srtp', 'srtp would send its keys by tcp'],
  ['phones: { transport: sctp }', 'phones.transport', ''],
  ['sip_tls: { certificate: cert.pem, key: /k.pem }', 'sip_tls.certificate', ''],
])('refuses %j', (text, key, cause) => {
  expect(load(text).problems).toEqual([expect.stringMatching(`: ${key}: .*${cause}`)]);
});

it('refuses a trunk that would send the keys of its sound in the clear', () => {
  const trunk = 'trunk:\n  - { name: ims, match: 192.0.2.10, outbound_host: 192.0.2.10, srtp: true }';
  expect(load(trunk, trunkless).problems).toEqual([expect.stringMatching(': trunk.0.srtp: ')]);
});
