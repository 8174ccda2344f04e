import { LINE } from '../../scenarios/support/site.ts';
import type { Office } from '../../web/support.ts';

const MINUTE_MS = 60_000;
const CUSTOMERS = ['王芳', '李建国', '张伟', '刘洋', '陈静', '杨先生', '赵女士', '黄磊'];
const QUESTIONS = [
  '抄表读数与账单不符，请核对',
  '宽带频繁断线，已重启两次',
  '办理过户需要哪些材料',
  '催办：上周报修至今无人上门',
  '发票抬头有误，要求重开',
  '询问停水通知是否包括本小区',
];

async function requested(office: Office, count: number, from: number): Promise<void> {
  for (let i = from; i < from + count; i++) {
    const name = CUSTOMERS[i % CUSTOMERS.length];
    const about = QUESTIONS[i % QUESTIONS.length];
    const agent = i % 4 === 1 ? { agent: '8002' } : {};
    const wish = { line: LINE, number: `138001380${10 + i}`, name, about, ...agent };
    await office.ask('POST', '/v1/callbacks', wish);
  }
}

/** Half an hour of a busy morning: callbacks that are overdue, about to be, and in time; callers who wait; agents at work. For
 * pictures. */
export async function busyMorning(office: Office): Promise<void> {
  const { sim } = office;
  await requested(office, 3, 0);
  await office.promised('13900139001', { name: '周敏', about: '排队时选择回电' });
  await sim.advance(18 * MINUTE_MS);
  await requested(office, 5, 3);
  await sim.advance(14 * MINUTE_MS);
  await requested(office, 4, 8);
  for (const agent of ['8001', '8002', '8003']) {
    const phone = sim.controls.phone(agent);
    phone.register();
    phone.pickup = { answerAfterMs: 2_000 };
  }
  for (const number of [
    '13600136000',
    '13600136011',
    '13700137022',
    '15800158033',
    '15900159044',
    '18600186055',
  ]) {
    sim.controls.party(number).dial(LINE);
    await sim.advance(12_000);
  }
}
