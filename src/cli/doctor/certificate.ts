import type { Site } from '../../config/site.ts';
import { type CertificateFiles, readCertificate } from '../../util/certificate.ts';
import { messageOf } from '../../util/errors.ts';
import { type DoctorFinding, fault, warning } from './finding.ts';

const DAY_MS = 86_400_000;
/** What renews a certificate does so a month before. */
const SOON_DAYS = 14;
const RENEW = 'Renew it: the engine takes the new files within a minute, without a restart.';

/** The certificates of the API and of SIP, where there are any. @param now UTC ms */
export async function checkCertificates(
  { api, sipTls }: Pick<Site, 'api' | 'sipTls'>,
  now: number,
): Promise<DoctorFinding[]> {
  const found = [
    api && checkOne(api, 'API_CERTIFICATE_EXPIRES', 'API_CERTIFICATE_UNUSABLE', 'api', now),
    sipTls && checkOne(sipTls, 'SIP_CERTIFICATE_EXPIRES', 'SIP_CERTIFICATE_UNUSABLE', 'sip_tls', now),
  ];
  return (await Promise.all(found)).flatMap((one) => one ?? []);
}

async function checkOne(
  files: CertificateFiles,
  expires: 'API_CERTIFICATE_EXPIRES' | 'SIP_CERTIFICATE_EXPIRES',
  unusable: 'API_CERTIFICATE_UNUSABLE' | 'SIP_CERTIFICATE_UNUSABLE',
  key: string,
  now: number,
): Promise<DoctorFinding[]> {
  try {
    const { validTo } = await readCertificate(files);
    const days = Math.floor((validTo - now) / DAY_MS);
    if (days >= SOON_DAYS) return [];
    const which = `the certificate ${files.certificate}`;
    if (validTo > now) return [warning(expires, `${which} expires in ${days} days`, RENEW)];
    return [fault(expires, `${which} has expired`, RENEW)];
  } catch (error) {
    const cure = `Correct the files, or ${key} in sansheng.yaml, and let the user of the engine read them.`;
    return [fault(unusable, messageOf(error), cure)];
  }
}
