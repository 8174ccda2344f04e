import type { ClauseText } from './clause.ts';

/** What callers are told before they ask. */
export const ANNOUNCING: readonly ClauseText[] = [
  {
    id: 'outage.notice',
    kinds: ['script', 'engine'],
    unit: null,
    title: { zh: '故障公告', en: 'An outage notice' },
    says: {
      zh: '按地区或线路开启并有结束时间；该地区的客户在排队前先听到，仍可继续找坐席。',
      en: 'Somebody announces an outage for an area or a line, with an end time. Its callers hear the notice before the queue, and can still go on to an agent.',
    },
    judged: {
      zh: '开启期间，该地区每个客户在排队前听到即为遵守；另统计听后挂机和继续的人数。',
      en: 'Kept when each caller concerned hears it before the queue while it is announced. Callers who then hang up or go on are counted.',
    },
    asks: {
      aftersales: {
        phrases: [
          '对不起，由于您所在的地区突发障碍，暂时影响您的使用，目前正在组织抢修，给您带来的不便，我们深表歉意，感谢您的配合！',
        ],
      },
    },
  },
];
