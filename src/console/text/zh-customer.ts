import type { CustomerHistoryAnswer } from '../../web/customer-history.ts';

/** The texts of a customer's page, in Chinese. */
export const ZH_CUSTOMER = {
  title: '客户',
  withheld: '未显示号码',
  search: '完整号码',
  searchHint: '如 13800138000',
  find: '查找',
  nobody: '在回电或通话上打开“客户页”，或输入客户的完整号码。',
  about: '客户情况',
  language: '语言',
  used: (at: string) => `客户所选，最近使用 ${at}`,
  doNotCall: '禁呼名单',
  mayCall: '不在名单上',
  wishes: '回访意愿',
  never: '不接受回访',
  everyDays: (days: number) => `至少间隔 ${days} 天`,
  records: '投诉与其他记录',
  recordTypes: {
    complaint: '投诉',
    urgent: '紧急求助',
    nuisance: '骚扰',
    beyond: '超出权限',
    suggestion: '建议',
  } satisfies Record<CustomerHistoryAnswer['records'][number]['type'], string>,
  callbacks: '回电',
  calls: '通话',
  newest: (shown: number, all: number) => `显示最新 ${shown} 条，共 ${all} 条`,
  toBoard: '在回电页打开',
  line: '线路',
  agent: '坐席',
  way: '方向',
  ways: { in: '来电', out: '回电', alert: '告警' } satisfies Record<
    CustomerHistoryAnswer['calls'][number]['direction'],
    string
  >,
  inProgress: '进行中',
  hungUpFirst: '客户先挂机',
  disposition: (key: string) => `登记 ${key}`,
  clauses: '服务标准',
  kept: (n: number) => `做到 ${n} 条`,
  broken: (clause: string) => `未做到：${clause}`,
  measured: (value: number, limit: number, unit: string) => {
    const units: Readonly<Record<string, string>> = { s: '秒', rings: '声', count: '次' };
    const of = units[unit] ?? unit;
    return `实际 ${value} ${of}，上限 ${limit} ${of}`;
  },
};
