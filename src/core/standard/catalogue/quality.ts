import type { ClauseText } from './clause.ts';

/** How the work is judged, and what is owed to the customer besides. */
export const QUALITY: readonly ClauseText[] = [
  {
    id: 'quality.stars',
    kinds: ['measure'],
    unit: 'stars',
    title: { zh: '星级评定', en: 'Stars' },
    says: {
      zh: '按态度、准确、速度给坐席评一到五星，取三项中最低的一项；每颗星都能查到依据。',
      en: 'One to five stars for an agent, by attitude, accuracy and speed: the lowest of the three. Each opens to the calls behind it.',
    },
    judged: {
      zh: '速度取自测量（有足够的通话结果时取解决的速度，否则取接起的速度），态度和准确取自客户评价；通数太少的不评。通话结束时客户听到评价提示（或提前按键）即为遵守，无法播放即为违反。',
      en: "Speed comes from measurements (of solving, where enough results are written down, else of picking up), attitude and accuracy from the callers' survey; too few calls give no stars. In a call it is kept when the caller hears the question, or answers before its end; broken when it cannot be played.",
    },
    asks: {
      desk400: {
        limits: [{ what: { zh: '从', en: 'from' }, value: 1, upTo: 5, unit: 'stars' }],
        wants: {
          zh: '每一星级同时写明态度、准确、速度；一星为态度粗暴。',
          en: 'Each level names attitude, accuracy and speed together; one star is a rude agent.',
        },
      },
    },
  },
  {
    id: 'quality.check',
    kinds: ['measure', 'record'],
    unit: 'count',
    title: { zh: '质量抽检', en: 'Quality checks' },
    says: {
      zh: '每周对每位坐席公平地随机抽取录音，由主管按条款评分。',
      en: "Each week a supervisor scores a random sample of every agent's recorded calls, clause by clause.",
    },
    judged: {
      zh: '每位坐席每周抽到规定的通数并有评分，即为遵守。',
      en: 'By the number of calls sampled and scored, for each agent and week.',
    },
    asks: {
      desk400: { wants: { zh: '定期质检。', en: 'Checked regularly.' } },
    },
  },
  {
    id: 'privacy.customer',
    kinds: ['engine', 'lint'],
    unit: null,
    title: { zh: '客户隐私', en: "Customers' privacy" },
    says: {
      zh: '号码按角色隐藏，日志中一律隐藏；查听录音留有记录；保存期满即删除。',
      en: 'Numbers are masked by role, and always in logs; the audit log records every look at a recording; data is kept for a limited time.',
    },
    judged: {
      zh: '检查日志、命令行列表、录音查听记录和保存期限；发现一处泄露即为违反。',
      en: 'By logs, lists, the audit log and retention; one number that shows where it must not breaks it.',
    },
    asks: {
      telecom: { wants: { zh: '为客户保密。', en: "Customers' privacy is kept." } },
      desk400: { wants: { zh: '保护客户权益和资料。', en: "Customers' rights and data are protected." } },
      ticketing: {
        wants: { zh: '不泄露、不滥用客户资料。', en: 'Customer data is never leaked or misused.' },
      },
    },
  },
];
