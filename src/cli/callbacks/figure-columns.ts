import type { CallbackFigures } from '../../core/reports/callbacks/figures.ts';
import type { Wording } from '../../core/standard/catalogue/clause.ts';
import { column, type Section } from '../report/columns.ts';
import { words } from '../report/text.ts';

const of = column<CallbackFigures>;

/** The figures of callbacks, as every format shows them; docs/supervisors/reports.md says what each is. */
export const CALLBACK_SECTIONS: readonly Section<CallbackFigures>[] = [
  {
    key: 'kept',
    label: words('Promised and kept', '承诺与兑现'),
    columns: [
      of('promised', words('promised', '已承诺'), 'count', (f) => f.promised),
      of('keptInTime', words('kept in time', '按时兑现'), 'count', (f) => f.keptInTime),
      of('late', words('late', '迟兑现'), 'count', (f) => f.late),
      of('keptShare', words('kept share', '按时兑现率'), 'share', (f) => f.keptShare),
    ],
  },
  {
    key: 'open',
    label: words('Open', '未办结'),
    columns: [
      of('open', words('open', '未办结'), 'count', (f) => f.open),
      of('overdue', words('overdue', '已逾期'), 'count', (f) => f.overdue),
      of('atRisk', words('at risk', '将逾期'), 'count', (f) => f.atRisk),
      of('blocked', words('blocked', '待人工审核'), 'count', (f) => f.blocked),
      of('oldestOpenSeconds', words('oldest', '最久未办结'), 'duration', (f) => f.oldestOpenSeconds),
    ],
  },
  {
    key: 'outcomes',
    label: words('How they ended', '结果'),
    columns: [
      of('outcomes.reached', words('reached', '已联系'), 'count', (f) => f.outcomes.reached),
      of('outcomes.byOperator', words('by operator', '人工办结'), 'count', (f) => f.outcomes.byOperator),
      of('outcomes.notReached', words('not reached', '未联系上'), 'count', (f) => f.outcomes.notReached),
      of(
        'outcomes.refusedByRule',
        words('refused by rule', '规则拒拨'),
        'count',
        (f) => f.outcomes.refusedByRule,
      ),
      of('outcomes.cancelled', words('cancelled', '已取消'), 'count', (f) => f.outcomes.cancelled),
    ],
  },
  {
    key: 'attempts',
    label: words('Attempts', '拨打尝试'),
    columns: [
      of('attempts.made', words('attempts', '尝试次数'), 'count', (f) => f.attempts.made),
      of('attempts.perReached', words('per reached', '每次联系所需'), 'mark', (f) => f.attempts.perReached),
      of('toReached.callbacks', words('talked with', '已通话'), 'count', (f) => f.toReached.callbacks),
      of(
        'toReached.medianSeconds',
        words('median', '中位时长'),
        'duration',
        (f) => f.toReached.medianSeconds,
      ),
      of(
        'toReached.p90Seconds',
        words('9 of 10 within', '九成以内'),
        'duration',
        (f) => f.toReached.p90Seconds,
      ),
      of('toReached.longestSeconds', words('longest', '最长'), 'duration', (f) => f.toReached.longestSeconds),
    ],
  },
];

export const CALLBACK_COLUMNS = CALLBACK_SECTIONS.flatMap(({ columns }) => columns);

type Means = Readonly<Record<string, Wording>>;

/** What each figure is, by its key. */
export const CALLBACK_DEFINITIONS: Means = {
  promised: words(
    'callbacks promised in the period, in a call or without one',
    '期间内承诺的回电，不论是否来自通话',
  ),
  keptInTime: words(
    'settled, with news by each deadline [callback.done]',
    '已办结，且每次均在期限内回复 [callback.done]',
  ),
  late: words('settled, but the customer had to wait past a deadline', '已办结，但曾超过回复期限'),
  keptShare: words(
    'share of callbacks kept in time in those that are settled, failed or overdue; cancelled ones do not count',
    '按时兑现数占已到期者（办结、未兑现或逾期；不含已取消）的比例',
  ),
  open: words('not ended when the figures were made', '生成时尚未结束'),
  overdue: words('open ones past their deadline', '未办结中已超过期限的'),
  atRisk: words(
    'open ones of which the engine has warned that they will miss their deadline [callback.done]',
    '未办结中引擎已预警将逾期的 [callback.done]',
  ),
  blocked: words(
    'open ones that a rule blocks until a supervisor releases them',
    '未结束的回电中，被规则拦截、待人工审核的',
  ),
  oldestOpenSeconds: words('time since the promise of the oldest open one', '未办结中最早一条自承诺起的时长'),
  'outcomes.reached': words('settled by talking with the customer', '与客户通话后办结'),
  'outcomes.byOperator': words("settled by an operator's statement", '由操作员注明办结'),
  'outcomes.notReached': words(
    'given up after the last attempt, or the network knows no such number',
    '最后一次尝试后仍未联系上，或号码不存在',
  ),
  'outcomes.refusedByRule': words(
    'not dialled, because a rule forbids it [callback.purpose]',
    '按规则不得拨打 [callback.purpose]',
  ),
  'outcomes.cancelled': words('cancelled by an operator', '由操作员取消'),
  'attempts.made': words(
    'how often the engine dialled a customer, or a customer called in and talked',
    '拨打客户的次数（含客户来电并通话）',
  ),
  'attempts.perReached': words(
    'all attempts, divided by the customers who talked with an agent',
    '全部尝试次数除以通话成功的客户数',
  ),
  'toReached.callbacks': words('callbacks in which an agent talked with the customer', '已与客户通话的回电'),
  'toReached.medianSeconds': words(
    'from the promise to the beginning of the first attempt with a talk: the median',
    '从承诺到首次通话那次尝试开始的时长：中位数',
  ),
  'toReached.p90Seconds': words('nine of ten took no longer than this', '十次中九次不超过'),
  'toReached.longestSeconds': words('the longest of these', '其中最长的一次'),
};
